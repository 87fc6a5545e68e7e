import { UserError } from '../messages/errors.ts';
import type { LossRequest } from '../engine/request.ts';

/** The error for a loss that is one number for the whole input, where losses of single samples are wanted. */
export function noSampleLosses({ definition }: LossRequest): UserError {
  return new UserError({
    where: definition.name,
    problem: 'expected a loss that every sample has, found one number for the whole input',
    hint: 'name a loss of samples, such as mean-squared-error in place of its root',
  });
}
