import { UserError } from '../messages/errors.ts';
import { elementCount, formatShape, type Shape } from './shape.ts';

/**
 * Which axes of a tensor a row lies along: one or several, negative from the end; or all but the first, so that a row is
 * an `entry` of that, of which `masks` says that classes lie along the second axis.
 */
export type Axis = number | readonly number[] | 'entry' | 'masks';

/** Whether a row is an entry of the first axis. */
function isEntry(axis: Axis): axis is 'entry' | 'masks' {
  return axis === 'entry' || axis === 'masks';
}

/** As in a message: `-1`, `1,2`. */
export function formatAxis(axis: Axis): string {
  return isEntry(axis) ? 'all but the first' : [axis].flat().join(',');
}

/** The place of an axis counted from 0, or from the end where negative; undefined where there is no such axis. */
export function axisAt(axis: number, rank: number): number | undefined {
  const place = axis < 0 ? rank + axis : axis;
  return place >= 0 && place < rank ? place : undefined;
}

/**
 * The places of the axes of rows, counted from 0 in ascending order; undefined where a tensor of this rank, of at least
 * 2, has no such axis, or one of them is there twice, or none is left beside them.
 */
export function rowAxes(axis: Axis, rank: number): readonly number[] | undefined {
  const given = isEntry(axis) ? Array.from({ length: rank - 1 }, (_, k) => k + 1) : axis;
  const places = [given].flat().flatMap((each) => axisAt(each, rank) ?? []);
  const isWhole = new Set(places).size === [given].flat().length;
  return isWhole && places.length < rank ? places.sort((a, b) => a - b) : undefined;
}

/** How many axes of a tensor the rows of it lie along, where it has been made sure that it has them. */
export function rowRank(axis: Axis, { length }: Shape): number {
  return rowAxes(axis, Math.max(2, length))!.length;
}

/**
 * The axes of a tensor in the order in which those of rows are the last; undefined where they are so already.
 * @param option what messages call the choice of the axis
 * @throws UserError if the tensor has no such axes
 */
export function orderOfRows(
  axis: Axis,
  shape: Shape,
  { option, input }: { option: string; input: string },
): readonly number[] | undefined {
  // A list of numbers is samples of one number each: it has a second axis, of length 1.
  const rank = Math.max(2, shape.length);
  const places = rowAxes(axis, rank);
  const isOfList = shape.length < 2 && places?.[0] === 0;
  if (places === undefined || isOfList) {
    throw new UserError({
      where: `${option} ${formatAxis(axis)}`,
      problem: `expected ${expectedAxes(axis, rank, isOfList)} for ${input} of shape ${formatShape(shape)}`,
    });
  }
  return areLast(places, rank) ? undefined : rowsLast(places, rank);
}

function expectedAxes(axis: Axis, rank: number, isOfList: boolean): string {
  if (isOfList) return 'axis 1 or -1';
  return typeof axis === 'object' && axis.length > 1
    ? `fewer than ${rank} axes, each once and from ${-rank} to ${rank - 1},`
    : `an axis from ${-rank} to ${rank - 1}`;
}

/** Whether the axes of rows are the last of a tensor, so that the numbers of a row lie one after the other. */
export function areLast(places: readonly number[], rank: number): boolean {
  return places[0] === rank - places.length && places.at(-1) === rank - 1;
}

/** All axes in the order in which some of them are the last. */
export function rowsLast(places: readonly number[], rank: number): readonly number[] {
  const others = Array.from({ length: rank }, (_, axis) => axis).filter(
    (axis) => !places.includes(axis),
  );
  return [...others, ...places];
}

/** The order that puts axes back which another order has moved. */
export function inverseOrder(order: readonly number[]): readonly number[] {
  return order.map((_, axis) => order.indexOf(axis));
}

/** A shape with its axes in another order. */
export function reorderedShape(shape: Shape, order: readonly number[]): Shape {
  return order.map((axis) => shape[axis]!);
}

/** The numbers of a tensor, row-major, with its axes in another order. */
export function reordered(
  values: Float64Array,
  shape: Shape,
  order: readonly number[],
): Float64Array {
  const moved = reorderedShape(shape, order);
  const steps = reorderedShape(stridesOf(shape), order);
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

/** Where in a tensor, row-major, the numbers of a row are. */
export function rowPlaces(shape: Shape, places: readonly number[], row: number): Float64Array {
  const order = rowsLast(places, shape.length);
  const [lengths, steps] = [shape, stridesOf(shape)].map((each) => reorderedShape(each, order));
  const width = elementCount(lengths!.slice(-places.length));
  return Float64Array.from({ length: width }, (_, k) => {
    let rest = row * width + k;
    let place = 0;
    for (let axis = lengths!.length - 1; axis >= 0; axis--) {
      place += (rest % lengths![axis]!) * steps![axis]!;
      rest = Math.floor(rest / lengths![axis]!);
    }
    return place;
  });
}

/** How far apart neighbours along each axis are. */
function stridesOf(shape: Shape): readonly number[] {
  return shape.map((_, axis) => elementCount(shape.slice(axis + 1)));
}
