/** Prints numbers for JavaScript as JavaScript does, several times faster. */
import { highProduct } from './product';
import { decimalExponent, POWERS, shortest } from './shortest';

const MINUS: u32 = 0x2d;
const POINT: u32 = 0x2e;
const ZERO: u32 = 0x30;
const SMALL_E: u32 = 0x65;

const SIGN: u64 = 1 << 63;
const INFINITE: u64 = 0x7ff << 52;
const DIGITS: i32 = 17;
const TEN_TO_16: u64 = 10_000_000_000_000_000;
const TEN_TO_8: u64 = 100_000_000;
/** Eight times `0`. */
const ZEROS: u64 = 0x3030_3030_3030_3030;
/** `0.000000` */
const SMALL: u64 = 0x3030_3030_3030_2e30;

/** Where the host writes the powers of ten. */
export function powersOfTen(): usize {
  return POWERS;
}

/** Where the memory begins that is left to the host. */
export function freeMemory(): usize {
  return __heap_base;
}

/** A text that the host writes somewhere; beyond it 16 bytes can be read. */
@unmanaged
class Text {
  start: usize;
  length: usize;
}

/** The host's texts of -0, Infinity, -Infinity and NaN. */
const SPECIALS: usize = memory.data(4 * 8, 8);

export function specials(): usize {
  return SPECIALS;
}

/**
 * Prints rows of numbers, with a text before the first, between two and after the last.
 * @param values row-major, up to valuesEnd
 * @param texts one more than a row has numbers, of which lastText is the last
 * @returns the address after the last row
 */
export function printRows(
  values: usize,
  valuesEnd: usize,
  texts: usize,
  lastText: usize,
  at: usize,
): usize {
  while (values < valuesEnd) {
    for (let text = texts; text < lastText; text += offsetof<Text>()) {
      at = print(load<f64>(values), writeText(text, at));
      values += sizeof<f64>();
    }
    at = writeText(lastText, at);
  }
  return at;
}

@inline
function writeText(address: usize, at: usize): usize {
  const text = changetype<Text>(address);
  const start = text.start;
  const length = text.length;
  for (let i: usize = 0; i < length; i += 16) v128.store(at + i, v128.load(start + i));
  return at + length;
}

/**
 * Writes the text that `String(x)` is, or the host's one of -0 and of what is not finite. Returns the address after it.
 * Up to 48 bytes from `at` on may be overwritten.
 */
export function print(x: f64, at: usize): usize {
  const signed = reinterpret<u64>(x);
  const whole = <u32>x;
  if (<f64>whole == x && whole < <u32>TEN_TO_8 && signed != SIGN) return writeWhole(whole, at);
  const bits = signed & ~SIGN;
  if (bits == 0 || bits >= INFINITE) return writeText(SPECIALS + special(x) * offsetof<Text>(), at);
  store<u8>(at, <u8>MINUS);
  at += usize(signed >> 63);

  let digits = shortest(bits);
  let exponent = decimalExponent + DIGITS - 1;
  while (digits < TEN_TO_16) {
    digits *= 10;
    exponent--;
  }
  return write(digits, exponent, at);
}

/** The place of a number among the host's texts. */
function special(x: f64): usize {
  if (x == 0) return 0;
  if (x > 0) return 1;
  return x < 0 ? 2 : 3;
}

/** Writes an integer below 10^8. */
@inline
function writeWhole(whole: u32, at: usize): usize {
  const digits = eightDigits(whole);
  // The last one counts, 0 or not.
  const zeros = <usize>(ctz(digits | (1 << 56)) >> 3);
  store<u64>(at, (digits | ZEROS) >> (<u64>zeros << 3));
  return at + 8 - zeros;
}

/** Writes 17 significant digits, the first of which counts 10^exponent. */
@inline
function write(digits: u64, exponent: i32, at: usize): usize {
  if (exponent < 0 && exponent >= -6) {
    store<u64>(at, SMALL);
    return writeDigits(digits, at + 1 - exponent);
  }
  if (exponent >= 0 && exponent < 21) {
    const point = at + exponent + 1;
    if (exponent >= DIGITS - 1) {
      store<u64>(at + DIGITS, ZEROS);
      writeDigits(digits, at);
      return point;
    }
    const end = writeDigits(digits, at);
    // Of the zeros at the end those before the point are kept.
    if (end <= point) return point;
    insertPoint(point);
    return end + 1;
  }
  const end = writeDigits(digits, at);
  if (end > at + 1) {
    insertPoint(at + 1);
    at = end + 1;
  } else at = end;
  return writeExponent(exponent, at);
}

/** Moves the up to 16 digits at an address by one, and puts a point before them. */
@inline
function insertPoint(at: usize): void {
  v128.store(at + 1, v128.load(at));
  store<u8>(at, <u8>POINT);
}

/** Writes 17 digits. Returns the address after the last that is not 0. */
@inline
function writeDigits(digits: u64, at: usize): usize {
  // 0xabcc... / 2^90 is 10^-8, for all of 57 bits.
  const upper = highProduct(digits, 0xabcc_7711_8461_cefd) >> 26;
  const first = <u32>upper / <u32>TEN_TO_8;
  const second = eightDigits(<u32>upper - first * <u32>TEN_TO_8);
  const third = eightDigits(<u32>(digits - upper * TEN_TO_8));
  store<u8>(at, <u8>(ZERO + first));
  store<u64>(at, second | ZEROS, 1);
  store<u64>(at, third | ZEROS, 9);
  if (third != 0) return at + DIGITS - <usize>(clz(third) >> 3);
  return at + 9 - <usize>(clz(second) >> 3);
}

/** The digits of a number below 10^8, a byte each, the first in the lowest byte. */
@inline
function eightDigits(number: u32): u64 {
  const upperFour = number / 10_000;
  const fours = <u64>upperFour | (<u64>(number - upperFour * 10_000) << 32);
  // Quotients of numbers below 10^4 by 100, and below 100 by 10, are products and shifts.
  const hundreds = ((fours * 10486) >> 20) & 0x0000_007f_0000_007f;
  const pairs = hundreds | ((fours - 100 * hundreds) << 16);
  const tens = ((pairs * 103) >> 10) & 0x000f_000f_000f_000f;
  return tens | ((pairs - 10 * tens) << 8);
}

/** Writes `e+21`, `e-7`. */
function writeExponent(exponent: i32, at: usize): usize {
  store<u8>(at, <u8>SMALL_E);
  store<u8>(at, <u8>(exponent < 0 ? MINUS : 0x2b), 1);
  const size = exponent < 0 ? -exponent : exponent;
  at += 2;
  if (size >= 100) store<u8>(at++, <u8>(ZERO + size / 100));
  if (size >= 10) store<u8>(at++, <u8>(ZERO + (size / 10) % 10));
  store<u8>(at++, <u8>(ZERO + size % 10));
  return at;
}
