import { isClassMask } from '../../tensor/one-hot.ts';
import type { Shape } from '../../tensor/shape.ts';
import type { ClassColumns } from './class-columns.ts';
import type { Selection } from './selection.ts';
import type { TensorReader } from './tensor-reader.ts';

/**
 * How to read an input that may be indices of classes in place of a row with a number for each: as indices, one a row,
 * where it has one axis fewer than pred; else as it was asked for.
 * @param axes its shape without the first axis, as it is stored
 */
export function asMask(
  selection: Selection,
  axes: Shape,
  classes: ClassColumns | undefined,
): Selection {
  const { mask } = selection;
  if (!mask || !classes) return selection;
  const ofPred = classes.axes ?? [classes.count];
  if (!isClassMask([1, ...axes], [1, ...ofPred])) return selection;
  return { ...selection, layout: 'scalars', axis: undefined, labels: mask };
}

/** The reader of an input that may be a mask of classes: of rows that are one-hot, where it is one. */
export function unmasked(
  { mask }: Selection,
  reader: TensorReader,
  pred: TensorReader,
): TensorReader {
  const { axes, columns } = pred.info;
  const isMask = mask && isClassMask([1, ...reader.info.axes], [1, ...axes]);
  return isMask ? reader.oneHot(axes.at(-1)!, columns) : reader;
}
