import { textTable } from '../layout/columns.ts';
import { wrap } from '../layout/text.ts';
import { stylesFor } from '../layout/styles.ts';
import { shownText } from '../../messages/shown-text.ts';
import type { ComparisonReport } from './comparison-report.ts';
import { comparisonRows, comparisonSentences, comparisonTitle } from './comparison-text.ts';
import type { ReportOptions } from './report.ts';

/** A comparison for people at a terminal, in lines no wider than that. */
export function comparisonAsTable(report: ComparisonReport, options: ReportOptions): string {
  const { precision, width, color } = options;
  const { bold, dim } = stylesFor(color);
  const { headers, rows } = comparisonRows(report, precision);
  const lines = textTable(rows, {
    headers,
    align: ['left', 'left', 'right', 'left'],
    indent: 2,
    width,
    headerStyle: dim,
  });
  const [verdict, ...more] = comparisonSentences(report).map((sentence) =>
    wrap(sentence, width, 2),
  );
  const blocks = [
    [bold(shownText(report.input)), ...wrap(comparisonTitle(report), width)],
    lines,
    [...verdict!.map(bold), ...more.flat()],
  ];
  return blocks.map((block) => `${block.join('\n')}\n`).join('\n');
}
