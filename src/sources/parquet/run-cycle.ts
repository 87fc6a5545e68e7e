/**
 * Finds out where the runs of levels of lists of one length repeat, byte for byte: writers cut such levels into short runs
 * of many kinds, and do so alike again and again.
 */
export class RunCycle {
  readonly #bytes: Uint8Array;
  readonly #length: number;
  /** Where runs began, in bytes and in levels, by the place in a list of the first level. */
  readonly #begun = new Map<number, readonly [at: number, level: number]>();
  /** Of the runs that repeat, the bytes and the levels. */
  size = 0;
  levels = 0;

  /** @param length that of the lists */
  constructor(bytes: Uint8Array, length: number) {
    this.#bytes = bytes;
    this.#length = length;
  }

  /** How many times the bytes from `at` on are those of the runs before, which have `most` levels at most. */
  repeats(at: number, level: number, most: number): number {
    const place = level % this.#length;
    const before = this.#begun.get(place);
    this.#begun.set(place, [at, level]);
    if (before === undefined) return 0;
    this.size = at - before[0];
    this.levels = level - before[1];
    const end = at + Math.floor(most / this.levels) * this.size;
    return Math.floor((firstOther(this.#bytes, at, end, this.size) - at) / this.size);
  }
}

/** The first byte that is another than the one at a distance before it; `end` where there is none. */
function firstOther(bytes: Uint8Array, from: number, end: number, distance: number): number {
  for (let i = from; i < end; i++) if (bytes[i] !== bytes[i - distance]) return i;
  return end;
}
