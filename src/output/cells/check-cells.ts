import { segmentText } from '../../check/assertion.ts';
import type { CheckOutcome, CheckStatus } from '../../check/outcome.ts';
import { LONGEST_SENTENCE, shownText } from '../../messages/shown-text.ts';
import { formatCounted, formatCount, formatSignificant } from '../../text/format-number.ts';
import type { Column } from './column.ts';
import { shownNames } from './names.ts';
import { numberText } from './numbers.ts';
import { escapeControls } from '../../messages/errors.ts';

/** What people read for each status; programs read the status itself. */
export const STATUS_WORDS: Readonly<Record<CheckStatus, string>> = {
  passed: 'PASS',
  failed: 'FAIL',
  warned: 'WARN',
};

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

const MOST_NAMED = 5;

/** The checks that failed, as many as fit: `rmse <= 0.3, mae[region=us] <= 1 and 2 more`. */
export function failedText(checks: readonly CheckOutcome[]): string {
  const failed = checks.filter(({ status }) => status === 'failed');
  const named = failed.slice(0, MOST_NAMED).map(({ assertion }) => escapeControls(assertion));
  const more = failed.length - named.length;
  return named.join(', ') + (more > 0 ? ` and ${formatCount(more)} more` : '');
}

/** The status that stands for all: failed where one has failed, otherwise warned where one has warned. */
export function worstStatus(checks: readonly CheckOutcome[]): CheckStatus {
  const found = (status: CheckStatus): boolean => checks.some((check) => check.status === status);
  if (found('failed')) return 'failed';
  return found('warned') ? 'warned' : 'passed';
}

/** What is to be said of a check that did not pass. */
export interface UnmetCheck {
  readonly status: CheckStatus;
  /** What came of it: `rmse[region=eu] <= 0.3: 0.31 is above 0.3 by 0.01`. */
  readonly sentence: string;
}

/** The checks that did not pass, failures first. */
export function unmetChecks(checks: readonly CheckOutcome[]): UnmetCheck[] {
  return (['failed', 'warned'] as const).flatMap((status) =>
    checks
      .filter((check) => check.status === status)
      .map(({ assertion, message }) => ({
        status,
        sentence: shownText(`${assertion}: ${message}`, LONGEST_SENTENCE),
      })),
  );
}

/** The checks in their order, a row each. */
export interface CheckColumns {
  readonly status: Column;
  /** What is held to a bound: `rmse[region=eu]`. */
  readonly check: Column;
  readonly result: Column;
  readonly bound: Column;
  /** By how much the result is above the bound. */
  readonly difference: Column;
  readonly samples: Column;
}

export function checkColumns(
  checks: readonly CheckOutcome[],
  precision: number | undefined,
): CheckColumns {
  const compared = checks.map((check) => comparedCells(check, precision));
  const numbers = (header: 'result' | 'bound' | 'difference'): Column => ({
    header,
    isNumber: true,
    cells: compared.map((cells) => cells[header]),
  });
  return {
    status: {
      header: '',
      cells: checks.map(({ status }) => STATUS_WORDS[status]),
      tones: checks.map(({ status }) => status),
    },
    check: {
      header: 'check',
      cells: shownNames(
        checks.map(({ loss, segment }) => (segment ? loss + segmentText(segment) : loss)),
      ),
    },
    result: numbers('result'),
    bound: numbers('bound'),
    difference: numbers('difference'),
    samples: {
      header: 'samples',
      isNumber: true,
      cells: checks.map(({ samples }) => formatCount(samples)),
      tones: checks.map(({ few }) => (few ? 'few' : undefined)),
    },
  };
}

/** The result, its bound, and by how much it is above that; `-` where there is none. */
function comparedCells(
  { value, bound, comparison, dtype }: CheckOutcome,
  precision: number | undefined,
): Readonly<Record<'result' | 'bound' | 'difference', string>> {
  const limit = `${comparison} ${numberText(bound, dtype, precision)}`;
  if (value === null) return { result: '-', bound: limit, difference: '-' };
  const difference = value - bound;
  const result = numberText(value, dtype, precision);
  if (Number.isNaN(difference)) return { result, bound: limit, difference: '-' };
  const size = formatSignificant(difference, precision ?? DIFFERENCE_DIGITS);
  return { result, bound: limit, difference: (difference > 0 ? '+' : '') + size };
}
