import { sameShape, type Shape } from './shape.ts';

/** Whether a tensor has one number where predictions have one for each of several classes, along the last axis. */
export function isClassMask(shape: Shape, pred: Shape): boolean {
  const rows = pred.slice(0, -1);
  const isOfRows = sameShape(shape, rows) || sameShape(shape, [...rows, 1]);
  return pred.length > 1 && pred.at(-1)! > 1 && isOfRows;
}

/** The shape of the one-hot rows that class indices of this shape make. */
export function oneHotShape(indices: Shape, classes: number): Shape {
  const isColumn = indices.length > 1 && indices.at(-1) === 1;
  return [...(isColumn ? indices.slice(0, -1) : indices), classes];
}

/**
 * For each class index a row with a number for each class: 1 for that class, 0 for the others. What is no index of a
 * class fills its row, so that it is found there: a row of one-hot numbers holds 0 and 1 only.
 */
export function oneHotRows(indices: Float64Array, classes: number): Float64Array {
  const rows = new Float64Array(indices.length * classes);
  indices.forEach((index, row) => {
    const start = row * classes;
    if (Number.isInteger(index) && index >= 0 && index < classes) rows[start + index] = 1;
    else rows.fill(index, start, start + classes);
  });
  return rows;
}
