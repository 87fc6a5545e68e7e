import { shownText } from '../../messages/shown-text.ts';
import { comparisonParts } from '../cells/comparison-cells.ts';
import { stylesFor } from '../layout/styles.ts';
import { wrap } from '../layout/text.ts';
import type { ComparisonReport } from '../report/comparison-report.ts';
import type { ReportOptions } from '../report/report.ts';
import { INDENT, textColumns } from './text-columns.ts';

/** A comparison for people at a terminal, in lines no wider than that. */
export function comparisonAsTable(report: ComparisonReport, options: ReportOptions): string {
  const { precision, width, color } = options;
  const { bold } = stylesFor(color);
  const { title, tables, verdict, sentences } = comparisonParts(report, precision);
  const lines = (text: string): string[] => wrap(text, width, INDENT);
  const blocks = [
    [bold(shownText(report.input)), ...wrap(title, width)],
    ...tables.flatMap((table) => [
      ...(table.title === undefined ? [] : [wrap(table.title, width).map(bold)]),
      textColumns(table.columns, options),
    ]),
    [...(verdict === undefined ? [] : lines(verdict).map(bold)), ...sentences.flatMap(lines)],
  ];
  return blocks.map((block) => `${block.join('\n')}\n`).join('\n');
}
