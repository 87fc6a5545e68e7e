import { HIGH, LOW } from '../tensor/double-words.ts';

/** Integers in units of 2^-1074, the smallest double: every finite double is one, and sums of them have no error. */

/** A sum without any error. */
export interface ExactNumber {
  /** The sum of the finite numbers in units of 2^-1074. */
  readonly units: bigint;
  /** The sum of what is not finite: NaN or an infinity, which decide the sum; 0 where all is finite. */
  readonly special: number;
}

const UNIT_SHIFT = 1074n;

/** The double nearest to a sum, ties to even; NaN or an infinity where one was added. */
export function rounded({ units, special }: ExactNumber): number {
  return special === 0 ? roundQuotient(units, 1n) : special;
}

/** A sum without another that is part of it. */
export function difference(whole: ExactNumber, part: ExactNumber): ExactNumber {
  // What is left of infinities and NaN without some of them is not known.
  return { units: whole.units - part.units, special: whole.special === 0 ? 0 : NaN };
}

/**
 * The double nearest to a sum of three, of which each is small beside the one before, divided by a number; undefined where
 * doubles cannot tell.
 */
export function roundedQuotient(
  a: number,
  b: number,
  c: number,
  divisor: number,
): number | undefined {
  // Knuth's two-sum: what the additions rounded away.
  const tail = b + c;
  const inTail = tail - b;
  const sum = a + tail;
  const inSum = sum - a;
  const rest = a - (sum - inSum) + (tail - inSum) + (b - (tail - inTail) + (c - inTail));
  // Nothing divided by nothing is NaN.
  if (sum === 0) return rest === 0 && divisor > 0 ? 0 : undefined;
  const size = Math.abs(divisor);
  if (!(Math.abs(sum) > LEAST_SUM && size > LEAST_DIVISOR && size < LARGEST_DIVISOR)) {
    return undefined;
  }
  const trial = sum / divisor;
  // What a division leaves over is a double.
  const product = trial * divisor;
  const missing = (sum - product - productError(trial, divisor, product) + rest) / divisor;
  const result = trial + missing;
  return isNearest(result, missing - (result - trial)) ? result : undefined;
}

/** Beyond these the steps of {@link roundedQuotient} might overflow, or lose bits below the normal numbers. */
const LEAST_SUM = 2 ** -800;
const LEAST_DIVISOR = 2 ** -50;
const LARGEST_DIVISOR = 2 ** 60;

/** The share of half a unit that a rest which is known to some fifty bits is certain to be below. */
const CERTAIN = 1 - 2 ** -30;

