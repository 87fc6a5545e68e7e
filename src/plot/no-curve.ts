import { UserError } from '../messages/errors.ts';
import type { LossDefinition } from '../losses/definition.ts';

/** The error for a loss that cannot be drawn, with the reason after "it": `takes whole sequences`. */
export function noCurve({ name }: LossDefinition, reason: string): UserError {
  return new UserError({
    problem: `${name} has no curve over a single prediction: it ${reason}`,
    hint: 'a loss of single numbers has one, summed or averaged over rows, and so has a loss of one class of several',
  });
}
