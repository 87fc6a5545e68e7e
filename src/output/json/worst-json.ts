import type { ReportOptions } from '../report/report.ts';
import type { WorstReport } from '../report/worst-report.ts';
import { summaryFields } from './fields.ts';
import { jsonNumber, jsonText, onLines, type Json } from './json.ts';

/** The worst samples as one JSON object: what was computed, as a single loss is printed, and `worst`. */
export function worstAsJson(report: WorstReport, { precision }: ReportOptions): string {
  const { input, result, columns, samples } = report;
  const { dtype } = result;
  const vector = (values: readonly number[]): Json => {
    const numbers = values.map((x): Json => result.labelOf?.(x) ?? jsonNumber(x, dtype));
    return numbers.length === 1 && !result.lists ? numbers[0]! : numbers;
  };
  const worst = samples.map(({ row, shown, true: truth, pred, loss }) => {
    const texts = new Map(columns.map((name, k) => [name, shown[k]!]));
    return {
      ...(result.lists ? { list: row, key: result.lists.textOf?.(row) } : { row }),
      columns: columns.length > 0 ? texts : undefined,
      true: vector(truth),
      pred: vector(pred),
      loss: jsonNumber(loss, dtype, precision),
    };
  });
  const fields = { input, ...summaryFields(result, precision), worst: onLines(worst) };
  return `${jsonText(onLines(fields))}\n`;
}
