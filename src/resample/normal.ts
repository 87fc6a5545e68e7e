/**
 * The distribution function of the standard normal distribution, within 1e-15: the series of Marsaglia,
 * "Evaluating the normal distribution" (2004).
 */
export function normalCdf(x: number): number {
  // Beyond, what is left of 0 or 1 is below 1e-15, and the series slow.
  if (Math.abs(x) > 8) return x > 0 ? 1 : 0;
  let sum = x;
  let term = x;
  for (let k = 3; Math.abs(term) > 1e-17; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + sum * density(x);
}

/** The inverse of {@link normalCdf}, by Newton's method; the infinities at 0 and 1. */
export function normalQuantile(p: number): number {
  if (p < 0.5) return -normalQuantile(1 - p);
  if (p >= 1) return p === 1 ? Infinity : NaN;
  // From 0 on, where the function is concave, no step goes too far: each is shorter than the one before.
  let x = 0;
  for (let step = Infinity; step > 1e-14;) {
    step = (p - normalCdf(x)) / density(x);
    x += step;
  }
  return x;
}

function density(x: number): number {
  return Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI);
}
