import { formatSignificant } from '../../text/format-number.ts';
import { escapeMarkdown, markdownText } from '../escape.ts';
import { DEFAULT_DIGITS } from '../cells/numbers.ts';
import { sampleColumns } from '../cells/sample-cells.ts';
import { shownColumns, worstTitle } from '../cells/worst-cells.ts';
import type { ReportOptions } from '../report/report.ts';
import type { WorstReport } from '../report/worst-report.ts';
import { markdownTable } from './markdown-table.ts';

/** The worst samples for comments and pull requests: a table of GitHub. */
export function worstAsMarkdown(report: WorstReport, { precision }: ReportOptions): string {
  const { input, result, samples } = report;
  const number = (x: number): string =>
    formatSignificant(x, precision ?? DEFAULT_DIGITS, result.dtype);
  const { row, numbers } = sampleColumns(samples, result, { row: String, number });
  return [
    `**${markdownText(input)}** · ${escapeMarkdown(worstTitle(report))}\n\n`,
    markdownTable([row, ...shownColumns(report), ...numbers]),
  ].join('');
}
