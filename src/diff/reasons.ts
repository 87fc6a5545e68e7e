import { reductionPhrase } from '../engine/reduction-phrase.ts';
import { formatCounted, formatSignificant } from '../text/format-number.ts';
import type { Adjustment } from './adjustments.ts';
import { reducingOf, type Candidate } from './candidate.ts';
import { isRounding, isSame } from './comparison.ts';
import type { RowComparison } from './row-comparison.ts';

/** Digits of a factor between two conventions. */
const FACTOR_DIGITS = 6;

/**
 * What a convention did to the data: `clips pred to [1e-7, 1 - 1e-7] (3 rows)`.
 * @param hasRows whether its losses are losses of rows
 */
export function reasonsOf(candidate: Candidate, hasRows: boolean): readonly string[] {
  return candidate.adjustments.flatMap((adjustment) =>
    effectOf(candidate, adjustment, hasRows ? candidate.touched(adjustment) : undefined),
  );
}

/**
 * What makes the difference between the first convention and another: only what changed something in these data,
 * or `same`.
 * @param rows how their losses compare, where they are losses of rows
 */
export function reasonsBetween(
  first: Candidate,
  other: Candidate,
  rows: RowComparison | undefined,
): readonly string[] {
  const [one, two] = [first, other].map(({ result }) => result.result ?? NaN);
  const differing = rows?.losses.differing ?? 0;
  if (differing === 0 && isSame(one!, two!)) return ['same'];
  const adjusting = [
    ...adjustmentReasons(other, first, rows),
    ...adjustmentReasons(first, other, rows),
  ];
  const reasons = [
    ...adjusting,
    ...formulaReasons(first, other, rows, adjusting.length > 0),
    ...reductionReasons(first, other),
  ];
  return reasons.length > 0 ? reasons : [`same but for rounding${countPhrase(differing)}`];
}

/** What a convention does and another does not; what both do makes no difference. */
function adjustmentReasons(
  candidate: Candidate,
  than: Candidate,
  rows: RowComparison | undefined,
): readonly string[] {
  return candidate.adjustments
    .filter(({ words }) => !than.adjustments.some((shared) => shared.words === words))
    .flatMap((adjustment) => effectOf(candidate, adjustment, rows?.touched(adjustment)))
    .map((effect) => `${candidate.request.compat} ${effect}`);
}

/** Nothing where there was no effect; without rows it is the effect on the result that counts. */
function effectOf(
  candidate: Candidate,
  adjustment: Adjustment,
  rows: number | undefined,
): readonly string[] {
  const hasEffect = rows === undefined ? candidate.touchesResult(adjustment) : rows > 0;
  return hasEffect ? [`${adjustment.words}${countPhrase(rows ?? 0)}`] : [];
}

/** What is left of the difference without any adjustment: the formulas themselves, in the words of their notes. */
function formulaReasons(
  first: Candidate,
  other: Candidate,
  rows: RowComparison | undefined,
  isAdjusted: boolean,
): readonly string[] {
  const apart = rows && (rows.bare.apart > 0 || isAdjusted ? rows.bare.apart : rows.losses.apart);
  if (apart === undefined ? isSameBare(first, other) : apart === 0) return [];
  const factor = rows?.losses.factor;
  const { compat } = first.request;
  const difference =
    factor === undefined
      ? 'another formula'
      : `${formatSignificant(factor, FACTOR_DIGITS)} times the losses of ${compat}`;
  const notes = [other, first].flatMap(({ request }) => {
    const { note } = request.convention;
    return note === undefined ? [] : [`${request.compat}: ${note}`];
  });
  return [`${difference}${countPhrase(apart ?? 0)}`, ...notes];
}

function isSameBare(first: Candidate, other: Candidate): boolean {
  const a = first.bareResult ?? NaN;
  const b = other.bareResult ?? NaN;
  return isSame(a, b) || isRounding(a, b, first.request.dtype);
}

/** How the two reduce, where that changes the result. */
function reductionReasons(first: Candidate, other: Candidate): readonly string[] {
  if (!reductionMatters(first, other)) return [];
  // Both have the same weights.
  const [before, now] = [first, other].map(({ result }) => {
    return reductionPhrase({ ...result, weightedBy: undefined });
  });
  return [`${now!}, instead of ${before!}`];
}

function reductionMatters(first: Candidate, other: Candidate): boolean {
  const differs = (a: number | null | undefined, b: number | null): boolean =>
    !isSame(a ?? NaN, b ?? NaN) && !isRounding(a ?? NaN, b ?? NaN, first.request.dtype);
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

function countPhrase(rows: number): string {
  return rows === 0 ? '' : ` (${formatCounted(rows, 'row')})`;
}
