import { HIGH, LOW } from '../tensor/double-words.ts';
import type { NumberBlocks } from './number-list.ts';

/** A size (the number without its sign) at a rank of many, and how many equal ones are ranked before it. */
export interface RankedSize {
  readonly size: number;
  readonly equalBefore: number;
}

/** So many numbers are sorted in memory; of more those are told apart first that have other upper bits. */
const MOST_SORTED = 2 ** 18;
const DIGIT_VALUES = 2 ** 16;
/** The bits of a size in four digits: those of two words without the sign, as positive doubles are in their order. */
const DIGITS: readonly ((high: number, low: number) => number)[] = [
  (high) => high >>> 15,
  (high, low) => ((high & 0x7fff) << 1) | (low >>> 31),
  (_, low) => (low >>> 15) & 0xffff,
  (_, low) => low & 0x7fff,
];
/** The bits of the digits before each and of all, in the upper and the lower word. */
const BEFORE: readonly (readonly [high: number, low: number])[] = [
  [0, 0],
  [0x7fff8000, 0],
  [0x7fffffff, 0x80000000 | 0],
  [0x7fffffff, 0xffff8000 | 0],
  [0x7fffffff, -1],
];

/** The bits that numbers have in common. */
interface Prefix {
  readonly digits: number;
  readonly high: number;
  readonly low: number;
}

/**
 * The sizes of some ranks, in the order of sizes; undefined where a number is NaN, as there is no order then. Numbers are
 * read a few times, and memory does not grow with them.
 * @param ranks ascending, from 0 on
 */
export function sizesOfRanks(
  numbers: NumberBlocks,
  ranks: readonly number[],
): readonly RankedSize[] | undefined {
  for (const block of numbers.blocks()) {
    for (const x of block) if (Number.isNaN(x)) return undefined;
  }
  return among(numbers, ranks, { digits: 0, high: 0, low: 0 });
}

/** The same of the numbers that have a prefix. */
function among(numbers: NumberBlocks, ranks: readonly number[], prefix: Prefix): RankedSize[] {
  if (prefix.digits === DIGITS.length) {
    const size = sizeOf(prefix);
    return ranks.map((equalBefore) => ({ size, equalBefore }));
  }
  const counts = countDigits(numbers, prefix);
  let below = 0;
  let digit = 0;
  const found: RankedSize[] = [];
  while (found.length < ranks.length) {
    const count = counts[digit]!;
    const within = ranks
      .slice(found.length)
      .filter((rank) => rank < below + count)
      .map((rank) => rank - below);
    if (within.length > 0) {
      const longer = extended(prefix, digit);
      found.push(
        ...(count > MOST_SORTED
          ? among(numbers, within, longer)
          : sorted(numbers, count, within, longer)),
      );
    }
    below += count;
    digit++;
  }
  return found;
}

/** How many of the numbers that have a prefix have each digit next. */
function countDigits(numbers: NumberBlocks, prefix: Prefix): Float64Array {
  const counts = new Float64Array(DIGIT_VALUES);
  const digitOf = DIGITS[prefix.digits]!;
  const [highBits, lowBits] = BEFORE[prefix.digits]!;
  for (const block of numbers.blocks()) {
    const words = wordsOf(block);
    for (let i = 0; i < words.length; i += 2) {
      const high = words[i + HIGH]! & 0x7fffffff;
      const low = words[i + LOW]!;
      if ((high & highBits) !== prefix.high || (low & lowBits) !== prefix.low) continue;
      counts[digitOf(high, low)]!++;
    }
  }
  return counts;
}

/** The sizes of some ranks among the `count` numbers that have a prefix. */
function sorted(
  numbers: NumberBlocks,
  count: number,
  ranks: readonly number[],
  prefix: Prefix,
): RankedSize[] {
  const sizes = new Float64Array(count);
  const [highBits, lowBits] = BEFORE[prefix.digits]!;
  let length = 0;
  for (const block of numbers.blocks()) {
    const words = wordsOf(block);
    for (let i = 0; i < words.length; i += 2) {
      if ((words[i + HIGH]! & highBits) !== prefix.high) continue;
      if ((words[i + LOW]! & lowBits) !== prefix.low) continue;
      sizes[length++] = Math.abs(block[i >>> 1]!);
    }
  }
  sizes.sort();
  return ranks.map((rank) => ({
    size: sizes[rank]!,
    equalBefore: rank - sizes.indexOf(sizes[rank]!),
  }));
}

function extended({ digits, high, low }: Prefix, digit: number): Prefix {
  const before = { digits: digits + 1, high, low };
  if (digits === 0) return { ...before, high: digit << 15 };
  if (digits === 1) return { ...before, high: high | (digit >>> 1), low: digit << 31 };
  return { ...before, low: low | (digits === 2 ? digit << 15 : digit) };
}

function sizeOf({ high, low }: Prefix): number {
  const words = new Int32Array(2);
  words[HIGH] = high;
  words[LOW] = low;
  return new Float64Array(words.buffer)[0]!;
}

function wordsOf({ buffer, byteOffset, length }: Float64Array): Int32Array {
  return new Int32Array(buffer, byteOffset, 2 * length);
}

/** Every `step`-th number, from one of the first on. */
export function everyNth(numbers: NumberBlocks, first: number, step: number): NumberBlocks {
  if (step === 1) return numbers;
  return {
    length: Math.ceil((numbers.length - first) / step),
    *blocks() {
      let skipped = first;
      for (const block of numbers.blocks()) {
        const count = Math.max(0, Math.ceil((block.length - skipped) / step));
        const picked = new Float64Array(count);
        for (let i = 0; i < count; i++) picked[i] = block[skipped + i * step]!;
        skipped += count * step - block.length;
        yield picked;
      }
    },
  };
}
