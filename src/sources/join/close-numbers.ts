import { PairTable } from './pair-table.ts';
import { RunIndex } from './run-index.ts';

/** Pairs that differ in so many last bits only have numbers side by side: 64 of them, a run. */
const RUN_BITS = 6;
/** The length of a run, less one. */
const RUN_MASK = 2 ** RUN_BITS - 1;
/** Numbers that runs may take, whether they are used or not: this many, and for each row that was numbered. */
const LEAST_SPACE = 2 ** 21;
const SPACE_OF_ROW = 2 ** (RUN_BITS - 1);

/** A run of numbers: one that begins with a pair, or other numbers. */
export const RUN = RUN_MASK + 1;

/**
 * Numbers pairs of 32-bit integers, signed. Integers that are close to each other have numbers that are as well, so that
 * what is kept by number is found where the memory of the one before was. Not every number need be used.
 */
export class CloseNumbers {
  /** The runs by what their pairs have in common. */
  readonly #runs = new RunIndex();
  /** The numbers of pairs that have no run, since there would be too many with few pairs each. */
  readonly #single = new PairTable();
  /** Whether there may be new runs; once there may not, pairs without one keep their own numbers. */
  #mayRun = true;
  #runCount = 0;
  /** The next number of a pair without a run; at the end of a run where another one has to be taken. */
  #nextSingle = 0;
  #rows = 0;

  /** All numbers are below it. */
  get end(): number {
    return this.#runCount * RUN;
  }

  /** Says that so many rows come to be numbered. */
  expect(rows: number): void {
    this.#rows += rows;
  }

  /** The number of a pair. */
  numberOf(high: number, low: number): number {
    const run = this.#runs.get(high, low >> RUN_BITS);
    if (run >= 0) return run * RUN + (low & RUN_MASK);
    return this.#numberWithoutRun(high, low);
  }

  /** The first of as many numbers as a run has, which no pair will be given. */
  reserve(): number {
    return RUN * this.#runCount++;
  }

  /** Tells the pairs that have numbers, or may be given them, in no order. */
  forEach(tell: (high: number, low: number, number: number) => void): void {
    this.#runs.forEach((high, low, run) => {
      for (let i = 0; i < RUN; i++) tell(high, (low << RUN_BITS) | i, run * RUN + i);
    });
    this.#single.forEach(tell);
  }

  #numberWithoutRun(high: number, low: number): number {
    this.#mayRun &&= this.end < LEAST_SPACE + SPACE_OF_ROW * this.#rows;
    if (this.#mayRun) {
      this.#runs.add(high, low >> RUN_BITS, this.#runCount);
      return this.reserve() + (low & RUN_MASK);
    }
    const known = this.#single.get(high, low);
    if (known >= 0) return known;
    if ((this.#nextSingle & RUN_MASK) === 0) this.#nextSingle = this.reserve();
    this.#single.add(high, low, this.#nextSingle);
    return this.#nextSingle++;
  }
}
