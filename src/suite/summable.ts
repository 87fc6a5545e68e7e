import type { Evaluation } from '../engine/evaluation.ts';
import type { LossRequest } from '../engine/request.ts';
import { UserError } from '../messages/errors.ts';

/**
 * Why a loss is no expression of sums over samples, so that no other samples can be drawn from those there are;
 * undefined where it is one.
 */
export function whyNoSums(
  { convention }: LossRequest,
  { reduction, mixesSamples }: Pick<Evaluation, 'reduction' | 'mixesSamples'>,
): string | undefined {
  if (convention.notASum !== undefined) return convention.notASum;
  if (mixesSamples && !convention.readsEncoding) {
    return 'the loss of a sample depends on the other samples';
  }
  return reduction ? undefined : 'the formula is no expression of sums over samples';
}

/** The error for a loss whose samples have no losses of their own, where single samples are wanted. */
export function noSampleLosses({ definition }: LossRequest): UserError {
  return new UserError({
    where: definition.name,
    problem: 'expected a loss that every sample has, found one number for the whole input',
    hint: 'name a loss of samples, such as mean-squared-error',
  });
}
