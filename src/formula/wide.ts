import { mantissaAndExponent, productError, type ExactNumber } from '../reduce/units.ts';

/**
 * A number with some 106 significant bits and an exponent without bounds: (h + l) * 2^(512 e). `h` is the double nearest to
 * h + l, from 2^-256 to below 2^256 in size, so that products of two are doubles; 0, NaN and the infinities are `h` alone.
 * Arithmetic of two doubles is that of T. J. Dekker, "A floating-point technique for extending the available precision", 1971.
 */
export interface Wide {
  readonly h: number;
  readonly l: number;
  readonly e: number;
}

const LARGE = 2 ** 256;
const SMALL = 2 ** -256;
const UP = 2 ** 512;
const DOWN = 2 ** -512;
/** The bits that one of `e` stands for. */
const STEP = 512;
/** The exponent of the smallest double. */
const LEAST_EXPONENT = -1074;

/** @param value of any size */
export function wide(value: number): Wide {
  return normal(value, 0, 0);
}

export const ZERO = wide(0);
export const ONE = wide(1);
export const HALF = wide(0.5);

/** The sum of two doubles, of which the second is small beside the first. */
export function twoParts(h: number, l: number): Wide {
  const sum = h + l;
  return normal(sum, l - (sum - h), 0);
}

/** A sum over samples. */
export function wideSum({ units, special }: ExactNumber): Wide {
  if (special !== 0) return wide(special);
  const [head, exponent] = mantissaAndExponent({ units, special });
  const rest = units - (BigInt(head) << BigInt(exponent - LEAST_EXPONENT));
  const [tail, ofTail] = mantissaAndExponent({ units: rest, special });
  return add(scaled(wide(head), exponent), scaled(wide(tail), ofTail));
}

/** The nearest double. */
export function toDouble({ h, e }: Wide): number {
  if (e === 0) return h;
  if (e > 2) return h * Infinity;
  let value = h;
  for (let k = Math.min(Math.abs(e), 4); k > 0; k--) value *= e > 0 ? UP : DOWN;
  return value;
}

function normal(h: number, l: number, e: number): Wide {
  const size = Math.abs(h);
  if (size >= SMALL && size < LARGE) return { h, l, e };
  if (size === 0 || !(size < Infinity)) return { h, l: 0, e: 0 };
  return size < SMALL ? normal(h * UP, l * UP, e - 1) : normal(h * DOWN, l * DOWN, e + 1);
}

/** x * 2^exponent, for a whole number. */
export function scaled({ h, l, e }: Wide, exponent: number): Wide {
  const steps = Math.round(exponent / STEP);
  const factor = 2 ** (exponent - steps * STEP);
  return normal(h * factor, l * factor, e + steps);
}

export function negative({ h, l, e }: Wide): Wide {
  return { h: -h, l: -l, e };
}

export function add(a: Wide, b: Wide): Wide {
  if (isSpecial(a) || isSpecial(b)) {
    if (b.h === 0) return a.h === 0 ? wide(a.h + b.h) : a;
    return a.h === 0 ? b : wide(a.h + b.h);
  }
  const ahead = a.e - b.e;
  if (ahead === 0) return sumOf(a.h, a.l, b.h, b.l, a.e);
  if (ahead === 1) return sumOf(a.h, a.l, b.h * DOWN, b.l * DOWN, a.e);
  if (ahead === -1) return sumOf(b.h, b.l, a.h * DOWN, a.l * DOWN, b.e);
  return ahead > 0 ? a : b;
}

function sumOf(ah: number, al: number, bh: number, bl: number, e: number): Wide {
  const high = ah + bh;
  const ofB = high - ah;
  const highError = ah - (high - ofB) + (bh - ofB);
  const low = al + bl;
  const ofL = low - al;
  const lowError = al - (low - ofL) + (bl - ofL);
  const middle = highError + low;
  const sum = high + middle;
  const rest = middle - (sum - high) + lowError;
  const h = sum + rest;
  return normal(h, rest - (h - sum), e);
}

export function subtract(a: Wide, b: Wide): Wide {
  return add(a, negative(b));
}

export function multiply(a: Wide, b: Wide): Wide {
  const product = a.h * b.h;
  const e = a.e + b.e;
  if (isSpecial(a) || isSpecial(b)) return wide(product);
  const rest = productError(a.h, b.h, product) + (a.h * b.l + a.l * b.h);
  const h = product + rest;
  return normal(h, rest - (h - product), e);
}

export function divide(a: Wide, b: Wide): Wide {
  const quotient = a.h / b.h;
  if (isSpecial(a) || isSpecial(b)) return wide(quotient);
  const product = quotient * b.h;
  const missing = a.h - product - productError(quotient, b.h, product) + a.l - quotient * b.l;
  const rest = missing / b.h;
  const h = quotient + rest;
  return normal(h, rest - (h - quotient), a.e - b.e);
}

export function squareRoot(a: Wide): Wide {
  if (isSpecial(a) || a.h < 0) return wide(Math.sqrt(a.h));
  const isOdd = a.e % 2 !== 0;
  const [x, low] = isOdd ? [a.h * UP, a.l * UP] : [a.h, a.l];
  const root = Math.sqrt(x);
  const square = root * root;
  const rest = (x - square - productError(root, root, square) + low) / (2 * root);
  const h = root + rest;
  return normal(h, rest - (h - root), (isOdd ? a.e - 1 : a.e) / 2);
}

export function isEqual(a: Wide, b: Wide): boolean {
  return a.h === b.h && a.l === b.l && a.e === b.e;
}

export function isLess(a: Wide, b: Wide): boolean {
  return !isEqual(a, b) && subtract(a, b).h < 0;
}

function isSpecial({ h }: Wide): boolean {
  return h === 0 || !(Math.abs(h) < Infinity);
}
