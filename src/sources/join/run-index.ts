import { withRoom } from '../../tensor/arrays.ts';
import { PairTable } from './pair-table.ts';

/** Small integers: as many as an array may have places for, 16 MiB of them. */
const MOST_SMALL = 2 ** 22;

/** Finds the numbers that pairs of 32-bit integers, signed, were given; of small integers in an array, without a hash. */
export class RunIndex {
  /** By `low` where `high` is 0, the number and 1 more; 0 where there is none. */
  #small = new Int32Array(1024);
  readonly #others = new PairTable();

  /** The number of a pair; -1 where it has none. */
  get(high: number, low: number): number {
    if (!isSmall(high, low)) return this.#others.get(high, low);
    const small = this.#small;
    return low < small.length ? small[low]! - 1 : -1;
  }

  /** Gives a pair that has none a number. */
  add(high: number, low: number, number: number): void {
    if (isSmall(high, low)) {
      this.#small = withRoom(this.#small, low + 1);
      this.#small[low] = number + 1;
    } else this.#others.add(high, low, number);
  }

  /** Tells all pairs, in no order. */
  forEach(tell: (high: number, low: number, number: number) => void): void {
    this.#small.forEach((stored, low) => {
      if (stored > 0) tell(0, low, stored - 1);
    });
    this.#others.forEach(tell);
  }
}

function isSmall(high: number, low: number): boolean {
  return high === 0 && low >= 0 && low < MOST_SMALL;
}
