import { HIGH, LOW } from '../tensor/double-words.ts';

/**
 * Writes the text that `String(x)` is, the shortest decimal that reads back to `x`, as ASCII and in half the time.
 * Returns the position after it, or `at` with nothing written for numbers that are left to `String`: 0, powers of
 * two, what is not between 1e-40 and 1e17, and the few that this arithmetic cannot decide.
 * @param bytes with room for {@link LONGEST} from `at` on
 *
 * The number is scaled to an integer part of 17 digits, in a sum of two doubles. A decimal reads back to it when it
 * is nearer than half the distance of neighbouring doubles, which is then between 0.5 and 11.2. So at most one
 * multiple of 100 does, and it is the shortest; else the nearest multiple of 10 or else the nearest integer is.
 */
export function writeShortest(x: number, bytes: Uint8Array, at: number): number {
  const size = Math.abs(x);
  if (!(size >= SMALLEST && size < LARGEST)) return at;
  FLOAT[0] = size;
  const high = WORDS[HIGH]!;
  // The neighbour below a power of two is nearer than that above.
  if ((high & 0xfffff) === 0 && WORDS[LOW] === 0) return at;
  const exponent = high >>> 20;
  WORDS[HIGH] = (exponent - 53) << 20;
  WORDS[LOW] = 0;
  const halfDistance = FLOAT[0];

  // The binary exponent tells the decimal one, or one less.
  let scale = DIGITS - 1 - Math.floor((exponent - 1023) * LOG10_2);
  if (size * SCALE[scale]! >= 1e17) scale--;
  const factor = SCALE[scale]!;
  const product = size * factor;
  const near = halfDistance * factor;
  // Dekker: what rounding took from the product, exactly.
  const sizeHead = headOf(size);
  const sizeTail = size - sizeHead;
  const factorHead = headOf(factor);
  const factorTail = factor - factorHead;
  const rounded =
    sizeTail * factorTail -
    (product - sizeHead * factorHead - sizeTail * factorHead - sizeHead * factorTail);

  let upper = Math.floor(product / 1e8);
  let lower = product - upper * 1e8 + (rounded + size * SCALE_REST[scale]!);
  if (lower < 0) {
    lower += 1e8;
    upper--;
  }
  lower = shortestNear(lower, near);
  if (lower === 1e8) {
    lower = 0;
    upper++;
  }
  if (!(lower >= 0 && upper >= 1e8 && upper < 1e9)) return at;
  if (x < 0) bytes[at++] = MINUS;
  return write(upper | 0, lower | 0, DIGITS - 1 - scale, bytes, at);
}

/** The shortest integer nearer to a number than `near`; NaN where it is not sure which that is. */
function shortestNear(value: number, near: number): number {
  const hundreds = nearestInteger(value / 100) * 100;
  const toHundreds = Math.abs(value - hundreds);
  if (toHundreds < near - DOUBT) return hundreds;
  const tens = nearestInteger(value / 10) * 10;
  const toTens = Math.abs(value - tens);
  if (toTens < near - DOUBT) return toTens < 5 - DOUBT && toHundreds > near + DOUBT ? tens : NaN;
  const ones = nearestInteger(value);
  return Math.abs(value - ones) < 0.5 - DOUBT && toTens > near + DOUBT ? ones : NaN;
}

/** Of a size below 2^51; adding 1.5 * 2^52 leaves no place for a fraction. */
function nearestInteger(x: number): number {
  return x + 1.5 * 2 ** 52 - 1.5 * 2 ** 52;
}

/** Writes 9 and 8 significant digits, the first of which counts `10 ** exponent`, in JavaScript's notation. */
function write(
  upper: number,
  lower: number,
  exponent: number,
  bytes: Uint8Array,
  at: number,
): number {
  if (exponent >= 0) {
    // With one place left for the point.
    const end = writeDigits(upper, lower, bytes, at + 1);
    const point = at + 1 + exponent;
    bytes.copyWithin(at, at + 1, point + 1);
    bytes[point] = POINT;
    if (end > point + 1) return end;
    bytes.fill(ZERO, end - 1, point);
    return point;
  }
  if (exponent >= -6) {
    bytes[at++] = ZERO;
    bytes[at++] = POINT;
    for (let place = -1; place > exponent; place--) bytes[at++] = ZERO;
    return writeDigits(upper, lower, bytes, at);
  }
  const end = writeDigits(upper, lower, bytes, at + 1);
  bytes[at] = bytes[at + 1]!;
  bytes[at + 1] = POINT;
  return writeExponent(-exponent, bytes, end > at + 2 ? end : at + 1);
}

/** Writes 9 and 8 digits without the zeros at the end. */
function writeDigits(upper: number, lower: number, bytes: Uint8Array, at: number): number {
  const first = (upper / 1e8) | 0;
  bytes[at] = ZERO + first;
  writeEight(upper - first * 1e8, bytes, at + 1);
  writeEight(lower, bytes, at + 9);
  let end = at + DIGITS;
  while (bytes[end - 1] === ZERO) end--;
  return end;
}

function writeEight(digits: number, bytes: Uint8Array, at: number): void {
  const upper = (digits / 1e4) | 0;
  const lower = digits - upper * 1e4;
  const first = (upper / 100) | 0;
  const second = upper - first * 100;
  const third = (lower / 100) | 0;
  const fourth = lower - third * 100;
  bytes[at] = TENS[first]!;
  bytes[at + 1] = ONES[first]!;
  bytes[at + 2] = TENS[second]!;
  bytes[at + 3] = ONES[second]!;
  bytes[at + 4] = TENS[third]!;
  bytes[at + 5] = ONES[third]!;
  bytes[at + 6] = TENS[fourth]!;
  bytes[at + 7] = ONES[fourth]!;
}

/** Writes the exponent of ten -1 to -99. */
function writeExponent(size: number, bytes: Uint8Array, at: number): number {
  bytes[at++] = LETTER_E;
  bytes[at++] = MINUS;
  if (size >= 10) bytes[at++] = TENS[size]!;
  bytes[at++] = ONES[size]!;
  return at;
}

/** The upper 26 bits of a number, so that products of two such are exact. */
function headOf(x: number): number {
  const shifted = x * (2 ** 27 + 1);
  return shifted - (shifted - x);
}

/** The longest text: a sign, `0.`, five zeros and 17 digits. */
export const LONGEST = 25;
/** Enough for every double. */
const DIGITS = 17;
const SMALLEST = 1e-40;
const LARGEST = 1e17;
/** Much more than the error of the scaled number, about 1e-8. */
const DOUBT = 1e-6;
const LOG10_2 = Math.log10(2);
const [MINUS, POINT, ZERO, LETTER_E] = [0x2d, 0x2e, 0x30, 0x65];
/** The two digits of the numbers up to 99. */
const TENS = Uint8Array.from({ length: 100 }, (_, i) => ZERO + Math.floor(i / 10));
const ONES = Uint8Array.from({ length: 100 }, (_, i) => ZERO + (i % 10));

/** The powers of ten up to that which scales SMALLEST, as the nearest double and what it lacks. */
const POWERS = Array.from({ length: 59 }, (_, k) => 10n ** BigInt(k));
const SCALE = Float64Array.from(POWERS, Number);
const SCALE_REST = Float64Array.from(POWERS, (power) => Number(power - BigInt(Number(power))));

const FLOAT = new Float64Array(1);
const WORDS = new Uint32Array(FLOAT.buffer);
