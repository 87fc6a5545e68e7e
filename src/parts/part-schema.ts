import * as z from 'zod/mini';
import { validate } from '../check/validate.ts';
import type { CellKey } from '../engine/class-tally.ts';
import type { PartialEvaluation } from '../engine/partial-evaluation.ts';
import type { ParameterValue } from '../losses/definition.ts';
import type { SampleView } from '../reduce/samples.ts';
import type { SumsJson } from '../reduce/sums.ts';
import type { ResamplerState } from '../resample/resampler.ts';
import type { CalibrationState } from '../suite/calibration.ts';
import type { GroupingState } from '../suite/grouping.ts';
import { DECADES, PER_DECADE, type HistogramState } from '../suite/histogram.ts';
import type { LossState, PartialSuite, SegmentsState } from '../suite/partial-suite.ts';
import type { PartialSkill } from '../suite/skill.ts';
import type { Axis } from '../tensor/axis.ts';
import type { ClassMatch } from '../tensor/class-match.ts';
import type { LossJson } from './loss-json.ts';
import {
  PART_FORMAT,
  PART_VERSION,
  type Computed,
  type InputJson,
  type Part,
  type PartRequest,
  type Reading,
  type WrittenJson,
} from './part.ts';

/** Samples with the worst losses that reports have at most, and more. */
const MOST_WORST = 1000;

/** A part as it is written, with what tells damage. */
type WrittenPart = Part & { readonly checksum: string };

const text = z.string();
const texts = z.array(text);
const flag = z.boolean();
const count = z.int().check(z.gte(0));
const counts = z.array(count);
const row = z.int().check(z.gte(1));
const hash = text.check(z.regex(/^[0-9a-f]{16}$/, '16 hexadecimal digits'));
/** A number, of which JSON has not all. */
const number = z.pipe(
  z.union(
    [z.number(), z.literal(['NaN', 'Infinity', '-Infinity', '-0'])],
    'a number, "NaN", "Infinity", "-Infinity" or "-0"',
  ),
  z.transform(Number),
);
const numbers = z.array(number);
const exact = text.check(
  z.regex(/^(NaN|-?Infinity|-?0x[0-9a-f]{1,1000}p-?\d{1,4})$/, 'a sum such as "0x1ap-3"'),
);
const exacts = z.array(exact);

const sums: z.ZodMiniType<SumsJson> = z.strictObject({
  rows: counts,
  counts: exacts,
  values: z.array(exacts),
  cells: z.array(z.tuple([count, count, exact])),
});

const valueOfRow = z.optional(z.strictObject({ row, value: number }));

const evaluation: z.ZodMiniType<PartialEvaluation> = z.strictObject({
  rows: count,
  counted: z.strictObject({ count, hasWeight: flag }),
  clipped: count,
  elements: z.optional(z.strictObject({ counted: count, skipped: count })),
  sums,
  cells: z.array<z.ZodMiniType<CellKey>>(z.tuple([number, number])),
  outside: z.array(
    z.strictObject({
      outside: count,
      unnormalised: count,
      firstOutside: valueOfRow,
      firstUnnormalised: valueOfRow,
    }),
  ),
  doubts: z.strictObject({ rows: count, seen: z.array(z.nullable(numbers)) }),
  ties: z.optional(z.strictObject({ count, first: z.optional(row) })),
});

const units: z.ZodMiniType<ResamplerState> = z.strictObject({
  hasNegativeCount: flag,
  keys: z.nullable(texts),
  sums,
});

const sample: z.ZodMiniType<SampleView> = z.strictObject({
  row,
  true: numbers,
  pred: numbers,
  loss: number,
  texts: z.optional(z.record(text, text)),
});

const countOfBin = z.tuple([count.check(z.lt(DECADES)), count.check(z.lt(PER_DECADE)), count]);
const histogram: z.ZodMiniType<HistogramState> = z.strictObject({
  positive: z.array(countOfBin),
  negative: z.array(countOfBin),
  others: z.tuple([count, count, count, count]),
});

const segments: z.ZodMiniType<SegmentsState> = z.strictObject({
  sums,
  clipped: counts,
  units: z.optional(z.array(units)),
});

