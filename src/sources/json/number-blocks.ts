import { NumberQueue, type Place } from '../input/number-queue.ts';
import type { ReadOptions } from '../input/read-options.ts';

/** Numbers in the first block, which doubles until blocks are as large as the largest. */
const FIRST_BLOCK = 1024;
const LARGEST_BLOCK = 64 * 1024;

/** Numbers in blocks, none of which is copied when more of them come. */
export class NumberBlocks {
  /** Judges the texts, by the rules of all formats. */
  readonly #judge: NumberQueue;
  #full: Float64Array[] = [];
  #block = new Float64Array(FIRST_BLOCK);
  #count = 0;

  /** @param booleans whether `true` and `false` stand for 1 and 0 */
  constructor(options: Pick<ReadOptions, 'missing' | 'warn' | 'notation'>, booleans = false) {
    this.#judge = new NumberQueue(options, booleans);
  }

  /** Whether numbers may be missing values, so that each has to be looked at. */
  get hasNamedMissing(): boolean {
    return this.#judge.numerals.missingNumbers.length > 0;
  }

  /** Whether a text is a missing value that the user has named. */
  isNamedMissing(text: string): boolean {
    return this.#judge.numerals.isNamedMissing(text);
  }

  /** Takes a number that needs no check. */
  add(value: number): void {
    this.#block[this.#count++] = value;
    if (this.#count < this.#block.length) return;
    this.#full.push(this.#block);
    this.#block = new Float64Array(Math.min(LARGEST_BLOCK, 2 * this.#count));
    this.#count = 0;
  }

  /**
   * Takes the number that a text stands for.
   * @throws UserError if it is none, or missing where that is an error
   */
  addText(text: string, place: Place): void {
    this.#judge.push(text, place);
    this.add(this.#judge.take(1)[0]!);
  }

  /** Takes all numbers out, in blocks. */
  take(): Float64Array[] {
    const blocks = this.#full;
    if (this.#count > 0) blocks.push(this.#block.subarray(0, this.#count));
    this.#full = [];
    this.#block = new Float64Array(FIRST_BLOCK);
    this.#count = 0;
    return blocks;
  }
}
