import { UserError } from '../../messages/errors.ts';
import { axisAt } from '../../tensor/axis.ts';
import { elementCount, formatShape, type Shape } from '../../tensor/shape.ts';
import type { Selection } from './selection.ts';

/**
 * The axis of a tensor, counted from 0, that has to be moved to its end to make rows of the numbers along it;
 * undefined where they are rows already.
 * @throws UserError if the tensor has no such axis
 */
export function axisToMove(
  { layout, axis = -1 }: Pick<Selection, 'layout' | 'axis'>,
  shape: Shape,
): number | undefined {
  if (layout !== 'rows') return undefined;
  // A list of numbers is samples of one number each: it has a second axis, of length 1.
  const rank = Math.max(2, shape.length);
  const place = axisAt(axis, rank);
  if (place === undefined) {
    throw new UserError({
      where: `--axis ${axis}`,
      problem: `expected an axis from ${-rank} to ${rank - 1}, as the shape is ${formatShape(shape)}`,
    });
  }
  return shape.length < 2 || place === shape.length - 1 ? undefined : place;
}

/** How many numbers of a tensor belong to one row. */
export function rowWidth({ layout }: Pick<Selection, 'layout'>, shape: Shape): number {
  if (layout === 'scalars' || shape.length < 2) return 1;
  return layout === 'batch' ? elementCount(shape.slice(1)) : shape.at(-1)!;
}
