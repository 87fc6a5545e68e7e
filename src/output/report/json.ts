import { jsonNumber, summaryFields } from '../result/json-text.ts';
import type { Result } from '../../engine/result.ts';
import type { LossOutcome } from '../../suite/outcome.ts';
import { calibrationText, checkFields, histogramText } from './json-fields.ts';
import { intervalText } from './json-interval.ts';
import type { Report, ReportOptions } from './report.ts';
import { jsonString } from './safe-text.ts';

/** A report as one JSON object: the checks, `losses`, each as a single loss is printed, and what else there is. */
export function reportAsJson(report: Report, { precision }: ReportOptions): string {
  const { losses, divisions, minSamples } = report;
  const segments = divisions.flatMap(({ columns, segments: ofDivision }) =>
    ofDivision.map(({ values, results }) => {
      const { samples } = results[0]!;
      const fields = [
        `"by": ${jsonString(columns)}`,
        `"values": ${jsonString(values)}`,
        `"samples": ${samples}`,
        `"few": ${samples < minSamples}`,
        `"results": [${results.map((result) => number(result, result.result, precision)).join(', ')}]`,
      ];
      return `    { ${fields.join(', ')} }`;
    }),
  );
  const objects = losses.map(
    (outcome) => `    {\n      ${lossFields(outcome, precision, ' ').join(',\n      ')}\n    }`,
  );
  const parts = [
    `  "input": ${jsonString(report.input)}`,
    ...checkParts(report, precision),
    `  "losses": [\n${objects.join(',\n')}\n  ]`,
    ...(divisions.length > 0 ? [`  "segments": [\n${segments.join(',\n')}\n  ]`] : []),
    ...distributionParts(report),
  ];
  return `{\n${parts.join(',\n')}\n}\n`;
}

function checkParts({ checks }: Report, precision: number | undefined): string[] {
  if (checks === undefined) return [];
  const lines = checks.map((check) => `    { ${checkFields(check, precision, ' ').join(', ')} }`);
  const passed = checks.every(({ status }) => status !== 'failed');
  return [`  "passed": ${passed}`, `  "checks": [\n${lines.join(',\n')}\n  ]`];
}

function distributionParts({ losses, calibration }: Report): string[] {
  const lines = losses.map(
    ({ histogram }) => `    ${histogram ? histogramText(histogram) : 'null'}`,
  );
  const hasHistograms = losses.some(({ histogram }) => histogram);
  return [
    ...(hasHistograms ? [`  "histograms": [\n${lines.join(',\n')}\n  ]`] : []),
    ...(calibration ? [`  "calibration": ${calibrationText(calibration)}`] : []),
  ];
}

/** A loss and its interval as JSON texts by key; `space` is what follows commas and colons. */
export function lossFields(
  { result, interval }: LossOutcome,
  precision: number | undefined,
  space: string,
): string[] {
  const fields = summaryFields(result, precision, space);
  if (interval === undefined) return fields;
  return [...fields, `"interval":${space}${intervalText(interval, result, precision, space)}`];
}

function number({ dtype }: Result, value: number | null, precision: number | undefined): string {
  return value === null ? 'null' : jsonNumber(value, dtype, precision);
}
