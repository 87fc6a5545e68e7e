import type { LossOutcome } from '../../suite/outcome.ts';
import { formatSignificant } from '../../text/format-number.ts';
import type { Column } from '../cells/column.ts';
import { DEFAULT_DIGITS } from '../cells/numbers.ts';
import { omittedPhrase } from '../cells/result-facts.ts';
import { gradientColumn, sampleColumns, worstHeading } from '../cells/sample-cells.ts';
import type { ReportOptions } from '../report/report.ts';
import { sampleRows, type SampleRow } from '../report/samples.ts';
import { markdownTable } from './markdown-table.ts';

/** The digest of a loss as tables of GitHub: the first and the last samples, and those with the worst losses. */
export function digestTables(
  { request, result }: LossOutcome,
  { precision }: ReportOptions,
): string[] {
  const { head, tail, worst } = sampleRows(result);
  const number = (x: number): string =>
    formatSignificant(x, precision ?? DEFAULT_DIGITS, result.dtype);
  const columnsOf = (rows: readonly SampleRow[]): Column[] => {
    const { row, numbers } = sampleColumns(rows, result, { row: String, number });
    return [row, ...numbers];
  };
  const withGradient = (rows: readonly SampleRow[]): Column[] => [
    ...columnsOf(rows),
    ...gradientColumn(rows, result, number),
  ];
  const first = withGradient(head);
  const last = withGradient(tail);
  const shown = first.map((column, k) => {
    const omitted = tail.length === 0 ? [] : [k === 0 ? `… ${omittedPhrase(result)} …` : ''];
    return { ...column, cells: [...column.cells, ...omitted, ...last[k]!.cells] };
  });
  if (worst.length === 0) return [markdownTable(shown)];
  const heading = worstHeading(request);
  return [
    markdownTable(shown),
    `**${heading[0]!.toUpperCase()}${heading.slice(1)}**\n`,
    markdownTable(columnsOf(worst)),
  ];
}
