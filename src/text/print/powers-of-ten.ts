/** The powers of ten that scale a double to an integer of 17 digits, whatever it is. */
const LEAST = -292;
const GREATEST = 324;

/** The first 128 bits of each of them, rounded up: the upper 64 and then the lower. */
export function powersOfTen(): BigUint64Array {
  const words = new BigUint64Array(2 * (GREATEST - LEAST + 1));
  for (let exponent = LEAST; exponent <= GREATEST; exponent++) {
    const power = leadingBits(exponent);
    const at = 2 * (exponent - LEAST);
    words[at] = power >> 64n;
    words[at + 1] = BigInt.asUintN(64, power);
  }
  return words;
}

function leadingBits(exponent: number): bigint {
  const power = 10n ** BigInt(Math.abs(exponent));
  const length = BigInt(bitLength(power));
  // A power is not a power of two, so that its reciprocal has as many bits before the point as this.
  if (exponent < 0) return (1n << (length + 127n)) / power + 1n;
  if (length <= 128n) return power << (128n - length);
  return -(-power >> (length - 128n));
}

function bitLength(integer: bigint): number {
  const digits = integer.toString(16);
  return 4 * digits.length - Math.clz32(Number(`0x${digits[0]!}`)) + 28;
}
