import { quote, UserError } from '../messages/errors.ts';
import { elementCount, type Shape } from './shape.ts';

/** Numbers as nested arrays of one shape. */
export type Nested = number | Nested[];

/** Nested arrays of numbers, all arrays at one depth of one length. */
export type NumberArray = readonly (number | NumberArray)[];

/** Anything a tensor can be given as: a number, nested or typed arrays, or values with their shape. */
export type TensorLike =
  | number
  | NumberArray
  | Float64Array
  | Float32Array
  | { readonly shape: Shape; readonly values: Float64Array | Float32Array };

/**
 * A tensor from nested arrays; all arrays at one depth must have one length.
 * @param label how error messages call it
 * @throws UserError naming the index of what does not fit
 */
export function tensorOf(given: TensorLike, label: string): { shape: Shape; values: Float64Array } {
  if (given instanceof Float64Array || given instanceof Float32Array) {
    return { shape: [given.length], values: Float64Array.from(given) };
  }
  if (isShaped(given)) {
    requireCount(given, label);
    return { shape: given.shape, values: Float64Array.from(given.values) };
  }
  const shape = shapeOf(given);
  const values = new Float64Array(elementCount(shape));
  let next = 0;
  const fill = (part: unknown, axis: number, path: string): void => {
    if (axis === shape.length) {
      if (typeof part !== 'number') throw misfit(label, path, 'a number', part);
      values[next++] = part;
      return;
    }
    const length = shape[axis]!;
    if (!Array.isArray(part) || part.length !== length) {
      throw misfit(label, path, `an array of ${length}`, part);
    }
    for (let i = 0; i < length; i++) fill(part[i], axis + 1, `${path}[${i}]`);
  };
  fill(given, 0, '');
  return { shape, values };
}

/** The nested arrays of a tensor. */
export function nest(values: Float64Array, shape: Shape): Nested {
  const [length, ...inner] = shape;
  if (length === undefined) return values[0]!;
  const size = elementCount(inner);
  return Array.from({ length }, (_, i) => nest(values.subarray(i * size, (i + 1) * size), inner));
}

function isShaped(given: unknown): given is { shape: Shape; values: Float64Array | Float32Array } {
  return typeof given === 'object' && given !== null && 'values' in given && 'shape' in given;
}

/** The lengths along the first item of every axis; the others are held against it. */
function shapeOf(given: TensorLike): Shape {
  const shape: number[] = [];
  for (let part: unknown = given; Array.isArray(part); part = part[0]) shape.push(part.length);
  return shape;
}

function requireCount(
  { shape, values }: { shape: Shape; values: Float64Array | Float32Array },
  label: string,
): void {
  const expected = elementCount(shape);
  if (values.length !== expected) {
    const problem = `expected ${expected} values for shape ${shape.join('x')}, found ${values.length}`;
    throw new UserError({ where: label, problem });
  }
}

function misfit(label: string, path: string, expected: string, found: unknown): UserError {
  const described = Array.isArray(found) ? `an array of ${found.length}` : quote(String(found));
  return new UserError({
    where: label + path,
    problem: `expected ${expected}, found ${described}`,
  });
}
