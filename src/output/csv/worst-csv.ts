import { formatNumber } from '../../text/format-number.ts';
import { csvField } from '../escape.ts';
import type { ReportOptions } from '../report/report.ts';
import type { WorstReport } from '../report/worst-report.ts';
import { csvLines, vectorFields } from './lines.ts';

/** The worst samples as RFC 4180 with line feeds: a row for each, with a field for every number. */
export function worstAsCsv(
  { result, columns, samples }: WorstReport,
  { precision }: ReportOptions,
): string {
  const { dtype, labelOf, lists } = result;
  const value = (x: number): string => {
    const label = labelOf?.(x);
    return label === undefined ? formatNumber(x, dtype) : csvField(label);
  };
  // Lists have vectors of different lengths.
  const widths = (['true', 'pred'] as const).map((input) =>
    Math.max(1, ...samples.map((sample) => sample[input].length)),
  );
  const cells = (values: readonly number[], width: number): string[] =>
    Array.from({ length: width }, (_, k) => (k < values.length ? value(values[k]!) : ''));
  const header = [
    lists?.column === undefined ? 'row' : csvField(lists.column),
    ...columns.map(csvField),
    ...vectorFields('true', widths[0]!),
    ...vectorFields('pred', widths[1]!),
    'loss',
  ];
  const rows = samples.map(({ row, shown, true: truth, pred, loss }) => [
    lists?.textOf ? csvField(lists.textOf(row)) : row,
    ...shown.map(csvField),
    ...cells(truth, widths[0]!),
    ...cells(pred, widths[1]!),
    formatNumber(loss, dtype, precision),
  ]);
  return csvLines(header, rows);
}
