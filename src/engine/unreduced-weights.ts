import type { ConventionName } from '../losses/definition.ts';
import { UserError } from '../messages/errors.ts';
import type { Block } from '../tensor/block.ts';
import { rounderOf } from '../tensor/dtype.ts';
import type { BlockParts } from './engine.ts';
import type { LossRequest } from './request.ts';

/** The frameworks that weigh losses also where they do not reduce them. */
const WEIGHING: ReadonlySet<ConventionName> = new Set(['tf-keras', 'keras', 'torch', 'tfjs']);

/** @throws UserError where the framework has no weights without a reduction */
export function requireUnreducedWeights({ compat }: LossRequest): void {
  if (WEIGHING.has(compat)) return;
  throw new UserError({
    where: '--weights',
    problem: `${compat} weighs losses only where it reduces them`,
    hint: 'choose --reduction sum or mean',
  });
}

/**
 * What was computed of a block, with the losses of samples, and of their elements, multiplied by their weights.
 * @param width how many elements a sample has
 */
export function weighed(
  { dtype }: LossRequest,
  { rows, inputs: { weights } }: Block,
  parts: BlockParts,
  width: number,
): BlockParts {
  const round = rounderOf(dtype);
  const { losses, elements } = parts;
  const times = (values: Float64Array, size: number): Float64Array =>
    values
      .subarray(0, rows * size)
      .map((value, i) => round(value * round(weights![Math.floor(i / size)]!)));
  return {
    ...parts,
    losses: losses && times(losses, 1),
    elements: elements && times(elements, width),
  };
}
