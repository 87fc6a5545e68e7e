import { UserError } from '../messages/errors.ts';
import type { Result } from '../engine/result.ts';
import type { ParameterValue } from '../losses/definition.ts';
import { shownText } from '../messages/shown-text.ts';
import { findLoss } from '../losses/names.ts';
import type { LossOutcome, Outcome } from '../suite/outcome.ts';
import { segmentText } from './assertion.ts';
import type { DataFingerprints } from './fingerprint.ts';

/** What a parameter or constant is in JSON, where the infinities are texts. */
export type JsonParameter = string | number | boolean | readonly (string | number)[];

/** A loss of a baseline: how it was computed, and what it came to. */
export interface BaselineLoss {
  /** The loss and its settings as they were asked for: `huber:delta=2`. */
  readonly spec: string;
  readonly loss: string;
  readonly compat: string;
  readonly dtype: string;
  readonly reduction: string;
  readonly params: Readonly<Record<string, JsonParameter>>;
  readonly constants: Readonly<Record<string, JsonParameter>>;
  /** Of a loss of the user's own, whose name does not say it. */
  readonly formula?: string | undefined;
  readonly samples: number;
  readonly skipped: number;
  readonly result: number;
}

/** The results of a segment, in the order of the losses. */
export interface BaselineSegment {
  readonly columns: readonly string[];
  readonly values: readonly string[];
  readonly samples: number;
  readonly results: readonly number[];
}

/** Results to compare later ones of the same true values with; as it is written to a file. */
export interface Baseline extends DataFingerprints {
  readonly format: typeof BASELINE_FORMAT;
  readonly version: typeof BASELINE_VERSION;
  readonly losses: readonly BaselineLoss[];
  readonly segments: readonly BaselineSegment[];
}

export const BASELINE_FORMAT = 'losscalc baseline';
export const BASELINE_VERSION = 1;

/**
 * The baseline that an outcome of reduced losses makes.
 * @param specs the losses as they were asked for, in the order of the outcome
 */
export function baselineOf(
  specs: readonly string[],
  { losses, divisions }: Outcome,
  fingerprints: DataFingerprints,
): Baseline {
  return {
    format: BASELINE_FORMAT,
    version: BASELINE_VERSION,
    ...fingerprints,
    losses: specs.map((spec, k) => lossEntry(spec, losses[k]!)),
    segments: divisions.flatMap(({ columns, segments }) =>
      segments.map(({ values, results }) => {
        const { samples } = results[0]!;
        return { columns, values, samples, results: results.map(valueOf) };
      }),
    ),
  };
}

/** @throws UserError for a result that is no finite number: nothing can be compared with it */
export function requireFiniteResults({ losses, segments }: Baseline): void {
  losses.forEach(({ spec, result }, k) => {
    requireFinite(result, spec);
    for (const segment of segments) {
      requireFinite(segment.results[k]!, spec + segmentText(segment));
    }
  });
}

function lossEntry(spec: string, { request, result: computed }: LossOutcome): BaselineLoss {
  const { definition, convention } = request;
  const isOwn = findLoss(definition.name) !== definition;
  const { loss, compat, dtype, reduction, params, constants, samples, skipped } = computed;
  return {
    spec,
    loss,
    compat,
    dtype,
    reduction,
    params: inJson(params),
    constants: inJson(constants),
    ...(isOwn && { formula: convention.api }),
    samples,
    skipped,
    result: valueOf(computed),
  };
}

function inJson(values: Readonly<Record<string, ParameterValue>>): Record<string, JsonParameter> {
  const number = (x: number): string | number => (Number.isFinite(x) ? x : String(x));
  const entries = Object.entries(values).map(([name, value]): [string, JsonParameter] => {
    if (typeof value === 'boolean' || typeof value === 'string') return [name, value];
    return [name, typeof value === 'number' ? number(value) : value.map(number)];
  });
  return Object.fromEntries(entries);
}

function valueOf({ result }: Result): number {
  return result ?? NaN;
}

function requireFinite(result: number, name: string): void {
  if (Number.isFinite(result)) return;
  throw new UserError({
    where: `baseline, ${shownText(name)}`,
    problem: `expected a finite result to compare with, found ${result}`,
    hint: 'see to the data first, or leave this loss or these segments out of the baseline',
  });
}
