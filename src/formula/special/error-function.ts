import { chebyshev } from './series.ts';

/*
 * The error function and what follows from it, by Chebyshev series of its own that fixtures/special-functions derives. In
 * the tails all is made of exp(x^2) erfc(x), which neither overflows nor vanishes there (M. M. Shepherd and
 * J. G. Laframboise, Chebyshev approximation of (1 + 2x) exp(x^2) erfc x, 1981).
 */

/** erf(x) / x for x up to 1, in x^2. */
export const ERF = [
  0.9754769393826541, -0.14226120510371365, 0.010035582187599796, -0.0005768764699767485,
  2.741993125219606e-5, -1.1043175507344507e-6, 3.8488755420345036e-8, -1.1808582533875466e-9,
  3.2334215826050907e-11, -7.991015947004549e-13, 1.7990725113961456e-14, -3.718635487818693e-16,
  7.103599003714253e-18,
];

/** (1 + 2 x) exp(x^2) erfc(x) for x from 0, in (x - 3.75) / (x + 3.75). */
export const SCALED_ERFC = [
  1.1775789345674017, -0.004590054580646478, -0.08424913336651792, 0.05920993999819189,
  -0.026658668435305753, 0.009074997670705265, -0.002413163540417608, 0.0004907758365258086,
  -6.916973302501207e-5, 4.13902798607301e-6, 7.74038306619849e-7, -2.1886401049234397e-7,
  1.076499946567091e-8, 4.521959811218287e-9, -7.754400208831351e-10, -6.318088340886684e-11,
  2.86879501093067e-11, 1.9455868545777347e-13, -9.65469674843344e-13, 3.25254814814874e-14,
  3.3478119482868056e-14, -1.864562880419313e-15, -1.2507950530688648e-15, 7.418235256624044e-17,
  5.068148904796111e-17,
];

/** Beyond it exp(-x^2) is 0. */
const LARGEST = 40;

export function erf(x: number): number {
  const size = Math.abs(x);
  if (size < 1) return x * chebyshev(ERF, 2 * x * x - 1);
  return Math.sign(x) * (1 - upperErfc(size));
}

export function erfc(x: number): number {
  return x < 0.5 ? 1 - erf(x) : upperErfc(x);
}

/** The distribution function of the standard normal distribution. */
export function ndtr(x: number): number {
  return x < 0 ? upperTail(-x) : 1 - upperTail(x);
}

/** Its logarithm, which keeps its digits in both tails. */
export function logNdtr(x: number): number {
  if (x > 0) return Math.log1p(-upperTail(x));
  return Math.log(scaledErfc(-x * Math.SQRT1_2) / 2) - (x * x) / 2;
}

/** The slope of log_ndtr: the density of the standard normal distribution over its distribution function. */
export function normalHazard(x: number): number {
  const atZero = Math.sqrt(2 / Math.PI);
  if (x <= 0) return atZero / scaledErfc(-x * Math.SQRT1_2);
  return ((atZero / 2) * expOfSquare(x, -0.5)) / ndtr(x);
}

/** erfc(x) for x from 0. */
function upperErfc(x: number): number {
  return expOfSquare(x, -1) * scaledErfc(x);
}

/** 1 - ndtr(x) for x from 0. */
function upperTail(x: number): number {
  return (expOfSquare(x, -0.5) * scaledErfc(x * Math.SQRT1_2)) / 2;
}

/** exp(x^2) erfc(x) for x from 0. */
function scaledErfc(x: number): number {
  return chebyshev(SCALED_ERFC, 1 - 7.5 / (x + 3.75)) / (1 + 2 * x);
}

/** exp(factor x^2) for a factor below 0, without the error that rounding the square makes. */
function expOfSquare(x: number, factor: number): number {
  if (Math.abs(x) > LARGEST) return 0;
  const high = Math.fround(x);
  return Math.exp(factor * high * high) * Math.exp(factor * (x - high) * (x + high));
}
