import { jsonNumber, summaryFields } from '../result/json-text.ts';
import type { ReportOptions } from './report.ts';
import { jsonString } from './safe-text.ts';
import type { WorstReport, WorstSample } from './worst-report.ts';

/** The worst samples as one JSON object: what was computed, as a single loss is printed, and `worst`. */
export function worstAsJson(report: WorstReport, { precision }: ReportOptions): string {
  const { input, result, columns, samples } = report;
  const { dtype } = result;
  const vector = (values: readonly number[]): string => {
    const numbers = values.map((x) => jsonNumber(x, dtype)).join(', ');
    return values.length === 1 ? numbers : `[${numbers}]`;
  };
  const object = ({ row, shown, true: truth, pred, loss }: WorstSample): string => {
    const texts = columns.map((name, k) => `${jsonString(name)}: ${jsonString(shown[k]!)}`);
    const fields = [
      `"row": ${row}`,
      ...(columns.length > 0 ? [`"columns": { ${texts.join(', ')} }`] : []),
      `"true": ${vector(truth)}`,
      `"pred": ${vector(pred)}`,
      `"loss": ${jsonNumber(loss, dtype, precision)}`,
    ];
    return `    { ${fields.join(', ')} }`;
  };
  const fields = [
    `"input": ${jsonString(input)}`,
    ...summaryFields(result, precision, ' '),
    `"worst": [\n${samples.map(object).join(',\n')}\n  ]`,
  ];
  return `{\n  ${fields.join(',\n  ')}\n}\n`;
}
