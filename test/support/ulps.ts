const MANTISSA = 52;
/** The exponent of the smallest double. */
const SMALLEST = 1074;

/** How far a double is from a decimal number of any length, in units in the last place of the latter. */
export function ulpsBetween(value: number, decimal: string): number {
  const { digits, power } = parseDecimal(decimal);
  // All three as integers, in units of 2^-1074 by the power of ten that the decimal ends in.
  const scale = 10n ** BigInt(Math.max(0, -power));
  const found = integerOf(value) * scale;
  const expected = (digits * 10n ** BigInt(Math.max(0, power))) << BigInt(SMALLEST);
  const ulp = 2n ** BigInt(Math.max(exponentOf(Number(decimal)) - MANTISSA, -SMALLEST) + SMALLEST);
  const error = found > expected ? found - expected : expected - found;
  return Number((error * 1000n) / (ulp * scale)) / 1000;
}

/** `-1.25e-3` is -125 times 10^-5. */
function parseDecimal(text: string): { digits: bigint; power: number } {
  const [mantissa = '', exponent = '0'] = text.split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), power: Number(exponent) - fraction.length };
}

/** A double in units of 2^-1074, of which it is a whole number. */
function integerOf(value: number): bigint {
  const shift = Math.max(exponentOf(value) - MANTISSA, -SMALLEST);
  // In two steps: the power itself can be beyond the doubles.
  const half = Math.trunc(shift / 2);
  return BigInt(value / 2 ** half / 2 ** (shift - half)) << BigInt(shift + SMALLEST);
}

function exponentOf(value: number): number {
  const [high] = new Uint32Array(new Float64Array([value]).buffer).subarray(1);
  return ((high! >>> 20) & 0x7ff) - 1023;
}
