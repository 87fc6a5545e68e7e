import { chebyshev } from './series.ts';

/*
 * The modified Bessel functions of orders 0 and 1, as densities of directions need them: power series, whose terms are all
 * positive, and far out Chebyshev series of its own, which fixtures/special-functions derives.
 */

/** I0(x) sqrt(2 pi x) exp(-x) for x from 8, in 1/x. */
export const I0 = [
  1.00827920545874, 0.008445122624920942, 0.00017270063077756651, 7.247591099958963e-6,
  5.135877268780223e-7, 5.6816965808120397e-8, 8.51309122284796e-9, 1.2384253640034157e-9,
  2.980167230177527e-11, -7.895669831720171e-11, -3.31271276314694e-11, -4.497338636810888e-12,
  1.7997902965207698e-12, 9.657483230068554e-13, 3.860423658208675e-14, -1.0403934481726888e-13,
  -2.395044889504771e-14, 9.5544665396637e-15, 4.4431493480031774e-15, -8.586419108624811e-16,
  -7.087802219587526e-16, 8.675999104969851e-17, 1.1193652915913705e-16, -1.2108279125199573e-17,
  -1.8130894726416114e-17,
];

/** I1(x) / I0(x) for x from 8, in 1/x. */
const I1_OVER_I0 = [
  0.9679236723654884, -0.032369597368733447, -0.00030498827444693037, -1.2548195886619846e-5,
  -9.212211203707155e-7, -1.0548506209336988e-7, -1.6122117793447987e-8, -2.3495532463903185e-9,
  -4.4363027744303e-11, 1.570691287303341e-10, 6.492128301741632e-11, 8.595713072358765e-12,
  -3.6134724835107827e-12, -1.8993006124983765e-12, -6.790715900157332e-14, 2.06741448313766e-13,
  4.6621337185979493e-14, -1.9158903018732126e-14, -8.736500256613833e-15, 1.740107525120665e-15,
  1.399556995289854e-15, -1.7781089744767294e-16, -2.2146643091876557e-16, 2.4900259260377562e-17,
  3.589344781791958e-17, -5.074146253231697e-18, -5.920586381302801e-18,
];

/** Up to where power series are summed. */
const SMALL = 8;
const TERMS = 32;

/** log(I0(x)). */
export function logI0(x: number): number {
  const size = Math.abs(x);
  if (size === Infinity) return size;
  return size < SMALL ? Math.log1p(i0Less1(size)) : size + logScaledI0(size);
}

/** log(I0(x) exp(-|x|)). */
export function logI0e(x: number): number {
  const size = Math.abs(x);
  return size < SMALL ? Math.log1p(i0Less1(size)) - size : logScaledI0(size);
}

/** I1(x) / I0(x), the slope of log(I0(x)). */
export function i1OverI0(x: number): number {
  const size = Math.abs(x);
  if (size >= SMALL) return Math.sign(x) * chebyshev(I1_OVER_I0, 16 / size - 1);
  return ((x / 2) * (1 + sumOfTerms(size, 1))) / (1 + i0Less1(size));
}

function logScaledI0(x: number): number {
  return Math.log(chebyshev(I0, 16 / x - 1)) - Math.log(2 * Math.PI * x) / 2;
}

function i0Less1(x: number): number {
  return sumOfTerms(x, 0);
}

/** The sum over k from 1 of (x^2 / 4)^k / (k! (k + order)!), for orders 0 and 1. */
function sumOfTerms(x: number, order: 0 | 1): number {
  const u = (x * x) / 4;
  let sum = 0;
  for (let k = TERMS; k > 0; k--) sum = (u / (k * (k + order))) * (1 + sum);
  return sum;
}
