import type { ExactNumber } from './units.ts';

/** Numbers that hold an exact sum: its words of 32 bits, and what is not finite. A sum of 2^64 doubles has as many bits. */
export const EXACT_WORDS = 70;

const WORD = 32n;
const WORDS = EXACT_WORDS - 1;

/** Writes every bit of a sum into numbers, for where only numbers can be passed on. */
export function writeExact({ units, special }: ExactNumber, target: Float64Array): void {
  for (let k = 0; k < WORDS; k++) {
    // The sign is that of the last.
    target[k] = Number(BigInt.asIntN(Number(WORD), units >> (BigInt(k) * WORD)));
  }
  target[WORDS] = special;
}

/** The sum that such numbers hold. */
export function readExact(numbers: Float64Array): ExactNumber {
  let units = 0n;
  for (let k = WORDS - 1; k >= 0; k--) {
    const word = BigInt(numbers[k]!);
    units = (units << WORD) + (k === WORDS - 1 ? word : BigInt.asUintN(Number(WORD), word));
  }
  return { units, special: numbers[WORDS]! };
}
