/** What the hand-written losses have in common: sums of exponentials that neither overflow nor lose digits. */

/** log(1 + exp(x)). */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** 1 / (1 + exp(-x)), the slope of {@link softplus}. */
export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

/** log(exp(a) + exp(b)). */
export function logAddExp(a: number, b: number): number {
  // The difference of two equal infinities is NaN.
  return a === b ? a + Math.LN2 : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
}

/** log of the sum of the exponentials; -Infinity for none. */
export function logSumExp(terms: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 1; i < terms.length; i++) if (terms[i]! > terms[largest]!) largest = i;
  const shift = terms[largest] ?? -Infinity;
  if (Math.abs(shift) === Infinity) return shift;
  // The largest term is 1 after the shift; log1p keeps what the others add, however little.
  let others = 0;
  for (let i = 0; i < terms.length; i++) {
    if (i !== largest) others += Math.exp(terms[i]! - shift);
  }
  return shift + Math.log1p(others);
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

/** The rows of a matrix, which share its memory. */
export function rowsOf(matrix: Float64Array, rows: number): Float64Array[] {
  const width = matrix.length / rows;
  return Array.from({ length: rows }, (_, i) => matrix.subarray(i * width, (i + 1) * width));
}
