/**
 * Binary to decimal by the algorithm Schubfach: R. Giulietti, "The Schubfach way to render doubles" (2020), sections 8
 * and 9.
 */
import { highProduct } from './product';

const MANTISSA_BITS: i32 = 52;
const HIDDEN_BIT: u64 = 1 << 52;
const LEAST_EXPONENT: i32 = -1074;
const POWER_BYTES: i32 = 16;

/**
 * Of the powers of ten from 10^LEAST_POWER on, which the host writes here: the first 128 bits, rounded up, the upper 64
 * before the lower.
 */
export const LEAST_POWER: i32 = -292;
const POWER_COUNT: i32 = 617;
export const POWERS: usize = memory.data(POWER_COUNT * POWER_BYTES, POWER_BYTES);

/** The power of ten that the last `shortest` counts. */
export let decimalExponent: i32 = 0;

/**
 * The shortest decimal that reads back to a positive finite double, of those the nearest, as an integer of up to 17
 * digits; `decimalExponent` tells which power of ten it counts.
 */
@inline
export function shortest(bits: u64): u64 {
  const biased = <i32>(bits >> MANTISSA_BITS);
  const fraction = bits & (HIDDEN_BIT - 1);
  const mantissa = biased == 0 ? fraction : fraction | HIDDEN_BIT;
  const binary = biased == 0 ? LEAST_EXPONENT : biased + LEAST_EXPONENT - 1;
  // The neighbour below a power of two is nearer than the one above.
  const isNearerBelow = fraction == 0 && biased > 1;

  // floor(log10(2^binary)), or of three quarters of it; and floor(log2(10^-k)).
  const k = (binary * 1262611 - (isNearerBelow ? 524031 : 0)) >> 22;
  const shift = <u64>(binary + ((-k * 1741647) >> 19) + 1);

  // Four times the number, times a power of ten: 192 bits.
  const power = POWERS + (-k - LEAST_POWER) * POWER_BYTES;
  const upperPower = load<u64>(power);
  const lowerPower = load<u64>(power, sizeof<u64>());
  const factor = mantissa << (2 + shift);
  const low = lowerPower * factor;
  const carried = highProduct(lowerPower, factor);
  const middle = upperPower * factor + carried;
  const high = highProduct(upperPower, factor) + u64(middle < carried);
  const value = roundedToOdd(high, middle);
  // The bounds are half the distance of a neighbour away: twice the power, once for the neighbour below that is nearer.
  const up = shift + 1;
  const topLow = low + (lowerPower << up);
  const topCarry = u64(topLow < low);
  const upMiddle = (upperPower << up) | (lowerPower >> (64 - up));
  const topMiddle = middle + upMiddle;
  const carriedMiddle = topMiddle + topCarry;
  const top = roundedToOdd(
    high + (upperPower >> (64 - up)) + u64(topMiddle < middle) + u64(carriedMiddle < topMiddle),
    carriedMiddle,
  );
  const down = isNearerBelow ? shift : up;
  const borrow = u64(low < lowerPower << down);
  const downMiddle = (upperPower << down) | (lowerPower >> (64 - down));
  const bottomMiddle = middle - downMiddle;
  const borrowedMiddle = bottomMiddle - borrow;
  const bottom = roundedToOdd(
    high - (upperPower >> (64 - down)) - u64(middle < downMiddle) - u64(bottomMiddle < borrow),
    borrowedMiddle,
  );
  // The bounds read back to the number where its mantissa is even.
  const isOdd = mantissa & 1;
  const lower = bottom + isOdd;
  const upper = top - isOdd;

  const below = value >> 2;
  const tenth = highProduct(below, 0xcccc_cccc_cccc_cccd) >> 3;
  const isTenthIn = lower <= 40 * tenth;
  const isNextTenthIn = 40 * tenth + 40 <= upper;
  if (isTenthIn != isNextTenthIn && below >= 10) {
    decimalExponent = k + 1;
    return tenth + u64(isNextTenthIn);
  }
  decimalExponent = k;
  const isBelowIn = lower <= below << 2;
  const isAboveIn = (below << 2) + 4 <= upper;
  if (isBelowIn != isAboveIn) return below + u64(isAboveIn);
  // Both or neither: the nearer one, of equally near ones the even.
  const half = (below << 2) + 2;
  return below + u64(value > half || (value == half && (below & 1) == 1));
}

/** The upper of two words, whose last bit is 1 as well where the lower one is lost. */
@inline
function roundedToOdd(upper: u64, lower: u64): u64 {
  return upper | u64(lower > 1);
}
