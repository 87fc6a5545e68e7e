import { formatNumber } from '../../text/format-number.ts';
import type { ReportOptions } from './report.ts';
import { csvField } from './safe-text.ts';
import type { WorstReport } from './worst-report.ts';

/** The worst samples as RFC 4180 with line feeds: a row for each, with a field for every number. */
export function worstAsCsv(
  { result, columns, samples }: WorstReport,
  { precision }: ReportOptions,
): string {
  const { dtype } = result;
  const [first] = samples;
  const header = [
    'row',
    ...columns.map(csvField),
    ...fieldNames('true', first?.true.length ?? 1),
    ...fieldNames('pred', first?.pred.length ?? 1),
    'loss',
  ];
  const rows = samples.map(({ row, shown, true: truth, pred, loss }) => [
    row,
    ...shown.map(csvField),
    ...[...truth, ...pred].map((x) => formatNumber(x, dtype)),
    formatNumber(loss, dtype, precision),
  ]);
  return [header, ...rows].map((fields) => `${fields.join(',')}\n`).join('');
}

function fieldNames(input: string, width: number): string[] {
  return width === 1 ? [input] : Array.from({ length: width }, (_, i) => `${input}_${i}`);
}
