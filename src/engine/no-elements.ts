import { UserError } from '../messages/errors.ts';
import type { LossRequest } from './request.ts';

/** The error that unreduced losses are asked for where there are none. */
export function noElements({ definition, compat }: LossRequest, isBatchLevel: boolean): UserError {
  return new UserError({
    where: '--per element',
    problem: `${definition.name} of ${compat} has no losses of single elements`,
    hint: `leave --per out: there is one loss for ${isBatchLevel ? 'the whole input' : 'each sample'}`,
  });
}
