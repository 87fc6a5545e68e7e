/**
 * Decimal to binary by the algorithm of Eisel and Lemire: D. Lemire, "Number Parsing at a Gigabyte per Second",
 * Software: Practice and Experience 51 (2021), sections 5 to 8.
 */
import { highProduct } from '../../../text/print/assembly/product';
// Computed by scripts/powers-of-five.js.
import { LEAST_EXPONENT, GREATEST_EXPONENT, POWERS_OF_FIVE } from './powers-of-five';

/** What stands for a number that cannot be told for certain here; no decimal number is NaN. */
export const DOUBT: f64 = NaN;

const POWER_BYTES: i32 = 16;
const MANTISSA_BITS: i32 = 52;
const EXPONENT_BIAS: i32 = 1023;
const INFINITE_EXPONENT: i32 = 2047;

/**
 * The double nearest to `significand` * 10^`exponent`, ties to even. DOUBT where it is subnormal or too large, and
 * in the very rare cases in which 128 bits of the power of ten do not tell which double is nearest.
 */
@inline
export function nearestDouble(significand: u64, exponent: i32): f64 {
  if (significand == 0) return 0;
  if (exponent < LEAST_EXPONENT || exponent > GREATEST_EXPONENT) return DOUBT;

  const zeros = <i32>clz(significand);
  const w = significand << zeros;
  const power = changetype<usize>(POWERS_OF_FIVE) + (exponent - LEAST_EXPONENT) * POWER_BYTES;
  let low = w * load<u64>(power);
  let high = highProduct(w, load<u64>(power));
  // Only here can the lower half of the power change the bits that decide the rounding.
  if ((high & 0x1ff) == 0x1ff) {
    const more = highProduct(w, load<u64>(power, sizeof<u64>()));
    low += more;
    if (low < more) high++;
    // Beyond these exponents the power is not exact, and a carry may be missing.
    if (low == u64.MAX_VALUE && (exponent < -27 || exponent > 55)) return DOUBT;
  }

  const upperBit = <i32>(high >> 63);
  const shift = upperBit + 64 - MANTISSA_BITS - 3;
  // 217706 / 2^16 is log2(10): the binary exponent of the product, for every exponent of the table.
  let binary = ((217706 * exponent) >> 16) + 63 + upperBit - zeros + EXPONENT_BIAS;
  if (binary <= 0) return DOUBT;

  // One bit more than the mantissa has, to round by.
  let mantissa = high >> shift;
  // Halfway between two doubles, which happens for small exponents only: to even instead of up.
  const mayBeHalfway = low <= 1 && exponent >= -4 && exponent <= 23;
  if (mayBeHalfway && (mantissa & 3) == 1 && mantissa << shift == high) mantissa--;
  mantissa = (mantissa + (mantissa & 1)) >> 1;
  if (mantissa >> (MANTISSA_BITS + 1)) {
    mantissa >>= 1;
    binary++;
  }
  if (binary >= INFINITE_EXPONENT) return DOUBT;
  const fraction = mantissa & (((<u64>1) << MANTISSA_BITS) - 1);
  return reinterpret<f64>(fraction | ((<u64>binary) << MANTISSA_BITS));
}
