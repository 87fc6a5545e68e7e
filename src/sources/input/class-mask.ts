import { classMask } from '../../tensor/one-hot.ts';
import { elementCount, type Shape } from '../../tensor/shape.ts';
import type { ClassColumns } from './class-columns.ts';
import { OneHotReader } from './one-hot-reader.ts';
import type { Selection } from './selection.ts';
import type { TensorReader } from './tensor-reader.ts';

/**
 * How to read an input that may be indices of classes in place of a number for each: as indices, where it has
 * no axis of classes; else as it was asked for.
 * @param axes its shape without the first axis, as it is stored
 */
export function asMask(
  selection: Selection,
  axes: Shape,
  classes: ClassColumns | undefined,
): Selection {
  const { mask, axis = -1 } = selection;
  if (!mask || !classes) return selection;
  const ofPred = classes.axes ?? [classes.count];
  const found = classMask([1, ...axes], [1, ...ofPred], axis);
  if (!found) return selection;
  const areEntries = typeof axis !== 'number' && elementCount(axes) > 1;
  return {
    ...selection,
    layout: areEntries ? 'batch' : 'scalars',
    axis: undefined,
    labels: { ...mask, count: found.classes },
  };
}

/** The reader of an input that may be a mask of classes: of one-hot numbers, where it is one. */
export function unmasked(
  { mask, axis = -1 }: Selection,
  reader: TensorReader,
  pred: TensorReader,
): TensorReader {
  const found = mask && classMask([1, ...reader.info.axes], [1, ...pred.info.axes], axis);
  return found ? new OneHotReader(reader, found, pred.info) : reader;
}
