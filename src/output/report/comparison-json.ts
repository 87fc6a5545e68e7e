import { jsonNumber, summaryFields } from '../result/json-text.ts';
import type { Result } from '../../engine/result.ts';
import type { ComparisonReport } from './comparison-report.ts';
import { intervalText } from './json-interval.ts';
import type { ReportOptions } from './report.ts';
import { jsonString } from './safe-text.ts';

/** A comparison as one JSON object: `pred` and `other`, each as a single loss is printed, and their difference. */
export function comparisonAsJson(
  { input, names, compared }: ComparisonReport,
  { precision }: ReportOptions,
): string {
  const { pred, other, difference, interval, worse, better, equal, verdict } = compared;
  const predictions = (source: string, result: Result): string => {
    const fields = [`"source": ${jsonString(source)}`, ...summaryFields(result, precision, ' ')];
    return `{\n    ${fields.join(',\n    ')}\n  }`;
  };
  const counts = `"worse": ${worse}, "better": ${better}, "equal": ${equal}`;
  const fields = [
    `"input": ${jsonString(input)}`,
    `"pred": ${predictions(names.pred, pred)}`,
    `"other": ${predictions(names.other, other)}`,
    `"difference": ${jsonNumber(difference, pred.dtype, precision)}`,
    `"interval": ${intervalText(interval, pred, precision, ' ')}`,
    `"samples": { ${counts} }`,
    `"verdict": "${verdict}"`,
  ];
  return `{\n  ${fields.join(',\n  ')}\n}\n`;
}
