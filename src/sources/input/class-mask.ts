import { classMask } from '../../tensor/one-hot.ts';
import { reorderedShape } from '../../tensor/axis.ts';
import { elementCount, sameShape, type Shape } from '../../tensor/shape.ts';
import type { ClassColumns } from './class-columns.ts';
import { orderOf } from './layout.ts';
import { OneHotReader } from './one-hot-reader.ts';
import type { Selection } from './selection.ts';
import type { TensorReader } from './tensor-reader.ts';

/** Whether how an input is read depends on its shape. */
export function dependsOnShape({ mask, mayBeRows = false }: Selection): boolean {
  return mask !== undefined || mayBeRows;
}

/**
 * How to read an input whose layout depends on its shape: one that may be indices of classes in place of a number for each as
 * indices, where it has no axis of classes; one that may have the shape of pred in rows, where it has; else as asked for.
 * @param axes its shape without the first axis, as it is stored
 */
export function fitted(
  selection: Selection,
  axes: Shape,
  classes: ClassColumns | undefined,
): Selection {
  const { mask, axis = -1 } = selection;
  if (!classes || !dependsOnShape(selection)) return selection;
  const ofPred = classes.axes ?? [classes.count];
  if (!mask) return asRows(selection, axes, ofPred);
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

/** In rows, where it is of the same axes as predictions, whose rows lie along the last. */
function asRows(selection: Selection, axes: Shape, ofPred: Shape): Selection {
  const rows: Selection = { ...selection, layout: 'rows' };
  const shape = [1, ...axes];
  if (elementCount(ofPred) === 1 || axes.length !== ofPred.length) return selection;
  const order = orderOf(rows, shape);
  return sameShape(order ? reorderedShape(shape, order) : shape, [1, ...ofPred]) ? rows : selection;
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
