import { productError } from '../../reduce/units.ts';

/** log(exp(a) + exp(b)). */
export function logAddExp(a: number, b: number): number {
  // The difference of two equal infinities is NaN.
  return a === b ? a + Math.LN2 : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
}

/** log of the sum of the exponentials; -Infinity for none. */
export function logSumExp(terms: Iterable<number>): number {
  let largest = -Infinity;
  for (const term of terms) largest = Math.max(largest, term);
  if (!Number.isFinite(largest)) return largest;
  // The largest exponential is 1 after the shift; log1p keeps what the others add, however little.
  let others = 0;
  let isCounted = false;
  for (const term of terms) {
    if (isCounted || term !== largest) others += Math.exp(term - largest);
    else isCounted = true;
  }
  return largest + Math.log1p(others);
}

/** Exponentials divided by their sum; what the differences of exponents round away is a factor of each. */
export function softmax(exponents: Float64Array): Float64Array {
  const largest = exponents.reduce((most, x) => Math.max(most, x), -Infinity);
  const shares = exponents.map((x) => {
    const below = x - largest;
    const back = below - x;
    const rest = x - (below - back) - (largest + back);
    return below === -Infinity ? 0 : Math.exp(below) * (1 + rest);
  });
  const sum = compensatedSum(shares);
  return shares.map((share) => share / sum);
}

/** 1 / (1 + exp(-x)), of which the small values keep their digits. */
export function sigmoid(x: number): number {
  const smaller = Math.exp(-Math.abs(x));
  return (x < 0 ? smaller : 1) / (1 + smaller);
}

/** The numbers at some places. */
export function numbersAt(numbers: Float64Array, places: Int32Array): Float64Array {
  const found = new Float64Array(places.length);
  for (let m = 0; m < places.length; m++) found[m] = numbers[places[m]!]!;
  return found;
}

/** The sum, with what the additions rounded away gathered apart (Neumaier). */
export function compensatedSum(values: Iterable<number>): number {
  let sum = 0;
  let rest = 0;
  for (const value of values) {
    const next = sum + value;
    rest += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + rest;
}

/** The inner product, computed as if in twice the digits: Dot2 of Ogita, Rump and Oishi (2005). */
export function accurateDot(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const terms = new Float64Array(2 * x.length);
  for (let i = 0; i < x.length; i++) {
    const product = x[i]! * y[i]!;
    terms[2 * i] = product;
    terms[2 * i + 1] = productError(x[i]!, y[i]!, product);
  }
  return compensatedSum(terms);
}

/** The inner product. */
export function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}

/** Adds a multiple of a vector to another. */
export function addScaled(target: Float64Array, factor: number, vector: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i]! += factor * vector[i]!;
}

/** Whether a rounding of numbers is that to float32. */
export function isSingle(round: (x: number) => number): boolean {
  return round(1 + Number.EPSILON) === 1;
}

/** The rows of a matrix, which share its memory. */
export function rowsOf(matrix: Float64Array, rows: number): Float64Array[] {
  const width = matrix.length / rows;
  return Array.from({ length: rows }, (_, i) => matrix.subarray(i * width, (i + 1) * width));
}
