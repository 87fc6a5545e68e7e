import { DamageError } from '../columnar/damage.ts';
import type { ListLevels } from './list-levels.ts';
import { RunCycle } from './run-cycle.ts';

/** Bits of a value that fit in 32 together with 7 before them that are left of a byte. */
const WIDEST_NARROW = 25;

/**
 * Reads small integers (levels, places in a dictionary) from Parquet's hybrid of run lengths and packed bits.
 * Source: apache/parquet-format, Encodings.md, "Run Length Encoding / Bit-Packing Hybrid".
 */
export class RunReader {
  readonly #bytes: Uint8Array;
  /** Bits of a value, 0 to 32. */
  readonly #width: number;
  #at = 0;
  /** Bits taken of the byte. */
  #bit = 0;
  /** Values left of the run. */
  #left = 0;
  /** What all values of the run are; undefined where they are packed bits. */
  #value: number | undefined;

  /** @param isPacked whether there are nothing but packed bits, without runs */
  constructor(bytes: Uint8Array, width: number, isPacked = false) {
    if (width > 32) throw new DamageError(`expected integers of at most 32 bits, found ${width}`);
    this.#bytes = bytes;
    this.#width = width;
    if (isPacked) this.#left = Infinity;
    // A single value needs no bits, and some writers leave the runs out then.
    if (width === 0) {
      this.#left = Infinity;
      this.#value = 0;
    }
  }

  /** Takes `count` values if they all are `value` and of one run. */
  takeAll(value: number, count: number): boolean {
    if (this.#left === 0) this.#nextRun();
    if (this.#value !== value || this.#left < count) return false;
    this.#left -= count;
    return true;
  }

  /**
   * Takes up to `count` repetition levels of lists as long as they are as they should be.
   * @param place that of the first one in its list
   * @returns how many
   * @throws DamageError if there are fewer
   */
  takeLists(lists: ListLevels, place: number, count: number): number {
    const cycle = new RunCycle(this.#bytes, lists.length);
    for (let taken = 0; taken < count;) {
      if (this.#left === 0) {
        const runsAt = this.#at + Math.ceil(this.#bit / 8);
        const times = cycle.repeats(runsAt, place + taken, count - taken);
        this.#at += times * cycle.size;
        taken += times * cycle.levels;
        if (taken === count) break;
        this.#nextRun();
      }
      const most = Math.min(this.#left, count - taken);
      const alike =
        this.#value === undefined
          ? this.#takePackedLists(lists, place + taken, most)
          : alikeOfRun(this.#value, lists, place + taken, most);
      this.#left -= alike;
      taken += alike;
      if (alike < most) return taken;
    }
    return count;
  }

  /** Takes whole bytes of levels where there are some. */
  #takePackedLists(lists: ListLevels, place: number, count: number): number {
    const bytes = this.#bytes;
    const { length, packed } = lists;
    if (this.#at + Math.ceil((this.#bit + count) / 8) > bytes.length) throw endOfPage();
    let taken = 0;
    let inList = place % length;
    const eight = 8 % length;
    while (taken < count) {
      if (this.#bit === 0) {
        let at = this.#at;
        for (; taken + 8 <= count && bytes[at] === packed[inList]; at++, taken += 8) {
          inList += eight;
          if (inList >= length) inList -= length;
        }
        this.#at = at;
        if (taken === count) break;
      }
      const begins = ((bytes[this.#at]! >>> this.#bit) & 1) === 0;
      if (begins !== (inList === 0)) break;
      taken++;
      inList = inList + 1 === length ? 0 : inList + 1;
      this.#bit = (this.#bit + 1) & 7;
      if (this.#bit === 0) this.#at++;
    }
    return taken;
  }

  /**
   * Puts the next values into the first `count` places of `target`.
   * @throws DamageError if there are fewer
   */
  read(target: Uint32Array, count: number): void {
    for (let done = 0; done < count;) {
      if (this.#left === 0) this.#nextRun();
      const taken = Math.min(this.#left, count - done);
      if (this.#value === undefined) this.#unpack(target, done, taken);
      else target.fill(this.#value, done, done + taken);
      this.#left -= taken;
      done += taken;
    }
  }

  #nextRun(): void {
    this.#at += Math.ceil(this.#bit / 8);
    this.#bit = 0;
    while (this.#left === 0) {
      const header = this.#varint();
      const isPacked = header % 2 === 1;
      this.#left = isPacked ? 8 * ((header - 1) / 2) : header / 2;
      this.#value = isPacked ? undefined : this.#stored();
    }
  }

  /** The value of a run: in as many bytes as it needs, the lowest first. */
  #stored(): number {
    let value = 0;
    for (let bits = 0; bits < this.#width; bits += 8) value += this.#byte() * 2 ** bits;
    return value;
  }

  #varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new DamageError('expected the length of a run, found a number of more than 32 bits');
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw endOfPage();
    return byte;
  }

  #unpack(target: Uint32Array, from: number, count: number): void {
    const end = this.#bit + count * this.#width;
    if (this.#at + Math.ceil(end / 8) > this.#bytes.length) throw endOfPage();
    if (this.#width <= WIDEST_NARROW) this.#unpackNarrow(target, from, count);
    else this.#unpackWide(target, from, count);
    this.#at += end >>> 3;
    this.#bit = end & 7;
  }

  /** Takes bytes as they are needed: few for values of few bits. */
  #unpackNarrow(target: Uint32Array, from: number, count: number): void {
    const bytes = this.#bytes;
    const width = this.#width;
    const mask = (1 << width) - 1;
    let at = this.#at;
    // The bits that have been loaded and not yet taken, and how many they are.
    let bits = this.#bit === 0 ? 0 : bytes[at++]! >>> this.#bit;
    let loaded = (8 - this.#bit) & 7;
    for (let i = from; i < from + count; i++) {
      while (loaded < width) {
        bits |= bytes[at++]! << loaded;
        loaded += 8;
      }
      target[i] = bits & mask;
      bits >>>= width;
      loaded -= width;
    }
  }

  #unpackWide(target: Uint32Array, from: number, count: number): void {
    const bytes = this.#bytes;
    const width = this.#width;
    const mask = width === 32 ? -1 : (1 << width) - 1;
    let at = this.#at;
    let bit = this.#bit;
    for (let i = from; i < from + count; i++) {
      // Beyond the end there are no bits that count.
      const low =
        bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
      let value = low >>> bit;
      if (bit + width > 32) value |= bytes[at + 4]! << (32 - bit);
      target[i] = value & mask;
      bit += width;
      at += bit >>> 3;
      bit &= 7;
    }
  }
}

/** How many of a run's levels are as those of lists, from a place in one on. */
function alikeOfRun(level: number, { length }: ListLevels, place: number, count: number): number {
  const inList = place % length;
  if (level !== 0) return inList === 0 ? 0 : Math.min(count, length - inList);
  if (inList > 0) return 0;
  return length === 1 ? count : 1;
}

/** The page ends before its values do. */
export function endOfPage(): DamageError {
  return new DamageError(
    'expected as many values as the page header says, found the end of the page',
  );
}
