import { DEFAULT_DIGITS } from '../result/facts.ts';
import { formatSignificant } from '../../text/format-number.ts';
import { escapeMarkdown, table } from '../result/markdown.ts';
import { abbreviate } from '../layout/text.ts';
import { shownText } from '../../messages/shown-text.ts';
import type { ReportOptions } from './report.ts';
import type { WorstReport } from './worst-report.ts';
import { worstTitle } from './worst-title.ts';

/** Numbers of a vector shown at most. */
const LONGEST_VECTOR = 8;

/** The worst samples for comments and pull requests: a table of GitHub. */
export function worstAsMarkdown(report: WorstReport, { precision }: ReportOptions): string {
  const { input, result, columns, samples } = report;
  const number = (x: number): string =>
    formatSignificant(x, precision ?? DEFAULT_DIGITS, result.dtype);
  const vector = (values: readonly number[]): string =>
    abbreviate(values.map(number), LONGEST_VECTOR).join(' ');
  const text = (value: string): string => escapeMarkdown(shownText(value));
  const rows = samples.map(({ row, shown, true: truth, pred, loss }) => [
    String(row),
    ...shown.map(text),
    vector(truth),
    vector(pred),
    number(loss),
  ]);
  const headers = ['row', ...columns.map(text), 'true', 'pred', 'loss'];
  const alignment = headers.map((_, k) => (k > 0 && k <= columns.length ? '---' : '---:'));
  return [
    `**${text(input)}** · ${escapeMarkdown(worstTitle(report))}\n\n`,
    ...table(headers, alignment, rows),
  ].join('');
}
