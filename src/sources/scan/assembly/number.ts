import { byteAt, MINUS, PLUS, POINT, SMALL_E, ZERO } from './characters';
import { countDigits, GROUP, loadDigits, valueOfDigits } from './digits';
import { nearestDouble } from './nearest-double';

/** As many digits fit into 64 bits, whatever they are. */
const MOST_DIGITS: i32 = 19;
/** Up to here every integer is a double. */
const EXACT_INTEGERS: u64 = 1 << 53;
/** A longer exponent is not looked at here, nor can the sum with the count of the digits overflow. */
const LARGEST_EXPONENT: i32 = 9999;
/** Up to here a power of ten is a double. */
const EXACT_POWER: i32 = 22;

const POWERS: StaticArray<u64> = [
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000,
  100000000000, 1000000000000, 10000000000000, 100000000000000, 1000000000000000, 10000000000000000,
  100000000000000000, 1000000000000000000, 10000000000000000000,
];
const DOUBLE_POWERS: StaticArray<f64> = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
];

/**
 * Reads the number that begins at `start`, without space before it, and stores the nearest double at `out`.
 * Returns the address after it, or 0 if there is no number or it is not one for this kernel: an integer beyond
 * 2^53 (which may lose digits), a subnormal, one too large for a double, or one in doubt.
 */
@inline
export function readNumber(start: usize, out: usize): usize {
  const character = byteAt(start);
  // A cell of one digit: comma, tab, line ends and spaces all come before the point in ASCII; after any other separator
  // than these the number is read below.
  if (byteAt(start + 1) < POINT && character - ZERO < 10) {
    store<f64>(out, <f64>(character - ZERO));
    return start + 1;
  }

  const sign = (<u64>(character == MINUS)) << 63;
  const unsigned = start + usize((character == MINUS) | (character == PLUS));
  const first = byteAt(unsigned) - ZERO;
  const second = byteAt(unsigned + 1);
  let at = unsigned;
  let significand: u64 = first;
  if (first < 10 && second == POINT) {
    at++;
  } else {
    const digits = loadDigits(at);
    const count = countDigits(digits);
    if (count == GROUP) return readLongNumber(unsigned, sign, out);
    if (count == 0 && first + ZERO != POINT) return 0;
    significand = valueOfDigits(digits, count);
    at += count;
  }

  let fraction = at;
  if (byteAt(at) == POINT) {
    fraction = ++at;
    const digits = loadDigits(at);
    const count = countDigits(digits);
    if (count == 0) return 0;
    if (overflows(significand, count)) return readLongNumber(unsigned, sign, out);
    significand = significand * power(count) + valueOfDigits(digits, count);
    if (count == GROUP) {
      // Few digits more: a loop, whose branches the processor predicts, lets it begin the next number early.
      at += GROUP;
      for (let digit = byteAt(at) - ZERO; digit < 10; digit = byteAt(++at) - ZERO) {
        if (overflows(significand, 1)) return readLongNumber(unsigned, sign, out);
        significand = significand * 10 + digit;
      }
    } else at += count;
  }
  return finish(at, significand, <i32>(fraction - at), false, fraction == at, sign, out);
}

function power(exponent: i32): u64 {
  return load<u64>(changetype<usize>(POWERS) + exponent * sizeof<u64>());
}

/** Whether `count` digits more may be too many. */
function overflows(significand: u64, count: i32): bool {
  return significand >= power(MOST_DIGITS - count);
}

/** Like `readNumber` for a number of any length, of which the first 19 digits from the first nonzero one are kept. */
function readLongNumber(start: usize, sign: u64, out: usize): usize {
  let at = start;
  let significand: u64 = 0;
  let exponent = 0;
  let dropped: u32 = 0;
  let digit = byteAt(at) - ZERO;
  for (; digit < 10; digit = byteAt(++at) - ZERO) {
    if (overflows(significand, 1)) {
      dropped |= digit;
      exponent++;
    } else significand = significand * 10 + digit;
  }
  const isInteger = digit + ZERO != POINT;
  if (!isInteger) {
    digit = byteAt(++at) - ZERO;
    if (digit >= 10) return 0;
    for (; digit < 10; digit = byteAt(++at) - ZERO) {
      if (overflows(significand, 1)) dropped |= digit;
      else {
        significand = significand * 10 + digit;
        exponent--;
      }
    }
  }
  return finish(at, significand, exponent, dropped != 0, isInteger, sign, out);
}

/**
 * Reads the exponent at `at`, if there is one, and stores the number. `isTruncated`: the number is between
 * `significand` and the next integer; `isInteger`: it is written without a point.
 */
@inline
function finish(
  at: usize,
  significand: u64,
  exponent: i32,
  isTruncated: bool,
  isInteger: bool,
  sign: u64,
  out: usize,
): usize {
  if ((byteAt(at) | 0x20) == SMALL_E) {
    isInteger = false;
    const character = byteAt(++at);
    if (character == MINUS || character == PLUS) at++;
    let digit = byteAt(at) - ZERO;
    if (digit >= 10) return 0;
    let written: i32 = 0;
    for (; digit < 10; digit = byteAt(++at) - ZERO) {
      written = written * 10 + digit;
      if (written > LARGEST_EXPONENT) return 0;
    }
    exponent += character == MINUS ? -written : written;
  }

  let value: f64;
  if (significand <= EXACT_INTEGERS && exponent <= 0 && exponent >= -EXACT_POWER) {
    // A quotient of two exact doubles is rounded once.
    value =
      <f64>(<i64>significand) /
      load<f64>(changetype<usize>(DOUBLE_POWERS) - exponent * sizeof<f64>());
  } else {
    // It may lose digits, which the host looks at.
    if (isInteger) return 0;
    value = nearestDouble(significand, exponent);
    if (value != value) return 0;
    if (isTruncated && nearestDouble(significand + 1, exponent) != value) return 0;
  }
  store<u64>(out, reinterpret<u64>(value) | sign);
  return at;
}