const loss: z.ZodMiniType<LossState> = z.strictObject({
  evaluation,
  units: z.optional(units),
  worst: z.optional(z.array(sample)),
  histogram: z.optional(histogram),
  segments: z.array(segments),
});

const calibration: z.ZodMiniType<CalibrationState> = z.strictObject({
  sums,
  outside: count,
  hasNegativeWeight: flag,
});

const suite: z.ZodMiniType<PartialSuite> = z.strictObject({
  losses: z.array(loss),
  groupings: z.array<z.ZodMiniType<GroupingState>>(z.array(z.tuple([row], text))),
  calibration: z.optional(calibration),
});
const state: z.ZodMiniType<PartialSuite | PartialSkill> = z.union([
  suite,
  z.strictObject({ own: suite, other: suite }),
]);

const parameter: z.ZodMiniType<ParameterValue> = z.union(
  [number, flag, numbers, text],
  'a number, a text, a list of numbers, true or false',
) as z.ZodMiniType<ParameterValue>;
const axis: z.ZodMiniType<Axis> = z.union([
  z.int(),
  z.array(z.int()),
  z.literal(['entry', 'masks']),
]);

const lossJson: z.ZodMiniType<LossJson> = z.strictObject({
  spec: text,
  loss: text,
  formula: z.optional(text),
  inputs: z.optional(texts),
  compat: text,
  dtype: text,
  reduction: text,
  isUsualReduction: flag,
  axis,
  skipsElements: flag,
  params: z.record(text, parameter),
  epsilon: z.optional(z.number()),
});

const request: z.ZodMiniType<PartRequest> = z.strictObject({
  losses: z.array(lossJson).check(z.minLength(1)),
  isSingle: flag,
  by: z.array(texts.check(z.minLength(1))),
  excluded: z.optional(counts),
  interval: z.optional(
    z.strictObject({
      level: z.number(),
      seed: z.number(),
      replicates: z.int().check(z.gte(1), z.lte(1_000_000)),
      cluster: z.optional(text),
    }),
  ),
  gathered: z.strictObject({
    histogram: flag,
    calibration: flag,
    worst: z.optional(z.int().check(z.gte(1), z.lte(MOST_WORST))),
  }),
  skill: z.optional(text),
  where: z.optional(text),
  labels: z.optional(text),
  positive: z.optional(text),
  season: z.optional(z.int()),
  series: z.optional(text),
  missing: text,
});

const reading: z.ZodMiniType<Reading> = z.strictObject({
  files: z
    .array(z.strictObject({ paths: texts.check(z.minLength(1)), firstRow: row, rows: count }))
    .check(z.minLength(1)),
  hash,
  warnings: texts,
});

const match: z.ZodMiniType<ClassMatch> = z.strictObject({
  by: z.literal(['names', 'positions', 'labels']),
  columns: texts,
});
const written: z.ZodMiniType<WrittenJson> = z.strictObject({
  texts,
  hasNumbers: flag,
  named: z.optional(z.strictObject({ names: texts, numbers })),
  positive: z.optional(number),
});
const input: z.ZodMiniType<InputJson> = z.strictObject({
  label: text,
  of: z.optional(count),
  axes: counts,
  dtype: z.optional(text),
  columns: z.optional(texts),
  match: z.optional(match),
  isSorted: z.optional(flag),
  oneHotClasses: z.optional(count),
  labels: z.optional(z.strictObject({ match: z.optional(match), written: z.optional(written) })),
});

const computed: z.ZodMiniType<Computed> = z.strictObject({
  inputs: z.record(text, input),
  labels: texts,
  state,
});

const PART: z.ZodMiniType<WrittenPart> = z.strictObject({
  format: z.literal(PART_FORMAT),
  version: z.literal(PART_VERSION),
  program: text,
  request,
  read: z.array(reading).check(z.minLength(1)),
  skipped: count,
  leftOut: count,
  computed: z.nullable(computed),
  checksum: hash,
});

/**
 * The part that a document is, with its checksum.
 * @param file how messages call it
 * @throws UserError when it is none
 */
export function readPart(document: unknown, file: string): WrittenPart {
  return validate(PART, document, file);
}
