import { UserError } from '../messages/errors.ts';

/** The error that no row is left: a loss of nothing is no number. */
export function noRows(skipped: number): UserError {
  return new UserError({
    problem:
      skipped === 0
        ? 'expected samples, found none'
        : `expected samples, found none without a missing value: ${skipped} skipped`,
    hint: skipped === 0 ? undefined : '--missing nan lets NaN through',
  });
}
