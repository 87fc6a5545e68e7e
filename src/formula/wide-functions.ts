import {
  ZERO,
  ONE,
  HALF,
  add,
  divide,
  isLess,
  multiply,
  negative,
  scaled,
  squareRoot,
  subtract,
  toDouble,
  twoParts,
  wide,
  type Wide,
} from './wide.ts';

/** Elementary functions of numbers with twice the digits of doubles, to nearly all of them. */

export const PI = twoParts(Math.PI, 1.2246467991473532e-16);
export const LN2 = twoParts(Math.LN2, 2.3190468138462996e-17);
const HALF_PI = scaled(PI, -1);

/** Below it, x is x + x^2 to all digits. */
const TINY = 2 ** -110;
/** Beyond it not even an exponent without bounds tells much. */
const LARGEST_LOGARITHM = 1e9;
/** 1 / k! for the series of exponentials, sines and cosines. */
const INVERSE_FACTORIALS = inverseFactorials(28);
/** Terms of the series of exp for which digits of doubles are too few, and all that count. */
const [FIRST_TERMS, EXPONENTIAL_TERMS] = [6, 13];
/** exp(k / 64) - 1 is known beforehand for whole numbers k. */
const PER_ONE = 64;
const KNOWN = new Map<number, Wide>();

function inverseFactorials(count: number): Wide[] {
  const found = [ONE];
  for (let k = 1; k < count; k++) found.push(divide(found[k - 1]!, wide(k)));
  return found;
}

export function absolute(x: Wide): Wide {
  return x.h < 0 ? negative(x) : x;
}

function isTiny(x: Wide): boolean {
  return x.e < 0 || (x.e === 0 && Math.abs(x.h) < TINY);
}

export function exp(x: Wide): Wide {
  const double = toDouble(x);
  if (!(Math.abs(double) < LARGEST_LOGARITHM)) return wide(Math.exp(double));
  const exponent = Math.round(double / Math.LN2);
  const rest = subtract(x, multiply(wide(exponent), LN2));
  return scaled(add(ONE, nearZeroExpm1(rest)), exponent);
}

export function expm1(x: Wide): Wide {
  if (Math.abs(toDouble(x)) < 0.5) return nearZeroExpm1(x);
  return subtract(exp(x), ONE);
}

/** exp(a + b) - 1 as A + B + A B, where a is a multiple of 1/64 and b small. */
function nearZeroExpm1(x: Wide): Wide {
  if (isTiny(x)) return x;
  const k = Math.round(x.h * PER_ONE);
  if (k === 0) return seriesExpm1(x);
  const known = knownExpm1(k);
  const rest = seriesExpm1(subtract(x, wide(k / PER_ONE)));
  return add(known, add(rest, multiply(known, rest)));
}

function knownExpm1(k: number): Wide {
  let known = KNOWN.get(k);
  if (!known) {
    // By squares: (1 + y)^2 - 1 is 2 y + y^2.
    let y = seriesExpm1(wide(k / PER_ONE / PER_ONE));
    for (let halved = PER_ONE; halved > 1; halved /= 2) y = add(scaled(y, 1), multiply(y, y));
    KNOWN.set(k, (known = y));
  }
  return known;
}

function seriesExpm1(x: Wide): Wide {
  if (isTiny(x)) return x;
  let small = 0;
  for (let k = EXPONENTIAL_TERMS; k > FIRST_TERMS; k--) {
    small = (small + INVERSE_FACTORIALS[k]!.h) * x.h;
  }
  let y = wide(small);
  for (let k = FIRST_TERMS; k >= 1; k--) y = multiply(add(y, INVERSE_FACTORIALS[k]!), x);
  return y;
}

export function log(x: Wide): Wide {
  if (!(x.h > 0 && x.h < Infinity)) return wide(Math.log(x.h));
  if (x.e === 0 && x.h > 0.5 && x.h < 2) return log1p(subtract(x, ONE));
  const { h, l, e } = x;
  // A step of Newton's doubles the digits of the logarithm in doubles.
  const trial = wide(Math.log(h));
  const missing = expm1OfProduct({ h, l, e: 0 }, trial);
  return add(add(trial, correction(missing)), multiply(wide(512 * e), LN2));
}

export function log1p(x: Wide): Wide {
  const double = toDouble(x);
  if (isTiny(x)) return x;
  if (!(double > -0.5 && double < 1)) return log(add(ONE, x));
  const trial = wide(Math.log1p(double));
  // (1 + x) exp(-trial) - 1, of which nothing cancels but what is all there is to know.
  const inverse = nearZeroExpm1(negative(trial));
  return add(trial, correction(add(add(x, inverse), multiply(x, inverse))));
}

