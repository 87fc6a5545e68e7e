import { elementCount, type Shape } from './shape.ts';

/** The place of an axis counted from 0, or from the end where negative; undefined where there is no such axis. */
export function axisAt(axis: number, rank: number): number | undefined {
  const place = axis < 0 ? rank + axis : axis;
  return place >= 0 && place < rank ? place : undefined;
}

/** A shape with one axis moved to another place; the others keep their order. */
export function moveAxisOfShape(shape: Shape, from: number, to: number): Shape {
  const others = shape.filter((_, axis) => axis !== from);
  return others.toSpliced(to, 0, shape[from]!);
}

/** The numbers of a tensor, row-major, with one axis moved to another place. */
export function moveAxis(
  values: Float64Array,
  shape: Shape,
  from: number,
  to: number,
): Float64Array {
  if (from === to) return values;
  const strides = shape.map((_, axis) => elementCount(shape.slice(axis + 1)));
  const moved = moveAxisOfShape(shape, from, to);
  const steps = moveAxisOfShape(strides, from, to);
  const result = new Float64Array(values.length);
  const index = new Array<number>(moved.length).fill(0);
  let source = 0;
  for (let i = 0; i < result.length; i++) {
    result[i] = values[source]!;
    for (let axis = moved.length - 1; axis >= 0; axis--) {
      source += steps[axis]!;
      if (++index[axis]! < moved[axis]!) break;
      source -= steps[axis]! * moved[axis]!;
      index[axis] = 0;
    }
  }
  return result;
}
