/** Beyond these exponents a significand of up to 19 digits is zero or infinite, whatever it is. */
const LEAST_EXPONENT = -342;
const GREATEST_EXPONENT = 308;

/** The table of 5^q for each exponent q of ten: the first 128 bits, the upper 64 before the lower. */
export function powersOfFive() {
  const words = [];
  for (let q = LEAST_EXPONENT; q <= GREATEST_EXPONENT; q++) {
    const power = q < 0 ? leadingBitsOfReciprocal(-q) : leadingBits(5n ** BigInt(q));
    words.push(power >> 64n, power & 0xffff_ffff_ffff_ffffn);
  }
  return [
    `export const LEAST_EXPONENT: i32 = ${LEAST_EXPONENT};`,
    `export const GREATEST_EXPONENT: i32 = ${GREATEST_EXPONENT};`,
    `export const POWERS_OF_FIVE: StaticArray<u64> = [${words.join(', ')}];`,
  ].join('\n');
}

/** The first 128 bits of a positive integer. */
function leadingBits(integer) {
  const excess = BigInt(bitLength(integer) - 128);
  return excess >= 0n ? integer >> excess : integer << -excess;
}

/** The first 128 bits of 5^-n. */
function leadingBitsOfReciprocal(n) {
  const power = 5n ** BigInt(n);
  const bits = (1n << BigInt(bitLength(power) + 127)) / power;
  // A product that is an integer must not seem less than it: the algorithm wants these few rounded up.
  return n <= 27 ? bits + 1n : bits;
}

function bitLength(integer) {
  return integer.toString(2).length;
}
