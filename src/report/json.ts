import { jsonNumber, summaryFields } from '../render/json-text.ts';
import type { Result } from '../result.ts';
import type { LossOutcome } from '../suite/suite.ts';
import type { Report, ReportOptions } from './report.ts';

/** A report as one JSON object: `losses`, each as a single loss is printed, and `segments`. */
export function reportAsJson(report: Report, { precision }: ReportOptions): string {
  const { losses, divisions, minSamples } = report;
  const segments = divisions.flatMap(({ columns, segments: ofDivision }) =>
    ofDivision.map(({ values, results }) => {
      const { samples } = results[0]!;
      const fields = [
        `"by": ${JSON.stringify(columns)}`,
        `"values": ${JSON.stringify(values)}`,
        `"samples": ${samples}`,
        `"few": ${samples < minSamples}`,
        `"results": [${results.map((result) => number(result, result.result, precision)).join(', ')}]`,
      ];
      return `    { ${fields.join(', ')} }`;
    }),
  );
  const objects = losses.map(
    (outcome) => `    {\n      ${lossFields(outcome, precision).join(',\n      ')}\n    }`,
  );
  const parts = [
    `  "input": ${JSON.stringify(report.input)}`,
    `  "losses": [\n${objects.join(',\n')}\n  ]`,
    ...(divisions.length > 0 ? [`  "segments": [\n${segments.join(',\n')}\n  ]`] : []),
  ];
  return `{\n${parts.join(',\n')}\n}\n`;
}

function lossFields({ result, interval }: LossOutcome, precision: number | undefined): string[] {
  const fields = summaryFields(result, precision, ' ');
  if (interval === undefined) return fields;
  if ('reason' in interval)
    return [...fields, `"interval": { "reason": ${JSON.stringify(interval.reason)} }`];
  const { low, high, level, method, replicates, seed, units, count } = interval;
  const bounds = [low, high].map((bound) => number(result, bound, precision));
  const facts = [
    `"low": ${bounds[0]!}`,
    `"high": ${bounds[1]!}`,
    `"level": ${level}`,
    `"method": "${method}"`,
    `"replicates": ${replicates}`,
    `"seed": ${seed}`,
    `"units": "${units}"`,
    `"count": ${count}`,
  ];
  return [...fields, `"interval": { ${facts.join(', ')} }`];
}

function number({ dtype }: Result, value: number | null, precision: number | undefined): string {
  return value === null ? 'null' : jsonNumber(value, dtype, precision);
}
