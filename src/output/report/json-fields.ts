import type { CheckedSegment, CheckOutcome } from '../../check/outcome.ts';
import { jsonNumber } from '../result/json-text.ts';
import type { Calibration, NoCalibration } from '../../suite/calibration.ts';
import type { Histogram } from '../../suite/histogram.ts';
import { jsonString } from './safe-text.ts';

/** A check as JSON texts by key; `space` is what follows colons. */
export function checkFields(
  check: CheckOutcome,
  precision: number | undefined,
  space: string,
): string[] {
  const { assertion, loss, segment, value, bound, comparison, dtype } = check;
  const { status, samples, few, message } = check;
  const field = (key: string, json: unknown): string => `"${key}":${space}${jsonString(json)}`;
  return [
    field('status', status),
    field('assertion', assertion),
    field('loss', loss),
    `"segment":${space}${segment ? segmentText(segment, space) : 'null'}`,
    `"value":${space}${value === null ? 'null' : jsonNumber(value, dtype, precision)}`,
    field('comparison', comparison),
    `"bound":${space}${jsonNumber(bound, 'float64')}`,
    field('samples', samples),
    field('few', few),
    field('message', message),
  ];
}

function segmentText({ columns, values }: CheckedSegment, space: string): string {
  const fields = [`"by":${space}${jsonString(columns)}`, `"values":${space}${jsonString(values)}`];
  return `{${space}${fields.join(`,${space}`)}${space}}`;
}

/** A histogram on one line: its scale, `bins` of low, high and count, and counts of what is no finite number. */
export function histogramText({ scale, bins, nonFinite }: Histogram): string {
  const rows = bins.map(({ low, high, count }) => `[${low + 0}, ${high + 0}, ${count}]`);
  const others = nonFinite.map(({ value, count }) => `"${value}": ${count}`);
  return `{ "scale": "${scale}", "bins": [${rows.join(', ')}], "nonFinite": {${others.join(', ')}} }`;
}

/** The bins of predicted probabilities, those without samples with null for their means; or why there are none. */
export function calibrationText(calibration: Calibration | NoCalibration): string {
  if ('reason' in calibration) return `{ "reason": ${jsonString(calibration.reason)} }`;
  const number = (x: number): string => (Number.isNaN(x) ? 'null' : String(x));
  const bins = calibration.bins.map(
    ({ low, high, count, meanPredicted, sharePositive }) =>
      `      { "low": ${low}, "high": ${high}, "count": ${count}, ` +
      `"meanPredicted": ${number(meanPredicted)}, "sharePositive": ${number(sharePositive)} }`,
  );
  return [
    '{',
    `    "expectedCalibrationError": ${number(calibration.expectedError)},`,
    `    "outside": ${calibration.outside},`,
    `    "bins": [\n${bins.join(',\n')}\n    ]`,
    '  }',
  ].join('\n');
}
