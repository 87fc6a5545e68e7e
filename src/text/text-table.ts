import { withRoom } from '../tensor/arrays.ts';
import { FNV_BASIS, hashOn, mix } from '../tensor/hash.ts';

/** Slots at first; a power of two. */
const LEAST_SLOTS = 1024;
/** 32-bit integers of a slot: the hash of a text, its number and 1 more or 0 where there is none, and where it begins. */
const SLOT = 3;

/**
 * Numbers texts in the order in which they are met, for millions of them: what tells whether a text is known lies side by
 * side, since each look elsewhere waits for memory. Texts are bytes, in UTF-8 or any other encoding that all have.
 */
export class TextTable {
  #slots = new Int32Array(SLOT * LEAST_SLOTS);
  /** Slots, less one. */
  #mask = LEAST_SLOTS - 1;
  #count = 0;
  /** By number, where in the bytes a text ends. */
  #ends = new Uint32Array(LEAST_SLOTS / 2);
  #bytes: Uint8Array = new Uint8Array(LEAST_SLOTS);

  /** How many texts there are. */
  get count(): number {
    return this.#count;
  }

  /** The number of the text in some bytes, which may be new. */
  numberOf(bytes: Uint8Array, start: number, end: number): number {
    let word = FNV_BASIS;
    for (let at = start; at < end; at++) word = hashOn(word, bytes[at]!);
    const hash = mix(word);
    const slots = this.#slots;
    let slot = hash & this.#mask;
    for (;;) {
      const at = SLOT * slot;
      const stored = slots[at + 1]!;
      if (stored === 0) return this.#add(bytes, start, end, hash, at);
      if (slots[at] === hash && this.#holds(stored - 1, slots[at + 2]! >>> 0, bytes, start, end)) {
        return stored - 1;
      }
      slot = (slot + 1) & this.#mask;
    }
  }

  /** The text of a number, as bytes: a view that is valid until a text is added. */
  bytesOf(number: number): Uint8Array {
    return this.#bytes.subarray(this.#ends[number - 1] ?? 0, this.#ends[number]);
  }

  #holds(number: number, from: number, bytes: Uint8Array, start: number, end: number): boolean {
    const own = this.#bytes;
    if (this.#ends[number]! - from !== end - start) return false;
    const shift = from - start;
    for (let at = start; at < end; at++) if (bytes[at] !== own[at + shift]) return false;
    return true;
  }

  #add(bytes: Uint8Array, start: number, end: number, hash: number, at: number): number {
    const number = this.#count++;
    const from = this.#ends[number - 1] ?? 0;
    const to = from + end - start;
    this.#bytes = withRoom(this.#bytes, to);
    for (let i = start, j = from; i < end; i++, j++) this.#bytes[j] = bytes[i]!;
    this.#ends = withRoom(this.#ends, number + 1);
    this.#ends[number] = to;
    this.#slots[at] = hash;
    this.#slots[at + 1] = number + 1;
    this.#slots[at + 2] = from;
    if (2 * this.#count > this.#mask) this.#grow();
    return number;
  }

  /** Makes twice as many slots. */
  #grow(): void {
    const old = this.#slots;
    const slots = new Int32Array(2 * old.length);
    this.#mask = 2 * this.#mask + 1;
    for (let from = 0; from < old.length; from += SLOT) {
      if (old[from + 1] === 0) continue;
      let slot = old[from]! & this.#mask;
      while (slots[SLOT * slot + 1] !== 0) slot = (slot + 1) & this.#mask;
      const to = SLOT * slot;
      slots[to] = old[from]!;
      slots[to + 1] = old[from + 1]!;
      slots[to + 2] = old[from + 2]!;
    }
    this.#slots = slots;
  }
}
