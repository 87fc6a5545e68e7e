import { ratio, toUnits } from '../../src/reduce/units.ts';

/** A fraction of integers, with a derivative of the same kind. */
export interface Rational {
  readonly value: Fraction;
  readonly slope: Fraction;
}

interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

/** What is thrown where a function has a kink, and no derivative. */
export class KinkError extends Error {}

const ZERO: Fraction = { n: 0n, d: 1n };
const ONE: Fraction = { n: 1n, d: 1n };

/** A double as it is; the slope is 1 for the number to differentiate by. */
export function rational(value: number, isVariable = false): Rational {
  return { value: { n: toUnits(value), d: 1n << 1074n }, slope: isVariable ? ONE : ZERO };
}

export const plus = (...terms: Rational[]): Rational =>
  terms.reduce((a, b) => ({
    value: sum(a.value, b.value),
    slope: sum(a.slope, b.slope),
  }));
export const negated = ({ value, slope }: Rational): Rational => ({
  value: { n: -value.n, d: value.d },
  slope: { n: -slope.n, d: slope.d },
});
export const minus = (a: Rational, b: Rational): Rational => plus(a, negated(b));
export const times = (a: Rational, b: Rational): Rational => ({
  value: product(a.value, b.value),
  slope: sum(product(a.value, b.slope), product(a.slope, b.value)),
});
export const over = (a: Rational, b: Rational): Rational => times(a, inverse(b));
export const squared = (a: Rational): Rational => times(a, a);

/** @throws KinkError where the two are equal and their slopes are not */
export const largest = (...values: Rational[]): Rational =>
  values.reduce((a, b) => {
    const order = compare(a, b);
    if (order === 0 && compareFractions(a.slope, b.slope) !== 0) throw new KinkError();
    return order >= 0 ? a : b;
  });
export const size = (a: Rational): Rational => largest(a, negated(a));

export function compare(a: Rational, b: Rational): number {
  return compareFractions(a.value, b.value);
}

export const isZero = ({ value }: Rational): boolean => value.n === 0n;

/** The nearest double. */
export function nearest({ n, d }: Fraction): number {
  return ratio({ units: n, special: 0 }, { units: d, special: 0 });
}

function inverse({ value: { n, d }, slope }: Rational): Rational {
  const value = n < 0n ? { n: -d, d: -n } : { n: d, d: n };
  const squaredValue = product(value, value);
  return { value, slope: product({ n: -squaredValue.n, d: squaredValue.d }, slope) };
}

function sum(a: Fraction, b: Fraction): Fraction {
  if (a.d === b.d) return { n: a.n + b.n, d: a.d };
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

function product(a: Fraction, b: Fraction): Fraction {
  if (a.n === 0n || b.n === 0n) return ZERO;
  return { n: a.n * b.n, d: a.d * b.d };
}

function compareFractions(a: Fraction, b: Fraction): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference === 0n ? 0 : difference > 0n ? 1 : -1;
}
