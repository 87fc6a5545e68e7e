import type { Result } from '../engine/result.ts';
import type { Division, Outcome } from '../suite/outcome.ts';
import { shownText } from '../messages/shown-text.ts';
import { OUTPUT } from '../suite/dividers.ts';
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
    const cases: readonly Case[] =
      check.division === undefined
        ? [{ result: whole, segment: undefined }]
        : segmentCases(check, divisions[check.division]!);
    return cases.map((each) => {
      return outcomeOf(check, { ...each, dtype: whole.dtype, minSamples });
    });
  });
}

interface Case {
  /** Undefined where the segment has no rows. */
  readonly result: Result | undefined;
  readonly segment: CheckedSegment | undefined;
  /** The outputs there are, where it has no rows and is about one. */
  readonly outputs?: readonly string[];
}

/** The segments that meet the conditions of an assertion; the one that is named also where it is not there. */
function segmentCases({ assertion, loss }: Check, division: Division): Case[] {
  const { conditions } = assertion;
  const columns = conditions.map(({ column }) => column);
  const { segments, outputs: byTrueName } = division;
  const ofOutput = columns.indexOf(OUTPUT);
  const outputs = new Set(ofOutput < 0 ? [] : segments.map(({ values }) => values[ofOutput]!));
  const isMet = (value: string | undefined, found: string, k: number): boolean => {
    if (value === undefined || value === found) return true;
    // The columns of pred go before those of true, which may be called alike in another order.
    return k === ofOutput && !outputs.has(value) && byTrueName?.get(value) === found;
  };
  const found = segments.filter(({ values }) =>
    conditions.every(({ value }, k) => isMet(value, values[k]!, k)),
  );
  if (found.length > 0) {
    return found.map(({ values, results }) => {
      // As the assertion has it: an output may be named after the column of true.
      const named = conditions.map(({ value }, k) => value ?? values[k]!);
      return { result: results[loss]!, segment: { columns, values: named } };
    });
  }
  const values = conditions.map(({ value = '*' }) => value);
  return [{ result: undefined, segment: { columns, values }, outputs: [...outputs] }];
}

function outcomeOf(
  { assertion, warns }: Check,
  {
    result,
    segment,
    outputs,
    dtype,
    minSamples,
  }: Case & Pick<Result, 'dtype'> & { minSamples: number },
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
    message:
      value === null
        ? noRowsText(segment, outputs)
        : comparedText(value, { ...assertion, bound }, passes),
  };
}

/** Why there is no result: a segment without rows, or an output that there is not. */
function noRowsText(segment: CheckedSegment | undefined, outputs: readonly string[] = []): string {
  const named = segment?.values[segment.columns.indexOf(OUTPUT)];
  return named === undefined || named === '*' || outputs.length === 0 || outputs.includes(named)
    ? 'no rows belong to this segment'
    : `no output is called so; outputs are the columns of pred: ${listed(outputs)}`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => shownText(name));
  return [...shown, ...(names.length > MOST_NAMES ? ['...'] : [])].join(', ');
}

/** Outputs that a message names. */
const MOST_NAMES = 10;
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
