import { checkFields } from './json-fields.ts';
import { jsonNumber } from '../result/json-text.ts';
import { lossFields } from './json.ts';
import type { Report, ReportOptions } from './report.ts';
import { jsonString } from './safe-text.ts';

/** A report as lines of JSON: one for each loss, for each segment and loss, and for each check. */
export function reportAsNdjson(report: Report, { precision }: ReportOptions): string {
  const { losses, divisions, minSamples, checks = [] } = report;
  const input = `"input":${jsonString(report.input)}`;
  const whole = losses.map((outcome) => [
    '"kind":"loss"',
    input,
    ...lossFields(outcome, precision, ''),
  ]);
  const parts = divisions.flatMap(({ columns, segments }) =>
    segments.flatMap(({ values, results }) =>
      results.map(({ loss, compat, dtype, samples, result }) => [
        '"kind":"segment"',
        `"by":${jsonString(columns)}`,
        `"values":${jsonString(values)}`,
        `"samples":${samples}`,
        `"few":${samples < minSamples}`,
        `"loss":"${loss}"`,
        `"compat":"${compat}"`,
        `"result":${result === null ? 'null' : jsonNumber(result, dtype, precision)}`,
      ]),
    ),
  );
  const held = checks.map((check) => ['"kind":"check"', ...checkFields(check, precision, '')]);
  return [...whole, ...parts, ...held].map((fields) => `{${fields.join(',')}}\n`).join('');
}
