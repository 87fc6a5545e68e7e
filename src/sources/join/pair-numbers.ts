import { mix } from '../../tensor/hash.ts';

/** Slots at first; a power of two. */
const LEAST_SLOTS = 1024;
/** 32-bit integers of a slot: the two of a pair, its number and 1 more or 0 where there is none. */
const SLOT = 3;
/** Pairs that differ in their last bits only have slots side by side, as keys that follow each other often do. */
const NEIGHBOUR_BITS = 4;
const NEIGHBOURS = 2 ** NEIGHBOUR_BITS - 1;

/** Numbers pairs of 32-bit integers, signed, in the order in which they are met. */
export class PairNumbers {
  #slots = new Int32Array(SLOT * LEAST_SLOTS);
  /** Slots, less one. */
  #mask = LEAST_SLOTS - 1;
  #count = 0;

  /** How many pairs there are. */
  get count(): number {
    return this.#count;
  }

  /** The number of a pair, which may be new. */
  numberOf(high: number, low: number): number {
    const slots = this.#slots;
    let slot = homeOf(high, low, this.#mask);
    for (;;) {
      const at = SLOT * slot;
      const stored = slots[at + 2]!;
      if (stored === 0) return this.#add(high, low, at);
      if (slots[at + 1] === low && slots[at] === high) return stored - 1;
      slot = (slot + 1) & this.#mask;
    }
  }

  /** All pairs one after the other, in the order of their numbers. */
  all(): Int32Array {
    const pairs = new Int32Array(2 * this.#count);
    const slots = this.#slots;
    for (let at = 0; at < slots.length; at += SLOT) {
      const stored = slots[at + 2]!;
      if (stored === 0) continue;
      pairs[2 * stored - 2] = slots[at]!;
      pairs[2 * stored - 1] = slots[at + 1]!;
    }
    return pairs;
  }

  #add(high: number, low: number, at: number): number {
    const number = this.#count++;
    this.#slots[at] = high;
    this.#slots[at + 1] = low;
    this.#slots[at + 2] = number + 1;
    if (2 * this.#count > this.#mask) this.#grow();
    return number;
  }

  /** Makes twice as many slots. */
  #grow(): void {
    const old = this.#slots;
    const slots = new Int32Array(2 * old.length);
    this.#mask = 2 * this.#mask + 1;
    for (let from = 0; from < old.length; from += SLOT) {
      if (old[from + 2] === 0) continue;
      let slot = homeOf(old[from]!, old[from + 1]!, this.#mask);
      while (slots[SLOT * slot + 2] !== 0) slot = (slot + 1) & this.#mask;
      const to = SLOT * slot;
      slots[to] = old[from]!;
      slots[to + 1] = old[from + 1]!;
      slots[to + 2] = old[from + 2]!;
    }
    this.#slots = slots;
  }
}

/** The slot in which a pair is looked for first. */
function homeOf(high: number, low: number, mask: number): number {
  const group = mix(Math.imul(high, 0x9e3779b9) ^ (low >>> NEIGHBOUR_BITS));
  return ((group << NEIGHBOUR_BITS) | (low & NEIGHBOURS)) & mask;
}
