import { withRoom } from '../tensor/arrays.ts';
import { mix } from '../tensor/hash.ts';

/** Slots at first; a power of two. */
const LEAST_SLOTS = 1024;

/** Numbers pairs of whole numbers in the order in which they are met. */
export class PairNumbers {
  /** By hash, the number of a pair and 1 more; 0 where there is none. At least half of them are. */
  #slots = new Int32Array(LEAST_SLOTS);
  #firsts = new Int32Array(LEAST_SLOTS / 2);
  #seconds = new Int32Array(LEAST_SLOTS / 2);
  #count = 0;

  /** How many pairs there are. */
  get count(): number {
    return this.#count;
  }

  /** The number of a pair, which may be new. */
  numberOf(first: number, second: number): number {
    const slots = this.#slots;
    const last = slots.length - 1;
    let slot = hashPair(first, second) & last;
    for (let stored = slots[slot]!; stored > 0; stored = slots[slot]!) {
      const number = stored - 1;
      if (this.#firsts[number] === first && this.#seconds[number] === second) return number;
      slot = (slot + 1) & last;
    }
    slots[slot] = this.#count + 1;
    return this.#add(first, second);
  }

  /** The first of the pair of a number. */
  firstOf(number: number): number {
    return this.#firsts[number]!;
  }

  /** The second of it. */
  secondOf(number: number): number {
    return this.#seconds[number]!;
  }

  #add(first: number, second: number): number {
    const number = this.#count++;
    this.#firsts = withRoom(this.#firsts, this.#count);
    this.#seconds = withRoom(this.#seconds, this.#count);
    this.#firsts[number] = first;
    this.#seconds[number] = second;
    if (2 * this.#count > this.#slots.length) this.#grow();
    return number;
  }

  #grow(): void {
    const slots = new Int32Array(2 * this.#slots.length);
    const last = slots.length - 1;
    for (let number = 0; number < this.#count; number++) {
      let slot = hashPair(this.#firsts[number]!, this.#seconds[number]!) & last;
      while (slots[slot]! > 0) slot = (slot + 1) & last;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

function hashPair(first: number, second: number): number {
  return mix(Math.imul(first, 0x9e3779b1) + second);
}
