import type { Result } from '../engine/result.ts';
import type { Division, Outcome } from '../suite/outcome.ts';
import { assertionText, type Assertion } from './assertion.ts';
import { boundIn, keeps } from './bound.ts';
import type { CheckedSegment, CheckOutcome } from './outcome.ts';

/** An assertion, and where what it is about is found in the outcome of a suite. */
export interface Check {
  readonly assertion: Assertion;
  /** Whether it is only to warn. */
  readonly warns: boolean;
  /** Index of its loss. */
  readonly loss: number;
  /** Index of the division that its segments are in; undefined where it is about the whole. */
  readonly division: number | undefined;
}

/** Holds results to assertions: an outcome for each, or for each segment that it is about. */
export function judge(
  checks: readonly Check[],
  { losses, divisions }: Outcome,
  minSamples: number,
): CheckOutcome[] {
  return checks.flatMap((check) => {
    const whole = losses[check.loss]!.result;
    const cases =
      check.division === undefined
        ? [{ result: whole, segment: undefined }]
        : segmentCases(check, divisions[check.division]!);
    return cases.map(({ result, segment }) => {
      return outcomeOf(check, { result, segment, dtype: whole.dtype, minSamples });
    });
  });
}

interface Case {
  /** Undefined where the segment has no rows. */
  readonly result: Result | undefined;
  readonly segment: CheckedSegment | undefined;
}

/** The segments that meet the conditions of an assertion; the one that is named also where it is not there. */
function segmentCases({ assertion, loss }: Check, { segments }: Division): Case[] {
  const { conditions } = assertion;
  const columns = conditions.map(({ column }) => column);
  const found = segments.filter(({ values }) =>
    conditions.every(({ value }, k) => value === undefined || value === values[k]),
  );
  if (found.length > 0) {
    return found.map(({ values, results }) => {
      return { result: results[loss]!, segment: { columns, values } };
    });
  }
  const values = conditions.map(({ value = '*' }) => value);
  return [{ result: undefined, segment: { columns, values } }];
}

function outcomeOf(
  { assertion, warns }: Check,
  { result, segment, dtype, minSamples }: Case & Pick<Result, 'dtype'> & { minSamples: number },
): CheckOutcome {
  const { loss, comparison } = assertion;
  const bound = boundIn(dtype, assertion.bound);
  const value = result?.result ?? null;
  const passes = value !== null && keeps(value, comparison, bound);
  const samples = result?.samples ?? 0;
  return {
    assertion: assertionText(assertion, segment),
    loss,
    segment,
    value,
    bound,
    comparison,
    dtype,
    status: passes ? 'passed' : warns ? 'warned' : 'failed',
    samples,
    few: samples < minSamples,
    message: value === null ? NO_ROWS : comparedText(value, { ...assertion, bound }, passes),
  };
}

const NO_ROWS = 'no rows belong to this segment';
/** Digits of numbers that people look at. */
const SHOWN_DIGITS = 6;

/** `0.31 is above 0.3 by 0.01`. */
function comparedText(
  value: number,
  { comparison, bound, boundText }: Assertion,
  passes: boolean,
): string {
  if (Number.isNaN(value)) return UNDEFINED;
  const difference = Math.abs(value - bound);
  if (difference === 0) {
    const strict = comparison === '<' ? 'below' : 'above';
    return `${shownNumber(value)} is ${passes ? 'equal to' : `not ${strict}`} ${boundText}`;
  }
  const side = value > bound ? 'above' : 'below';
  return `${shownNumber(value)} is ${side} ${boundText} by ${shownNumber(difference)}`;
}

/** What is said of a result that is NaN. */
export const UNDEFINED = 'the result is NaN, and an undefined result never passes';

/** A number in a sentence. */
export function shownNumber(x: number): string {
  return String(Number(x.toPrecision(SHOWN_DIGITS)));
}
