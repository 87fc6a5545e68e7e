import { mantissaAndExponent, powerBelow, type ExactNumber } from '../reduce/units.ts';

/**
 * A number `m * 2^e` with the digits of a double and an exponent without bounds, so that nothing overflows or vanishes
 * between numbers that are doubles. `m` is from 1 to below 2 in size; of 0, NaN and the infinities it is these, and `e`
 * is 0.
 */
export interface Wide {
  readonly m: number;
  readonly e: number;
}

/** Exponents that the larger of two numbers is above the other by, whose sum is the larger. */
const OUT_OF_REACH = 60;
const SUBNORMAL = 2 ** -1022;

export function wide(value: number): Wide {
  return Math.abs(value) < SUBNORMAL ? normal(value * 2 ** 60, -60) : normal(value, 0);
}

/** A sum with the digits of a double. */
export function wideSum(sum: ExactNumber): Wide {
  return sum.special === 0 ? normal(...mantissaAndExponent(sum)) : wide(sum.special);
}

/** The nearest double. */
export function toDouble({ m, e }: Wide): number {
  if (e > 1023) return m * Infinity;
  // The first factor loses nothing, so that a subnormal number is rounded once.
  return e < -1022 ? m * SUBNORMAL * 2 ** (e + 1022) : m * 2 ** e;
}

/** m * 2^e for any double that is not subnormal. */
function normal(m: number, e: number): Wide {
  if (m === 0 || !Number.isFinite(m)) return { m, e: 0 };
  const power = powerBelow(Math.abs(m));
  return { m: m / power, e: e + Math.log2(power) };
}

export function scaled({ m, e }: Wide, exponent: number): Wide {
  return normal(m, e + exponent);
}

export function negative({ m, e }: Wide): Wide {
  return { m: -m, e };
}

export function add(a: Wide, b: Wide): Wide {
  const ahead = a.e - b.e;
  if (isSpecial(a) || isSpecial(b)) {
    if (b.m === 0) return a.m === 0 ? wide(a.m + b.m) : a;
    return a.m === 0 ? b : wide(a.m + b.m);
  }
  if (ahead > OUT_OF_REACH) return a;
  if (ahead < -OUT_OF_REACH) return b;
  return ahead >= 0 ? normal(a.m * 2 ** ahead + b.m, b.e) : normal(a.m + b.m * 2 ** -ahead, a.e);
}

export function subtract(a: Wide, b: Wide): Wide {
  return add(a, negative(b));
}

export function multiply(a: Wide, b: Wide): Wide {
  return normal(a.m * b.m, a.e + b.e);
}

export function divide(a: Wide, b: Wide): Wide {
  return normal(a.m / b.m, a.e - b.e);
}

export function squareRoot({ m, e }: Wide): Wide {
  const isOdd = e % 2 !== 0;
  return normal(Math.sqrt(isOdd ? 2 * m : m), (isOdd ? e - 1 : e) / 2);
}

export function isEqual(a: Wide, b: Wide): boolean {
  return a.m === b.m && a.e === b.e;
}

export function isLess(a: Wide, b: Wide): boolean {
  return !isEqual(a, b) && subtract(a, b).m < 0;
}

function isSpecial({ m }: Wide): boolean {
  return m === 0 || !Number.isFinite(m);
}
