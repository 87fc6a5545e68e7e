import { UserError } from '../messages/errors.ts';
import type { LabelledTensor } from './labelled-tensor.ts';

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

/** The error that a mask, or missing elements, leave nothing. */
export function noCounted(mask: LabelledTensor | undefined): UserError {
  return new UserError({
    where: mask?.label ?? '--missing skip-element',
    problem: 'expected a sample that is not left out, found none',
    hint: mask && 'the mask is 1 for samples that count',
  });
}

/** The error that rows dropped out of a tensor of higher rank leave no tensor. */
export function noRowsToDrop({ axes, label }: LabelledTensor): UserError {
  return new UserError({
    where: '--missing skip',
    problem: `expected samples that are rows of a table or entries of the first axis, found a tensor of rank ${axes.length + 1} in ${label}`,
    hint: '--missing nan lets NaN through',
  });
}
