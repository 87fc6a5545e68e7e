import { shownText } from '../../messages/shown-text.ts';
import type { Column } from '../cells/column.ts';
import { comparisonParts } from '../cells/comparison-cells.ts';
import type { ComparisonTable } from '../cells/comparison-facts.ts';
import { stylesFor } from '../layout/styles.ts';
import { wrap } from '../layout/text.ts';
import type { ComparisonReport } from '../report/comparison-report.ts';
import type { ReportOptions } from '../report/report.ts';
import { FEW, fits, INDENT, textColumns, withMarks } from './text-columns.ts';

/** A comparison for people at a terminal, in lines no wider than that. */
export function comparisonAsTable(report: ComparisonReport, options: ReportOptions): string {
  const { precision, width, color } = options;
  const { bold } = stylesFor(color);
  const { title, tables, verdict, sentences } = comparisonParts(report, { precision, few: FEW });
  const lines = (text: string): string[] => wrap(text, width, INDENT);
  const blocks = [
    [bold(shownText(report.input)), ...wrap(title, width)],
    ...tables.flatMap((table) => [
      ...(table.title === undefined ? [] : [wrap(table.title, width).map(bold)]),
      ...tableBlocks(table, options),
    ]),
    [...(verdict === undefined ? [] : lines(verdict).map(bold)), ...sentences.flatMap(lines)],
  ];
  return blocks.map((block) => `${block.join('\n')}\n`).join('\n');
}

/** One table, or where it is of segments and too wide a table for each. */
function tableBlocks({ columns, parts }: ComparisonTable, options: ReportOptions): string[][] {
  const marked = columns.map(withMarksOfFew);
  if (!parts || fits(marked, options.tableWidth)) return [textColumns(marked, options)];
  return parts.map((part) => [
    ...wrap(part.title, options.width, INDENT),
    ...textColumns(part.columns, options),
  ]);
}

function withMarksOfFew(column: Column): Column {
  return column.tones?.includes('few') ? withMarks(column) : column;
}