/** What the product of two numbers rounded away, by Dekker and Veltkamp. */
export function productError(a: number, b: number, product: number): number {
  const highA = upperHalf(a);
  const lowA = a - highA;
  const highB = upperHalf(b);
  const lowB = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

function upperHalf(value: number): number {
  const scaled = value * (2 ** 27 + 1);
  return scaled - (scaled - value);
}

/** Whether a double is the nearest to what it is with a rest, which is known to some fifty bits. */
function isNearest(value: number, rest: number): boolean {
  const size = Math.abs(value);
  const power = powerBelow(size);
  // Doubles are twice as close below a power of two as above it.
  const halfUnit = power * (size === power ? 2 ** -54 : 2 ** -53);
  return Math.abs(rest) < CERTAIN * halfUnit;
}

/** The double nearest to a sum divided by a number: it overflows only if the quotient itself does. */
export function quotient(sum: ExactNumber, divisor: number): number {
  const isExact = sum.special === 0 && Number.isFinite(divisor) && divisor !== 0;
  return isExact ? ratio(sum, { units: toUnits(divisor), special: 0 }) : rounded(sum) / divisor;
}

/** The double nearest to a sum divided by another. */
export function ratio(sum: ExactNumber, divisor: ExactNumber): number {
  const isExact = sum.special === 0 && divisor.special === 0 && divisor.units !== 0n;
  return isExact
    ? roundQuotient(sum.units << UNIT_SHIFT, divisor.units)
    : rounded(sum) / rounded(divisor);
}

/** A sum that is not 0 as `m * 2^e` with the digits of a double. */
export function mantissaAndExponent({ units }: ExactNumber): readonly [m: number, e: number] {
  const excess = Math.max(0, bitLength(units < 0n ? -units : units) - 1000);
  // What is cut off is far behind the digits of a double.
  return [Number(units >> BigInt(excess)), excess - Number(UNIT_SHIFT)];
}

/** A sum as a text that holds every bit of it: `-0x1ap-3` is -26 * 2^-3; or NaN or an infinity. */
export function exactText({ units, special }: ExactNumber): string {
  if (special !== 0) return String(special);
  if (units === 0n) return '0x0p0';
  const size = units < 0n ? -units : units;
  const zeros = trailingZeros(size);
  return `${units < 0n ? '-' : ''}0x${(size >> zeros).toString(16)}p${zeros - UNIT_SHIFT}`;
}

const EXACT_TEXT = /^(-?)0x([0-9a-f]+)p(-?\d{1,5})$/;
const SPECIAL = ['NaN', 'Infinity', '-Infinity'];

/** The sum that such a text holds; undefined where it is none. */
export function readExactText(text: string): ExactNumber | undefined {
  if (SPECIAL.includes(text)) return { units: 0n, special: Number(text) };
  const [, sign, digits, exponent] = EXACT_TEXT.exec(text) ?? [];
  const shift = BigInt(exponent ?? 0) + UNIT_SHIFT;
  if (digits === undefined || shift < 0n) return undefined;
  const size = BigInt(`0x${digits}`) << shift;
  return { units: sign === '-' ? -size : size, special: 0 };
}

function trailingZeros(value: bigint): bigint {
  const text = value.toString(16);
  const zeros = text.length - text.replace(/0+$/, '').length;
  const last = parseInt(text[text.length - 1 - zeros]!, 16);
  return BigInt(4 * zeros + 31 - Math.clz32(last & -last));
}

const FLOAT = new Float64Array(1);
const WORDS = new Uint32Array(FLOAT.buffer);

/** The largest power of two that is not above a positive normal double. */
export function powerBelow(value: number): number {
  FLOAT[0] = value;
  WORDS[HIGH]! &= 0x7ff00000;
  WORDS[LOW] = 0;
  return FLOAT[0];
}

/** A finite double as an integer, in units of 2^-1074. */
export function toUnits(value: number): bigint {
  if (value === 0) return 0n;
  FLOAT[0] = value;
  const high = WORDS[HIGH]!;
  const exponent = (high >>> 20) & 0x7ff;
  const fraction = (BigInt(high & 0xfffff) << 32n) | BigInt(WORDS[LOW]!);
  const magnitude = exponent === 0 ? fraction : (fraction | (1n << 52n)) << BigInt(exponent - 1);
  return value < 0 ? -magnitude : magnitude;
}

/** The double nearest to numerator / denominator units of 2^-1074, ties to even. */
function roundQuotient(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0;
  const negative = numerator < 0n !== denominator < 0n;
  let n = numerator < 0n ? -numerator : numerator;
  let d = denominator < 0n ? -denominator : denominator;

  // The weight of the result's last bit: 53 significant bits, but no bit below one unit.
  let last = Math.max(0, bitLength(n) - bitLength(d) - 53);
  d <<= BigInt(last);
  if (n >= d << 53n) {
    d <<= 1n;
    last++;
  }
  let quotient = n / d;
  n -= quotient * d;
  const twice = 2n * n;
  if (twice > d || (twice === d && (quotient & 1n) === 1n)) quotient++;

  const magnitude = Number(quotient) * 2 ** (last - Number(UNIT_SHIFT));
  return negative ? -magnitude : magnitude;
}

function bitLength(value: bigint): number {
  const hex = value.toString(16);
  return 4 * (hex.length - 1) + (32 - Math.clz32(parseInt(hex[0]!, 16)));
}
