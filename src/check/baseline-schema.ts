import * as z from 'zod/mini';
import { UserError } from '../messages/errors.ts';
import {
  BASELINE_FORMAT,
  BASELINE_VERSION,
  type Baseline,
  type JsonParameter,
} from './baseline.ts';
import { placeOf, validate } from './validate.ts';

const text = z.string();
const texts = z.array(text);
const count = z.int().check(z.gte(0));
const numeric = z.union([z.number(), z.string()], 'a number');
const parameter: z.ZodMiniType<JsonParameter> = z.union(
  [z.number(), z.string(), z.boolean(), z.array(numeric)],
  'a number, a text, a list of them, true or false',
);
const parameters = z.record(text, parameter);

const fingerprint = z.strictObject({
  count,
  hash: text.check(z.regex(/^[0-9a-f]{16}$/, '16 hexadecimal digits')),
});

const BASELINE: z.ZodMiniType<Baseline> = z.strictObject({
  format: z.literal(BASELINE_FORMAT),
  version: z.literal(BASELINE_VERSION),
  trueValues: z.optional(fingerprint),
  weights: z.optional(fingerprint),
  mask: z.optional(fingerprint),
  inputs: z.optional(z.record(text, fingerprint)),
  losses: z
    .array(
      z.strictObject({
        spec: text,
        loss: text,
        compat: text,
        dtype: text,
        reduction: text,
        params: parameters,
        constants: parameters,
        formula: z.optional(text),
        samples: count,
        skipped: count,
        result: z.number(),
      }),
    )
    .check(z.minLength(1)),
  segments: z.array(
    z.strictObject({
      columns: texts.check(z.minLength(1)),
      values: texts,
      samples: count,
      results: z.array(z.number()),
    }),
  ),
});

/**
 * The baseline that a document is.
 * @param file how messages call it
 * @throws UserError when it is none
 */
export function readBaseline(document: unknown, file: string): Baseline {
  const baseline = validate(BASELINE, document, file);
  for (const [k, { columns, values, results }] of baseline.segments.entries()) {
    requireLength(values, columns.length, placeOf(file, ['segments', k, 'values']));
    requireLength(results, baseline.losses.length, placeOf(file, ['segments', k, 'results']));
  }
  return baseline;
}

function requireLength(list: readonly unknown[], length: number, where: string): void {
  if (list.length === length) return;
  throw new UserError({ where, problem: `expected a list of ${length}, found ${list.length}` });
}
