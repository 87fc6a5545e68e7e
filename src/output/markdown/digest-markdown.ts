import type { Result } from '../../engine/result.ts';
import { formatSignificant } from '../../text/format-number.ts';
import type { Column } from '../cells/column.ts';
import { DEFAULT_DIGITS, vectorText } from '../cells/numbers.ts';
import { omittedPhrase } from '../cells/result-facts.ts';
import { sampleColumns } from '../cells/sample-cells.ts';
import type { ReportOptions } from '../report/report.ts';
import { sampleRows, type SampleRow } from '../report/samples.ts';
import { markdownTable } from './markdown-table.ts';

/** The digest of a loss as tables of GitHub: the first and the last samples, and those with the highest losses. */
export function digestTables(result: Result, { precision }: ReportOptions): string[] {
  const { head, tail, worst } = sampleRows(result);
  const number = (x: number): string =>
    formatSignificant(x, precision ?? DEFAULT_DIGITS, result.dtype);
  const columnsOf = (rows: readonly SampleRow[]): Column[] => {
    const { row, numbers } = sampleColumns(rows, { row: String, number });
    return [row, ...numbers];
  };
  const withGradient = (rows: readonly SampleRow[]): Column[] => {
    if (!result.gradient) return columnsOf(rows);
    const cells = rows.map(({ gradient }) => vectorText(gradient, number));
    return [...columnsOf(rows), { header: 'gradient', isNumber: true, cells }];
  };
  const first = withGradient(head);
  const last = withGradient(tail);
  const shown = first.map((column, k) => {
    const omitted = tail.length === 0 ? [] : [k === 0 ? `… ${omittedPhrase(result)} …` : ''];
    return { ...column, cells: [...column.cells, ...omitted, ...last[k]!.cells] };
  });
  if (worst.length === 0) return [markdownTable(shown)];
  return [markdownTable(shown), '**Highest losses**\n', markdownTable(columnsOf(worst))];
}
