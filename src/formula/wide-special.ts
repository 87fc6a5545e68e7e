import { SPECIAL } from './special/index.ts';
import { absolute, exp, firstOrder, LN2, log, log1p, PI } from './wide-functions.ts';
import {
  ZERO,
  ONE,
  HALF,
  add,
  divide,
  multiply,
  negative,
  scaled,
  squareRoot,
  subtract,
  toDouble,
  wide,
  type Wide,
} from './wide.ts';

/**
 * Special functions of numbers with twice the digits of doubles, to nearly all of them: by series as long as it takes, since
 * few rows need them. Where those end, far out in the tails, the functions are those of doubles.
 */

const SQRT_HALF = squareRoot(HALF);
const TWO_OVER_SQRT_PI = divide(wide(2), squareRoot(PI));
const LOG_2_PI = add(LN2, log(PI));
/** The share of a sum that further terms of it are no part of. */
const NEGLIGIBLE = 2 ** -110;

/** The sum of terms from 1 on, each the one before times what `ratio` says of its number. */
function sumOfTerms(ratio: (k: number) => Wide): Wide {
  let term = ONE;
  let sum = ZERO;
  for (let k = 1; ; k++) {
    term = multiply(term, ratio(k));
    sum = add(sum, term);
    if (!(Math.abs(toDouble(term)) > NEGLIGIBLE * Math.abs(toDouble(sum)))) return sum;
  }
}

/** Where the series of Stirling is as good as these numbers. */
const ASYMPTOTIC = 40;
/** Bernoulli numbers B2, B4, ... as fractions. */
const BERNOULLI = [
  [1, 6], [-1, 30], [1, 42], [-1, 30], [5, 66], [-691, 2730], [7, 6], [-3617, 510], [43867, 798], [-174611, 330],
  [854513, 138], [-236364091, 2730], [8553103, 6], [-23749461029, 870], [8615841276005, 14322],
] as const; // prettier-ignore
const STIRLING = BERNOULLI.map(([numerator, denominator], k) =>
  divide(wide(numerator), wide(denominator * (2 * k + 2) * (2 * k + 1))),
);

function stirling(x: Wide): Wide {
  const double = toDouble(x);
  if (!(double > 0 && double < Infinity)) return wide(SPECIAL.stirling(double));
  let sum = ZERO;
  let shifted = x;
  for (; toDouble(shifted) < ASYMPTOTIC; shifted = add(shifted, ONE)) {
    const ofLogarithm = multiply(add(shifted, HALF), log1p(divide(ONE, shifted)));
    sum = add(sum, subtract(ofLogarithm, ONE));
  }
  const inverse = divide(ONE, shifted);
  const square = multiply(inverse, inverse);
  const tail = STIRLING.reduceRight((found, b) => add(multiply(found, square), b), ZERO);
  return add(sum, multiply(tail, inverse));
}

function lgamma(x: Wide): Wide {
  const double = toDouble(x);
  if (!(double > 0 && double < Infinity)) return firstOrder(x, SPECIAL.lgamma, SPECIAL.digamma);
  const approximation = subtract(multiply(subtract(x, HALF), log(x)), x);
  return add(add(approximation, scaled(LOG_2_PI, -1)), stirling(x));
}

/** Where the tail of erf is no part of 1 to all digits, and where its digits are too few. */
const [LARGEST_ERF, LARGEST_ERFC] = [9, 5];

function erf(x: Wide): Wide {
  const size = toDouble(absolute(x));
  if (!(size < LARGEST_ERF)) return wide(SPECIAL.erf(toDouble(x)));
  if (x.h === 0) return x;
  // x exp(-x^2) (2 / sqrt(pi)) (1 + 2 x^2 / 3 + (2 x^2)^2 / (3 5) + ...), in which nothing cancels.
  const square = multiply(x, x);
  const sum = sumOfTerms((k) => divide(scaled(square, 1), wide(2 * k + 1)));
  const factor = multiply(multiply(TWO_OVER_SQRT_PI, x), exp(negative(square)));
  return multiply(factor, add(ONE, sum));
}

function erfc(x: Wide): Wide {
  if (toDouble(x) < LARGEST_ERFC) return subtract(ONE, erf(x));
  return firstOrder(x, SPECIAL.erfc, (h) => (-2 / Math.sqrt(Math.PI)) * Math.exp(-h * h));
}

function ndtr(x: Wide): Wide {
  return scaled(erfc(negative(multiply(x, SQRT_HALF))), -1);
}

function logNdtr(x: Wide): Wide {
  if (x.h > 0) return log1p(negative(ndtr(negative(x))));
  if (toDouble(x) > -LARGEST_ERFC) return log(ndtr(x));
  return firstOrder(x, SPECIAL.log_ndtr, SPECIAL.normal_hazard);
}

/** Up to where the power series of I0 is summed, and beyond its asymptotic one. */
const LARGEST_I0 = 60;

function logI0(x: Wide): Wide {
  const size = absolute(x);
  if (!(toDouble(size) < LARGEST_I0)) return add(size, logI0e(x));
  const quarter = scaled(multiply(x, x), -2);
  return log1p(sumOfTerms((k) => divide(quarter, wide(k * k))));
}

function logI0e(x: Wide): Wide {
  const size = absolute(x);
  const double = toDouble(size);
  if (double < LARGEST_I0) return subtract(logI0(x), size);
  if (!(double < Infinity)) return wide(SPECIAL.log_i0e(double));
  const sum = sumOfTerms((k) => divide(wide((2 * k - 1) ** 2 / 8), multiply(wide(k), size)));
  return subtract(log1p(sum), scaled(add(LOG_2_PI, log(size)), -1));
}

/** Those that values are made of; others belong to derivatives. */
export const WIDE_SPECIAL = {
  stirling,
  lgamma,
  erf,
  erfc,
  ndtr,
  log_ndtr: logNdtr,
  log_i0: logI0,
  log_i0e: logI0e,
} as const;
