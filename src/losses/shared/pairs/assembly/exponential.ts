/** Exponentials of two numbers at once, within a unit in the last place. */

/** Adding this and taking it away again rounds to an integer, which the lowest bits of the sum hold. */
const TO_INTEGER: f64 = 6755399441055744.0; // 1.5 * 2^52
/** ln 2 in two parts; multiples of the first are exact. */
const LN2_UPPER: f64 = 6.93147180369123816490e-1;
const LN2_LOWER: f64 = 1.90821492927058770002e-10;
const ONE_BY_LN2: f64 = 1.44269504088896338700;
/** Beyond these the exponential is 0 or infinite. */
const LEAST: f64 = -800.0;
const GREATEST: f64 = 800.0;

// prettier-ignore
@inline
export function exponentials(x: v128): v128 {
  // x = k ln 2 + r. NaN stays what it is.
  const within = f64x2.max(f64x2.min(x, f64x2.splat(GREATEST)), f64x2.splat(LEAST));
  const k = rounded(f64x2.mul(within, f64x2.splat(ONE_BY_LN2)));
  const upper = f64x2.sub(within, f64x2.mul(k, f64x2.splat(LN2_UPPER)));
  const r = f64x2.sub(upper, f64x2.mul(k, f64x2.splat(LN2_LOWER)));
  // In two steps, for 2^k may be no double where the exponential is one, at either end.
  const half = rounded(f64x2.mul(k, f64x2.splat(0.5)));
  const scaled = f64x2.mul(ofRemainder(r), powers(half));
  return f64x2.mul(scaled, powers(f64x2.sub(k, half)));
}

/** exp(r) for |r| <= ln(2) / 2: its series up to r^13, even and odd powers apart as they need not wait for each other. */
@inline
function ofRemainder(r: v128): v128 {
  const square = f64x2.mul(r, r);
  let even = f64x2.splat(1.0 / 479001600.0);
  even = step(even, square, 1.0 / 3628800.0);
  even = step(even, square, 1.0 / 40320.0);
  even = step(even, square, 1.0 / 720.0);
  even = step(even, square, 1.0 / 24.0);
  even = step(even, square, 1.0 / 2.0);
  let odd = f64x2.splat(1.0 / 6227020800.0);
  odd = step(odd, square, 1.0 / 39916800.0);
  odd = step(odd, square, 1.0 / 362880.0);
  odd = step(odd, square, 1.0 / 5040.0);
  odd = step(odd, square, 1.0 / 120.0);
  odd = step(odd, square, 1.0 / 6.0);
  const rest = f64x2.mul(square, f64x2.add(even, f64x2.mul(r, odd)));
  return f64x2.add(f64x2.splat(1.0), f64x2.add(r, rest));
}

@inline
function step(sum: v128, x: v128, coefficient: f64): v128 {
  return f64x2.add(f64x2.mul(sum, x), f64x2.splat(coefficient));
}

@inline
function rounded(x: v128): v128 {
  return f64x2.sub(f64x2.add(x, f64x2.splat(TO_INTEGER)), f64x2.splat(TO_INTEGER));
}

/** 2^k for integers from -1022 to 1023, by their bits. */
@inline
function powers(k: v128): v128 {
  const biased = f64x2.add(k, f64x2.splat(TO_INTEGER + 1023.0));
  return i64x2.shl(biased, 52);
}
