import { UserError } from '../messages/errors.ts';
import type { LossRequest } from '../engine/request.ts';
import { HIGH, LOW } from '../tensor/double-words.ts';
import type { WrittenLabels } from '../tensor/class-match.ts';
import { FNV_BASIS, hashText, mix } from '../tensor/hash.ts';
import { shapeKind } from '../engine/shapes.ts';

/** What tells true values from others: how many there are, and a hash of them in their order. */
export interface Fingerprint {
  readonly count: number;
  /** 64 bits, as 16 hexadecimal digits. */
  readonly hash: string;
}

/** What tells the data of a baseline from others. */
export interface DataFingerprints {
  /** Absent where an engine read them. */
  readonly trueValues?: Fingerprint | undefined;
  /** Absent where there were none. */
  readonly weights?: Fingerprint | undefined;
  readonly mask?: Fingerprint | undefined;
  /** Of further inputs of formulas, by the names that the user gave them; absent where there were none. */
  readonly inputs?: Readonly<Record<string, Fingerprint>> | undefined;
}

/** The multipliers of Appleby's MurmurHash3: of x86_32, and the first two of x86_128. */
const FIRST = [0xcc9e2d51, 0x1b873593] as const;
const SECOND = [0x239b961b, 0xab0e9789] as const;

/** The upper half of the one NaN that stands for all. */
const NAN_HIGH = 0x7ff80000;

/**
 * Takes the fingerprint of numbers that come in blocks: two lanes of MurmurHash3 over the bits of the doubles, 64 bits
 * together. It depends on every bit and on the order, and not on the blocks; it finds accidents, not forgers. All NaN are
 * one, and -0 is not 0.
 */
export class Fingerprinter {
  #first = 0;
  #second = 0;
  #count = 0;

  /** Adds the first `length` of the numbers. */
  add(numbers: Float64Array, length: number): void {
    const words = new Uint32Array(numbers.buffer, numbers.byteOffset, 2 * length);
    let first = this.#first;
    let second = this.#second;
    for (let i = 0; i < length; i++) {
      const number = numbers[i]!;
      const isNaN = number !== number;
      const low = isNaN ? 0 : words[2 * i + LOW]!;
      const high = isNaN ? NAN_HIGH : words[2 * i + HIGH]!;
      first = step(step(first, low, FIRST[0], FIRST[1]), high, FIRST[0], FIRST[1]);
      second = step(step(second, low, SECOND[0], SECOND[1]), high, SECOND[0], SECOND[1]);
    }
    this.#first = first;
    this.#second = second;
    this.#count += length;
  }

  /** Tells that the next so many numbers are a list; the length is none of the numbers. */
  beginList(length: number): void {
    this.#first = step(this.#first, length, FIRST[0], FIRST[1]);
    this.#second = step(this.#second, length, SECOND[0], SECOND[1]);
  }

  finish(): Fingerprint {
    const lanes = [this.#first, this.#second].map((lane) => mix(lane ^ (8 * this.#count)));
    const hash = lanes.map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
    return { count: this.#count, hash };
  }
}

/** Labels with hashes in place of the numbers that texts stand for, which depend on what was read before. */
export function withHashes(labels: Float64Array, { textOf }: WrittenLabels): Float64Array {
  return labels.map((label) => {
    const text = textOf(label);
    return text === undefined ? label : hashText(text, FNV_BASIS);
  });
}

/** MurmurHash3's round for one word of 32 bits. */
function step(hash: number, word: number, c1: number, c2: number): number {
  let k = Math.imul(word, c1);
  k = (k << 15) | (k >>> 17);
  const mixed = hash ^ Math.imul(k, c2);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

/** @throws UserError for a loss whose true values do not come as one, or a row, for each sample */
export function requireTrueRows({ definition, inputs }: LossRequest): void {
  const kinds = ['true', 'pred'].map((name) => inputs.has(name) && shapeKind(inputs, name));
  if (!kinds.includes(false) && !kinds.includes('batch')) return;
  throw new UserError({
    where: `baseline of ${definition.name}`,
    problem: 'expected a loss with a true value, or a row of them, for each sample',
    hint: 'a baseline recognises its data by these; hold this loss to a bound instead',
  });
}
