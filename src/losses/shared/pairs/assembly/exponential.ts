/** Exponentials of two numbers at once, within a unit in the last place. */

/** Numbers in memory: to load one is quicker than to make it anew in each step of a loop. */
// prettier-ignore
const CONSTANTS = memory.data<f64>([
  // Adding 1.5 * 2^52 and taking it away again rounds to an integer, which the lowest bits of the sum hold.
  6755399441055744.0,
  // The same, where the integer is to be the biased exponent of a double.
  6755399441055744.0 + 1023.0,
  0.5,
  // 1 / ln 2, and ln 2 in two parts: multiples of the first are exact.
  1.44269504088896338700, 6.93147180369123816490e-1, 1.90821492927058770002e-10,
  // Beyond these the exponential is 0 or infinite.
  -800.0, 800.0,
  // From here on 1 / n!.
  1.0, 1.0, 1.0 / 2.0, 1.0 / 6.0, 1.0 / 24.0, 1.0 / 120.0, 1.0 / 720.0, 1.0 / 5040.0, 1.0 / 40320.0,
  1.0 / 362880.0, 1.0 / 3628800.0, 1.0 / 39916800.0, 1.0 / 479001600.0, 1.0 / 6227020800.0,
]);
const TO_INTEGER: i32 = 0;
const TO_EXPONENT: i32 = 1;
const A_HALF: i32 = 2;
const ONE_BY_LN2: i32 = 3;
const LN2_UPPER: i32 = 4;
const LN2_LOWER: i32 = 5;
const LEAST: i32 = 6;
const GREATEST: i32 = 7;
const FACTORS: i32 = 8;

@inline
export function exponentials(x: v128): v128 {
  // x = k ln 2 + r. NaN stays what it is.
  const within = f64x2.pmax(f64x2.pmin(x, constant(GREATEST)), constant(LEAST));
  const k = rounded(f64x2.mul(within, constant(ONE_BY_LN2)));
  const upper = f64x2.sub(within, f64x2.mul(k, constant(LN2_UPPER)));
  const r = f64x2.sub(upper, f64x2.mul(k, constant(LN2_LOWER)));
  // In two steps, for 2^k may be no double where the exponential is one, at either end.
  const half = rounded(f64x2.mul(k, constant(A_HALF)));
  const scaled = f64x2.mul(ofRemainder(r), powers(half));
  return f64x2.mul(scaled, powers(f64x2.sub(k, half)));
}

/** exp(r) for |r| <= ln(2) / 2: its series up to r^13, even and odd powers apart as they need not wait for each other. */
@inline
function ofRemainder(r: v128): v128 {
  const square = f64x2.mul(r, r);
  const even = series(square, 12, 2);
  const odd = series(square, 13, 3);
  const rest = f64x2.mul(square, f64x2.add(even, f64x2.mul(r, odd)));
  return f64x2.add(constant(FACTORS), f64x2.add(r, rest));
}

/** The terms of the series from the `first` down to the `last`, every other one, over the power of the last. */
@inline
function series(square: v128, first: i32, last: i32): v128 {
  let sum = constant(FACTORS + first);
  for (let n = first - 2; n >= last; n -= 2) {
    sum = f64x2.add(f64x2.mul(sum, square), constant(FACTORS + n));
  }
  return sum;
}

@inline
function rounded(x: v128): v128 {
  return f64x2.sub(f64x2.add(x, constant(TO_INTEGER)), constant(TO_INTEGER));
}

/** 2^k for integers from -1022 to 1023, by their bits. */
@inline
function powers(k: v128): v128 {
  return i64x2.shl(f64x2.add(k, constant(TO_EXPONENT)), 52);
}

@inline
function constant(place: i32): v128 {
  return v128.load64_splat(CONSTANTS + (<usize>place << 3));
}
