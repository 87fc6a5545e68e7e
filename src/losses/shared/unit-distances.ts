import { productError } from '../../reduce/units.ts';
import { compensatedSum } from './numeric.ts';

/** A vector of length 1 with twice the digits. */
export interface Unit {
  readonly head: Float64Array;
  /** What the doubles next to it lack. */
  readonly rest: Float64Array;
}

/**
 * What the doubles next to a vector of length 1 lack.
 * @param vector of the same direction, and a length that can be squared
 */
export function restOfUnit(vector: Float64Array, head: Float64Array): Float64Array {
  const [length, ofLength] = rootOf(squares(vector, new Float64Array(vector.length)));
  return head.map((u, k) => {
    const product = u * length;
    return (vector[k]! - product - productError(u, length, product) - u * ofLength) / length;
  });
}

/** The distance of two such vectors less a margin, of which the digits are kept where it is next to nothing. */
export function distanceBeyond(a: Unit, b: Unit, margin: number): number {
  let sum = 0;
  for (let k = 0; k < a.head.length; k++) {
    sum += (a.head[k]! - b.head[k]! + (a.rest[k]! - b.rest[k]!)) ** 2;
  }
  const beyond = Math.sqrt(sum) - margin;
  if (margin === 0 || !(Math.abs(beyond) < margin / 2)) return beyond;
  const heads = a.head.map((x, k) => x - b.head[k]!);
  const rests = heads.map((head, k) => {
    const ofB = a.head[k]! - head;
    return a.head[k]! - (head + ofB) + (ofB - b.head[k]!) + (a.rest[k]! - b.rest[k]!);
  });
  const [distance, rest] = rootOf(squares(heads, rests));
  return distance - margin + rest;
}

/** Numbers whose sum is that of squares of numbers in two parts. */
function squares(heads: Float64Array, rests: Float64Array): readonly number[] {
  return [...heads].flatMap((head, k) => {
    const square = head * head;
    return [square, productError(head, head, square), 2 * head * rests[k]!];
  });
}

/** The square root of a sum, and what its double lacks. */
function rootOf(terms: readonly number[]): readonly [number, number] {
  const root = Math.sqrt(compensatedSum(terms));
  const square = root * root;
  const missing = compensatedSum([...terms, -square, -productError(root, root, square)]);
  return [root, root === 0 ? 0 : missing / (2 * root)];
}
