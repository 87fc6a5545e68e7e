import { segmentText } from '../../check/assertion.ts';
import type { CheckOutcome, CheckStatus } from '../../check/outcome.ts';
import { formatCounted, formatCount, formatSignificant } from '../../text/format-number.ts';
import { rounderOf } from '../../tensor/dtype.ts';
import { numberText } from './number-text.ts';

/** What people read for each status; programs read the status itself. */
export const STATUS_WORDS: Readonly<Record<CheckStatus, string>> = {
  passed: 'PASS',
  failed: 'FAIL',
  warned: 'WARN',
};

/** Headers of {@link comparedCells}. */
export const COMPARED = ['result', 'bound', 'difference'] as const;

const DIFFERENCE_DIGITS = 3;

/** `1 of 3 checks failed, 1 warned`. */
export function checkSummary(checks: readonly CheckOutcome[]): string {
  const count = (status: CheckStatus): number =>
    checks.filter((check) => check.status === status).length;
  const [failed, warned] = [count('failed'), count('warned')];
  const all = formatCounted(checks.length, 'check');
  const warnings = warned > 0 ? `, ${formatCount(warned)} warned` : '';
  if (failed > 0) return `${formatCount(failed)} of ${all} failed${warnings}`;
  return warned > 0
    ? `${formatCount(count('passed'))} of ${all} passed${warnings}`
    : `${all} passed`;
}

/** The status that stands for all: failed where one has failed, otherwise warned where one has warned. */
export function worstStatus(checks: readonly CheckOutcome[]): CheckStatus {
  const found = (status: CheckStatus): boolean => checks.some((check) => check.status === status);
  if (found('failed')) return 'failed';
  return found('warned') ? 'warned' : 'passed';
}

/** The checks that did not pass, failures first. */
export function unmetChecks(checks: readonly CheckOutcome[]): CheckOutcome[] {
  return (['failed', 'warned'] as const).flatMap((status) =>
    checks.filter((check) => check.status === status),
  );
}

/** What is held to a bound: `rmse[region=eu]`. */
export function checkedText({ loss, segment }: CheckOutcome): string {
  return segment ? loss + segmentText(segment) : loss;
}

/** What came of a check: `rmse[region=eu] <= 0.3: 0.31 is above 0.3 by 0.01`. */
export function checkSentence({ assertion, message }: CheckOutcome): string {
  return `${assertion}: ${message}`;
}

/** The result, its bound, and by how much it is above that; `-` where there is none. */
export function comparedCells(check: CheckOutcome, precision: number | undefined): string[] {
  const { value, bound, comparison, dtype } = check;
  const limit = `${comparison} ${numberText(bound, 'float64', precision)}`;
  if (value === null) return ['-', limit, '-'];
  // In float32 it was the float32 nearest to the bound that was compared with.
  const difference = value - rounderOf(dtype)(bound);
  const result = numberText(value, dtype, precision);
  if (Number.isNaN(difference)) return [result, limit, '-'];
  const sign = difference > 0 ? '+' : '';
  return [result, limit, sign + formatSignificant(difference, precision ?? DIFFERENCE_DIGITS)];
}
