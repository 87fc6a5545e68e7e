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
  const { dtype, labelOf } = result;
  const value = (x: number): string => {
    const label = labelOf?.(x);
    return label === undefined ? formatNumber(x, dtype) : csvField(label);
  };
  const [first] = samples;
  const header = [
    'row',
    ...columns.map(csvField),
    ...vectorFields('true', first?.true.length ?? 1),
    ...vectorFields('pred', first?.pred.length ?? 1),
    'loss',
  ];
  const rows = samples.map(({ row, shown, true: truth, pred, loss }) => [
    row,
    ...shown.map(csvField),
    ...[...truth, ...pred].map(value),
    formatNumber(loss, dtype, precision),
  ]);
  return csvLines(header, rows);
}
