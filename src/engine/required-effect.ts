import { UserError } from '../messages/errors.ts';
import { requireElementWeights } from './element-shares.ts';
import type { LossRequest } from './request.ts';
import { requireUnreducedWeights } from './unreduced-weights.ts';

/** What is asked for besides the loss. */
interface Asked {
  /** Whether the loss is one number for the whole input. */
  readonly isBatchLevel: boolean;
  readonly isWeighted: boolean;
  readonly gradient: boolean;
}

/**
 * Weights and reductions must not be ignored in silence.
 * @throws UserError where a loss or a reduction cannot heed them
 */
export function requireEffect(
  request: LossRequest,
  { isBatchLevel, isWeighted, gradient }: Asked,
): void {
  const { definition, convention, reduction } = request;
  requireElementWeights(request);
  if (isWeighted && isBatchLevel && !convention.weighted) {
    throw new UserError({
      where: '--weights',
      problem: `${definition.name} is one number for the whole input and takes no weights`,
      hint: 'leave --weights out',
    });
  }
  if (isWeighted && !isBatchLevel && reduction === 'none') requireUnreducedWeights(request);
  if (!isBatchLevel && gradient && reduction === 'none') {
    throw new UserError({
      where: '--gradient',
      problem: 'expected a reduced loss to differentiate, found --reduction none',
      hint: 'choose --reduction sum or mean',
    });
  }
  if (isBatchLevel && reduction === 'none') {
    throw new UserError({
      where: '--reduction none',
      problem: `${definition.name} is one number for the whole input`,
      hint: 'leave --reduction out',
    });
  }
}
