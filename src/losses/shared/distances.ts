import { productError } from '../../reduce/units.ts';

/** A point: consecutive numbers of an array. */
export interface Point {
  readonly numbers: Float64Array;
  readonly from: number;
}

/** The Euclidean distance of two points, in doubles. */
export function distance(a: Point, b: Point, width: number): number {
  let sum = 0;
  for (let k = 0; k < width; k++) {
    const difference = a.numbers[a.from + k]! - b.numbers[b.from + k]!;
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}

/**
 * The distance as if in twice the digits, of which `into` gets a double and, after it, what that rounded away.
 * @param scale a power of two that differences are multiplied by, so that their squares neither overflow nor vanish
 */
export function accurateDistance(
  a: Point,
  b: Point,
  width: number,
  scale: number,
  into: Float64Array,
): void {
  let sum = 0;
  let rest = 0;
  for (let k = 0; k < width; k++) {
    const x = a.numbers[a.from + k]!;
    const y = b.numbers[b.from + k]!;
    const near = x - y;
    const ofX = near + y;
    // Knuth's two-sum: what the difference rounded away.
    const missing = scale * (x - ofX - (y - (ofX - near)));
    const difference = scale * near;
    const square = difference * difference;
    const next = sum + square;
    rest += Math.max(sum, square) - next + Math.min(sum, square);
    rest += productError(difference, difference, square) + 2 * difference * missing;
    sum = next;
  }
  const root = Math.sqrt(sum);
  const product = root * root;
  into[0] = root;
  into[1] = root > 0 ? (sum - product - productError(root, root, product) + rest) / (2 * root) : 0;
}
