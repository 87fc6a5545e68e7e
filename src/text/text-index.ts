import { withRoom } from '../tensor/arrays.ts';
import { FNV_BASIS, hashOn } from '../tensor/hash.ts';
import { DistinctTexts } from './distinct-texts.ts';

/** Slots at first; a power of two. */
const LEAST_SLOTS = 1024;

/** Gives texts codes in the order of their first appearance, without making strings of them. */
export class TextIndex {
  /** By hash, the code of a text and 1 more; 0 where there is none. At least half of them are. */
  #slots = new Uint32Array(LEAST_SLOTS);
  #count = 0;
  /** By code, the hash of a text and where in the bytes it ends. */
  #hashes = new Int32Array(LEAST_SLOTS / 2);
  #ends = new Uint32Array(LEAST_SLOTS / 2);
  #bytes: Uint8Array = new Uint8Array(LEAST_SLOTS);

  /** How many texts there are. */
  get count(): number {
    return this.#count;
  }

  /** Forgets all texts but the first `count`. */
  truncate(count: number): void {
    if (count === this.#count) return;
    this.#count = count;
    this.#fillSlots();
  }

  /** The texts so far: a view that is valid until some are forgotten. */
  collect(): DistinctTexts {
    const ends = this.#ends.subarray(0, this.#count);
    return new DistinctTexts(this.#bytes.subarray(0, ends.at(-1) ?? 0), ends);
  }

  /** The code of the text in some bytes, in UTF-8 or any other encoding that all texts have. */
  codeOf(bytes: Uint8Array, start: number, end: number): number {
    let hash = FNV_BASIS;
    for (let at = start; at < end; at++) hash = hashOn(hash, bytes[at]!);
    let slot = this.#firstSlot(hash);
    for (let stored = this.#slots[slot]!; stored > 0; stored = this.#slots[slot]!) {
      const code = stored - 1;
      if (this.#hashes[code] === hash && this.#holds(code, bytes, start, end)) return code;
      slot = this.#nextSlot(slot);
    }
    return this.#add(bytes, start, end, hash, slot);
  }

  #firstSlot(hash: number): number {
    // The lower bits of this hash depend on the lower bits of the bytes only.
    return (hash ^ (hash >>> 16)) & (this.#slots.length - 1);
  }

  #nextSlot(slot: number): number {
    return (slot + 1) & (this.#slots.length - 1);
  }

  #holds(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#ends[code - 1] ?? 0;
    if (this.#ends[code]! - from !== end - start) return false;
    const shift = from - start;
    for (let at = start; at < end; at++) if (bytes[at] !== this.#bytes[at + shift]) return false;
    return true;
  }

  #add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    if (this.#count === this.#ends.length) {
      this.#makeRoom();
      return this.codeOf(bytes, start, end);
    }
    const code = this.#count++;
    const from = this.#ends[code - 1] ?? 0;
    const to = from + end - start;
    this.#bytes = withRoom(this.#bytes, to);
    this.#bytes.set(bytes.subarray(start, end), from);
    this.#ends[code] = to;
    this.#hashes[code] = hash;
    this.#slots[slot] = code + 1;
    return code;
  }

  /** Makes room for twice as many texts. */
  #makeRoom(): void {
    const { length } = this.#slots;
    this.#ends = withRoom(this.#ends, length);
    this.#hashes = withRoom(this.#hashes, length);
    this.#slots = new Uint32Array(2 * length);
    this.#fillSlots();
  }

  #fillSlots(): void {
    this.#slots.fill(0);
    for (let code = 0; code < this.#count; code++) {
      let slot = this.#firstSlot(this.#hashes[code]!);
      while (this.#slots[slot]! > 0) slot = this.#nextSlot(slot);
      this.#slots[slot] = code + 1;
    }
  }
}
