import { mix } from '../../tensor/hash.ts';

/** Slots at first; a power of two. */
const LEAST_SLOTS = 1024;
/** 32-bit integers of a slot: the two of a pair, and its number and 1 more or 0 where the slot is free. */
const SLOT = 3;

/** Finds the numbers that pairs of 32-bit integers, signed, were given. */
export class PairTable {
  #slots = new Int32Array(SLOT * LEAST_SLOTS);
  /** Slots, less one. */
  #mask = LEAST_SLOTS - 1;
  #count = 0;

  /** The number of a pair; -1 where it has none. */
  get(high: number, low: number): number {
    const slots = this.#slots;
    let slot = homeOf(high, low) & this.#mask;
    for (;;) {
      const at = SLOT * slot;
      const stored = slots[at + 2]!;
      if (stored === 0 || (slots[at + 1] === low && slots[at] === high)) return (stored >>> 0) - 1;
      slot = (slot + 1) & this.#mask;
    }
  }

  /** Gives a pair that has none a number. */
  add(high: number, low: number, number: number): void {
    if (2 * this.#count > this.#mask) this.#grow();
    this.#count++;
    this.#put(high, low, number + 1);
  }

  /** Tells all pairs, in no order. */
  forEach(tell: (high: number, low: number, number: number) => void): void {
    const slots = this.#slots;
    for (let at = 0; at < slots.length; at += SLOT) {
      const stored = slots[at + 2]! >>> 0;
      if (stored > 0) tell(slots[at]!, slots[at + 1]!, stored - 1);
    }
  }

  #put(high: number, low: number, stored: number): void {
    const slots = this.#slots;
    let slot = homeOf(high, low) & this.#mask;
    while (slots[SLOT * slot + 2] !== 0) slot = (slot + 1) & this.#mask;
    const at = SLOT * slot;
    slots[at] = high;
    slots[at + 1] = low;
    slots[at + 2] = stored;
  }

  /** Makes twice as many slots. */
  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(2 * old.length);
    this.#mask = 2 * this.#mask + 1;
    for (let at = 0; at < old.length; at += SLOT) {
      if (old[at + 2] !== 0) this.#put(old[at]!, old[at + 1]!, old[at + 2]!);
    }
  }
}

/** Its lower bits tell the slot in which a pair is looked for first. */
function homeOf(high: number, low: number): number {
  return mix(Math.imul(high, 0x9e3779b9) ^ low);
}
