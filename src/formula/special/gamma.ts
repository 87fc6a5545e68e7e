import { chebyshev, polynomial } from './series.ts';

/*
 * The logarithm of the gamma function and its derivatives: Chebyshev series of its own, which fixtures/special-functions
 * derives, between 1 and 2.5, recurrences up to 10, and beyond the asymptotic series of Stirling.
 */

/** lgamma(2 + z) / z for z from -1/2 to 1/2. */
export const LGAMMA = [
  0.41418612492156676, 0.16322170068760064, -0.008658972394126285, 0.0006727515726001485,
  -6.139556963628233e-5, 6.110065797003576e-6, -6.410003033826223e-7, 6.962242692768951e-8,
  -7.747248733788217e-9, 8.774075140687239e-10, -1.0070266869830198e-10, 1.1678602130652374e-11,
  -1.3656871334744932e-12, 1.6079351149711552e-13, -1.9039501088488732e-14, 2.2653768767833064e-15,
  -2.706656814831896e-16, 3.245660731626191e-17, -3.904483378457447e-18,
];

/** digamma(x) over the distance of x from its root, for x from 1 to 2. */
const DIGAMMA = [
  0.983570260441567, -0.2270640863346444, 0.03336889902393011, -0.005320077271596548,
  0.0008788656937820505, -0.00014773492650606044, 2.5060543468359146e-5, -4.2721034029993324e-6,
  7.302769272465923e-7, -1.2502886813559594e-7, 2.1425009322359472e-8, -3.673295918565179e-9,
  6.299717236108931e-10, -1.080593028883266e-10, 1.853735192053638e-11, -3.18023536582553e-12,
  5.456147570322795e-13, -9.360993131036438e-14, 1.606064636295075e-14, -2.7555431377438815e-15,
  4.727736178601912e-16, -8.11148420346509e-17, 1.391707769474154e-17,
];

/** The root of digamma above 0, in two parts. */
const [ROOT, ROOT_REST] = [1.4616321449683622, 9.549995429965697e-17];

/** Bernoulli numbers B2, B4, ... by what Stirling's series and its derivatives divide them by. */
export const STIRLING = [
  0.08333333333333333, -0.002777777777777778, 0.0007936507936507937, -0.0005952380952380953,
  0.0008417508417508417, -0.0019175269175269176, 0.00641025641025641, -0.029550653594771242,
  0.17964437236883057, -1.3924322169059011,
];
const DIGAMMA_TAIL = [
  0.08333333333333333, -0.008333333333333333, 0.003968253968253968, -0.004166666666666667,
  0.007575757575757576, -0.021092796092796094, 0.08333333333333333, -0.4432598039215686,
  3.0539543302701198, -26.456212121212122,
];
const TRIGAMMA_TAIL = [
  0.16666666666666666, -0.03333333333333333, 0.023809523809523808, -0.03333333333333333,
  0.07575757575757576, -0.2531135531135531, 1.1666666666666667, -7.092156862745098,
  54.971177944862156, -529.1242424242424,
];
/** Where asymptotic series begin to be as good as doubles. */
const LARGE = 10;
export const HALF_LOG_2_PI = 0.9189385332046727;

/** The logarithm of the size of the gamma function. */
export function lgamma(x: number): number {
  if (x < 0) return lgammaOfNegative(x);
  if (x < 0.5) return lgamma(1 + x) - Math.log(x);
  if (x < 1.5) return (x - 1) * chebyshev(LGAMMA, 2 * (x - 1)) - Math.log(x);
  if (x >= LARGE) return (x - 0.5) * (Math.log(x) - 1) + (HALF_LOG_2_PI - 0.5) + stirling(x);
  let product = 1;
  let rest = x;
  while (rest >= 2.5) product *= --rest;
  return (rest - 2) * chebyshev(LGAMMA, 2 * (rest - 2)) + Math.log(product);
}

/** By reflection; at the poles Infinity. */
function lgammaOfNegative(x: number): number {
  const sine = Math.abs(Math.sin(Math.PI * (x - Math.round(x))));
  return Math.log(Math.PI / sine) - Math.log(-x) - lgamma(-x);
}

/** What lgamma is above Stirling's approximation (x - 1/2) log x - x + log(2 pi) / 2, for x above 0;
 * NaN below. */
export function stirling(x: number): number {
  if (x < 0) return NaN;
  let sum = 0;
  let shifted = x;
  for (; shifted < LARGE; shifted++) sum += stirlingStep(shifted);
  return sum + polynomial(STIRLING, 1 / (shifted * shifted)) / shifted;
}

/** stirling(x) - stirling(x + 1) = (x + 1/2) log(1 + 1/x) - 1, as artanh(v) / v - 1 with v = 1 / (2 x + 1). */
function stirlingStep(x: number): number {
  const v = 1 / (2 * x + 1);
  if (v > 1 / 2) return (x + 0.5) * (Math.log1p(x) - Math.log(x)) - 1;
  let sum = 0;
  for (let divisor = 55; divisor > 1; divisor -= 2) sum = v * v * (1 / divisor + sum);
  return sum;
}

/** The derivative of lgamma. */
export function digamma(x: number): number {
  if (x < 0) {
    const rest = x - Math.round(x);
    return rest === 0 ? NaN : digamma(1 - x) - Math.PI / Math.tan(Math.PI * rest);
  }
  if (x < 1) return digamma(1 + x) - 1 / x;
  if (x >= LARGE) {
    const u = 1 / (x * x);
    return Math.log(x) - 1 / (2 * x) - u * polynomial(DIGAMMA_TAIL, u);
  }
  let sum = 0;
  let rest = x;
  while (rest > 2) sum += 1 / --rest;
  return sum + (rest - ROOT - ROOT_REST) * chebyshev(DIGAMMA, 2 * rest - 3);
}

/** The derivative of digamma. */
export function trigamma(x: number): number {
  if (x < 0) {
    const sine = Math.sin(Math.PI * (x - Math.round(x)));
    return (Math.PI / sine) ** 2 - trigamma(1 - x);
  }
  let sum = 0;
  let shifted = x;
  for (; shifted < LARGE; shifted++) sum += 1 / (shifted * shifted);
  const u = 1 / (shifted * shifted);
  return sum + (1 + (0.5 + polynomial(TRIGAMMA_TAIL, u) / shifted) / shifted) / shifted;
}

/**
 * The logarithm of the beta function, lgamma(a) + lgamma(b) - lgamma(a + b), for a and b above 0; where one is large its
 * digits do not cancel.
 */
export function lbeta(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a];
  const sum = small + large;
  const share = small / sum;
  return (
    (small - 0.5) * Math.log(share) +
    large * Math.log1p(-share) +
    (HALF_LOG_2_PI - Math.log(large) / 2) +
    (stirling(small) + (stirling(large) - stirling(sum)))
  );
}
