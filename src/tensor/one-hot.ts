import { UserError } from '../messages/errors.ts';
import { rowAxes, type Axis } from './axis.ts';
import { elementCount, formatShape, sameShape, type Shape } from './shape.ts';

/** How indices of classes stand for numbers of each class beside predictions. */
export interface ClassMask {
  readonly classes: number;
  /** How far apart in predictions the numbers of two classes for the same index are. */
  readonly step: number;
}

/**
 * How a tensor has one index of a class where predictions have a number for each of several; undefined where it has not.
 * Classes lie along the one axis of rows; where rows are entries of the first axis, along the last axis or the second.
 * @param pred the shape of predictions, with the axes of rows at its end
 * @param axis what rows lie along
 * @throws UserError where they may lie along either
 */
export function classMask(shape: Shape, pred: Shape, axis: Axis): ClassMask | undefined {
  const last = pred.length - 1;
  if (last < 1) return undefined;
  const places = rowAxes(axis, pred.length);
  const areEntries = places?.[0] === 1 && places.length === last;
  const isOne = places?.length === 1;
  // Of a row of a table nothing tells which numbers are of one class.
  const ofMasks = last > 1 ? [1] : [];
  const ofEntries = axis === 'masks' ? ofMasks : new Set([last, 1]);
  const candidates = areEntries ? ofEntries : isOne ? [last] : [];
  const fitting = [...candidates].filter((place) => isWithout(place, shape, pred));
  if (fitting.length > 1) throw unclear(shape, pred);
  const [place] = fitting;
  if (place === undefined) return undefined;
  return { classes: pred[place]!, step: elementCount(pred.slice(place + 1)) };
}

/** Whether a shape is that of predictions without an axis of several classes, or with 1 for its length. */
function isWithout(place: number, shape: Shape, pred: Shape): boolean {
  if (pred[place]! < 2) return false;
  return sameShape(shape, pred.toSpliced(place, 1)) || sameShape(shape, pred.with(place, 1));
}

/**
 * For each class index a number for each class: 1 for that class, 0 for the others. What is no index of a class stands for
 * all of them, so that it is found there: one-hot numbers are 0 and 1 only.
 */
export function oneHot(indices: Float64Array, { classes, step }: ClassMask): Float64Array {
  const numbers = new Float64Array(indices.length * classes);
  indices.forEach((index, i) => {
    const first = Math.floor(i / step) * step * classes + (i % step);
    if (Number.isInteger(index) && index >= 0 && index < classes) numbers[first + index * step] = 1;
    else for (let c = 0; c < classes; c++) numbers[first + c * step] = index;
  });
  return numbers;
}

function unclear(shape: Shape, pred: Shape): UserError {
  const kept = [pred.with(1, 1), pred.with(-1, 1)].map(formatShape);
  return new UserError({
    where: 'true',
    problem: `expected a shape that tells along which axis of pred ${formatShape(pred)} the classes are, found ${formatShape(shape)}`,
    hint: `${kept[0]!} has them along axis 1, ${kept[1]!} along the last`,
  });
}
