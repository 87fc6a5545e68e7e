import { formatCounted, reductionPhrase } from '../render/facts.ts';
import { formatSignificant } from '../render/number.ts';
import { conventionOf } from '../request.ts';
import { reducingOf, type Candidate, type Effect } from './candidate.ts';
import { isRounding, isSame, type RowComparison } from './comparison.ts';

/** Digits of a factor between two conventions. */
const FACTOR_DIGITS = 6;

/** A convention and what its adjustments did to the data. */
interface Side {
  readonly candidate: Candidate;
  readonly effects: readonly Effect[];
}

/** What a convention did to the data: `clips pred to [1e-7, 1 - 1e-7] (3 rows)`. */
export function reasonsOf(effects: readonly Effect[]): readonly string[] {
  return effects.map(({ words, rows }) => `${words}${countPhrase(rows)}`);
}

/**
 * What makes the difference between the first convention and another: only what changed something in these data,
 * or `same`.
 * @param rows how their losses compare, where the loss has rows
 */
export function reasonsBetween(
  first: Side,
  other: Side,
  rows: RowComparison | undefined,
): readonly string[] {
  const adjusting = adjustmentReasons(first, other);
  const reasons = [
    ...adjusting,
    ...formulaReasons(first, other, rows, adjusting.length > 0),
    ...reductionReasons(first.candidate, other.candidate),
  ];
  if (reasons.length > 0 && !isAllSame(first, other, rows)) return reasons;
  if (isAllSame(first, other, rows)) return ['same'];
  return [`same but for rounding${countPhrase(rows?.losses.differing ?? null)}`];
}

function isAllSame(first: Side, other: Side, rows: RowComparison | undefined): boolean {
  const [a, b] = [first, other].map(({ candidate }) => candidate.result.result);
  const sameResult = a === b || isSame(a ?? NaN, b ?? NaN);
  return sameResult && (rows?.losses.differing ?? 0) === 0;
}

/** What one of the two does and the other does not; what both do makes no difference. */
function adjustmentReasons(first: Side, other: Side): readonly string[] {
  const missingIn = ({ effects }: Side, { words }: Effect): boolean =>
    !effects.some((effect) => effect.words === words);
  const said = ({ candidate, effects }: Side): readonly string[] =>
    reasonsOf(effects).map((reason) => `${candidate.request.compat} ${reason}`);
  const only = (side: Side, than: Side): Side => ({
    ...side,
    effects: side.effects.filter((effect) => missingIn(than, effect)),
  });
  return [...said(only(other, first)), ...said(only(first, other))];
}

/** What is left of the difference without any adjustment: the formulas themselves, in the words of their notes. */
function formulaReasons(
  first: Side,
  other: Side,
  rows: RowComparison | undefined,
  isAdjusted: boolean,
): readonly string[] {
  const apart = rows ? rows.bare.apart || (isAdjusted ? 0 : rows.losses.apart) : null;
  if (apart === 0) return [];
  if (apart === null && isSameBare(first.candidate, other.candidate)) return [];
  const factor = rows?.losses.factor;
  const times = factor === undefined ? '' : formatSignificant(factor, FACTOR_DIGITS);
  const { compat } = first.candidate.request;
  const notes = [other, first].flatMap(({ candidate: { request } }) => {
    const { note } = conventionOf(request);
    return note === undefined ? [] : [`${request.compat}: ${note}`];
  });
  return [
    times === ''
      ? `another formula${countPhrase(apart)}`
      : `${times} times the losses of ${compat}${countPhrase(apart)}`,
    ...notes,
  ];
}

function isSameBare(first: Candidate, other: Candidate): boolean {
  const a = first.bareResult ?? NaN;
  const b = other.bareResult ?? NaN;
  return isSame(a, b) || isRounding(a, b, first.request.dtype);
}

/** How the two reduce, where that changes the result. */
function reductionReasons(first: Candidate, other: Candidate): readonly string[] {
  if (!reductionMatters(first, other)) return [];
  return [`${reductionPhrase(other.result)} instead of ${reductionPhrase(first.result)}`];
}

function reductionMatters(first: Candidate, other: Candidate): boolean {
  const differs = (a: number | null | undefined, b: number | null): boolean => {
    if (a === null || b === null) return a !== b;
    return a === undefined || !(isSame(a, b) || isRounding(a, b, first.request.dtype));
  };
  const one = reducingOf(first.request);
  const two = reducingOf(other.request);
  if (one.reduction === two.reduction && one.over === two.over) {
    return differs(first.result.denominator, other.result.denominator);
  }
  const otherAsFirst = other.resultReducedAs(one);
  return otherAsFirst === undefined
    ? differs(first.resultReducedAs(two), first.result.result)
    : differs(otherAsFirst, other.result.result);
}

function countPhrase(rows: number | null): string {
  return rows === null || rows === 0 ? '' : ` (${formatCounted(rows, 'row')})`;
}
