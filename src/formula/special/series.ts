/** The value at t, from -1 to 1, of a series of Chebyshev polynomials, by Clenshaw's recurrence. */
export function chebyshev(coefficients: readonly number[], t: number): number {
  let [next, afterNext] = [0, 0];
  for (let k = coefficients.length - 1; k > 0; k--) {
    [next, afterNext] = [2 * t * next - afterNext + coefficients[k]!, next];
  }
  return t * next - afterNext + coefficients[0]!;
}

/** The value at x of a polynomial whose constant comes first, by Horner's rule. */
export function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * x + coefficients[k]!;
  return sum;
}