/** x exp(-y) - 1, where that is next to nothing. */
function expm1OfProduct(x: Wide, y: Wide): Wide {
  return subtract(multiply(x, exp(negative(y))), ONE);
}

/** log(1 + z) for next to nothing. */
function correction(z: Wide): Wide {
  return subtract(z, multiply(HALF, multiply(z, z)));
}

/** Up to some size; of larger angles the digits are those of doubles. */
export function sine(x: Wide): Wide {
  return ofAngle(x, 0, Math.sin, Math.cos);
}

export function cosine(x: Wide): Wide {
  return ofAngle(x, 1, Math.cos, (h) => -Math.sin(h));
}

const LARGEST_ANGLE = 1e9;

/** @param quarters by how many right angles the sine is turned */
function ofAngle(
  x: Wide,
  quarters: 0 | 1,
  inDoubles: (x: number) => number,
  slope: (x: number) => number,
): Wide {
  const double = toDouble(x);
  if (!(Math.abs(double) < LARGEST_ANGLE)) return firstOrder(x, inDoubles, slope);
  const turns = Math.round(double / (Math.PI / 2));
  const rest = subtract(x, multiply(wide(turns), HALF_PI));
  const quarter = (((turns + quarters) % 4) + 4) % 4;
  const value = quarter % 2 === 0 ? series(rest, 1) : series(rest, 0);
  return quarter < 2 ? value : negative(value);
}

/** The sine of at most half a right angle with odd powers of it, the cosine with even ones. */
function series(x: Wide, parity: 0 | 1): Wide {
  if (parity === 1 && isTiny(x)) return x;
  const square = negative(multiply(x, x));
  let sum = ZERO;
  for (let k = 26 + parity; k >= 0; k -= 2) {
    sum = add(multiply(sum, square), INVERSE_FACTORIALS[k]!);
  }
  return parity === 1 ? multiply(sum, x) : sum;
}

export function arctangent(x: Wide): Wide {
  if (isTiny(x)) return x;
  const trial = wide(Math.atan(toDouble(x)));
  if (!(Math.abs(toDouble(x)) < 1 / TINY)) return trial;
  const [s, c] = [sine(trial), cosine(trial)];
  const missing = divide(subtract(multiply(x, c), s), add(c, multiply(x, s)));
  return add(trial, missing);
}

export function tanh(x: Wide): Wide {
  if (isTiny(x)) return x;
  if (!(Math.abs(toDouble(x)) < 50)) return wide(Math.tanh(toDouble(x)));
  const twice = expm1(scaled(x, 1));
  return divide(twice, add(twice, wide(2)));
}

export function power(base: Wide, exponent: Wide): Wide {
  const [b, x] = [toDouble(base), toDouble(exponent)];
  if (base.h === 0 || exponent.h === 0 || ![base.h, x].every(Number.isFinite))
    return wide(Math.pow(b, x));
  if (base.h < 0) {
    if (!Number.isInteger(x) || exponent.l !== 0) return wide(NaN);
    const size = power(negative(base), exponent);
    return x % 2 === 0 ? size : negative(size);
  }
  if (exponent.l === 0 && Number.isInteger(x) && Math.abs(x) <= MOST_FACTORS) {
    let product = ONE;
    for (let k = 0; k < Math.abs(x); k++) product = multiply(product, base);
    return x < 0 ? divide(ONE, product) : product;
  }
  return x === 0.5 ? squareRoot(base) : exp(multiply(exponent, log(base)));
}

/** Powers of so many factors are multiplied out. */
const MOST_FACTORS = 64;

export function sigmoid(x: Wide): Wide {
  const e = exp(negative(absolute(x)));
  return divide(x.h >= 0 ? ONE : e, add(ONE, e));
}

export function softplus(x: Wide): Wide {
  return add(isLess(x, ZERO) ? ZERO : x, log1p(exp(negative(absolute(x)))));
}

export function logCosh(x: Wide): Wide {
  const size = absolute(x);
  if (toDouble(size) < 1) {
    return log1p(scaled(negative(multiply(expm1(size), expm1(negative(size)))), -1));
  }
  return subtract(add(size, log1p(exp(scaled(negative(size), 1)))), LN2);
}

/** A function in doubles, and what the second part of its argument adds. */
export function firstOrder(x: Wide, of: (x: number) => number, slope: (x: number) => number): Wide {
  const double = toDouble(x);
  const value = of(double);
  const rest = x.e === 0 ? x.l * slope(double) : 0;
  return rest === rest ? twoParts(value, rest) : wide(value);
}
