import { orderOfRows, rowRank } from '../../tensor/axis.ts';
import { elementCount, type Shape } from '../../tensor/shape.ts';
import type { Selection } from './selection.ts';

/**
 * The axes of a tensor in the order that makes rows of the numbers along those that are chosen; undefined where they are
 * rows already.
 * @throws UserError if the tensor has no such axes
 */
export function orderOf(
  { input, layout, axis = -1 }: Pick<Selection, 'input' | 'layout' | 'axis'>,
  shape: Shape,
): readonly number[] | undefined {
  return layout === 'rows' ? orderOfRows(axis, shape, { option: '--axis', input }) : undefined;
}

/** How many numbers of a tensor, whose rows lie along its last axes, belong to one row. */
export function rowWidth(
  { layout, axis = -1 }: Pick<Selection, 'layout' | 'axis'>,
  shape: Shape,
): number {
  if (layout === 'scalars' || shape.length < 2) return 1;
  return elementCount(shape.slice(layout === 'batch' ? 1 : -rowRank(axis, shape)));
}
