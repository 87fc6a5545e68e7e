import { UserError } from '../messages/errors.ts';
import { withRoom } from '../tensor/arrays.ts';
import type { Utf8Texts } from '../tensor/block.ts';
import { DistinctTexts } from './distinct-texts.ts';
import { areEqual, hashBytes, viewOf } from './byte-words.ts';

/** Slots at first; a power of two. */
const LEAST_SLOTS = 1024;
/** Numbers of a slot: the hash of a text, and its code and 1 more; 0 where there is none. */
const SLOT = 2;
/** No code. */
const NONE = -1;
/** Bytes that 32 bits tell the ends of texts in. */
const MOST_BYTES = 2 ** 32 - 1;

/** Gives texts codes in the order of their first appearance, without making strings of them. */
export class TextIndex {
  /** By hash; at least half of them are free. A slot lies in one line of the cache. */
  #slots = new Int32Array(SLOT * LEAST_SLOTS);
  #count = 0;
  /** By code, where in the bytes a text ends. */
  #ends = new Uint32Array(LEAST_SLOTS / 2);
  #bytes: Uint8Array = new Uint8Array(LEAST_SLOTS);
  #view = viewOf(this.#bytes);
  /** The bytes that were looked up last, and words of them: others seldom follow. */
  #given: Uint8Array = this.#bytes;
  #givenView = this.#view;
  /** Of texts that are looked up together. */
  #hashes = new Int32Array(0);

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

  /** The text of a code, as bytes: a view that is valid until a text is added. */
  bytesOf(code: number): Uint8Array {
    return this.#bytes.subarray(this.#ends[code - 1] ?? 0, this.#ends[code]);
  }

  /**
   * The code of the text in some bytes, in UTF-8 or any other encoding that all texts have.
   * @throws UserError where there is no room for all distinct texts
   */
  codeOf(bytes: Uint8Array, start: number, end: number): number {
    const view = this.#viewOf(bytes);
    return this.#find(bytes, view, start, end, hashBytes(view, start, end));
  }

  /**
   * The codes of many texts among some: `found[k]` is that of the text `places[k]`. They are looked up side by side, in
   * steps, so that the memory that is needed for one is fetched while others are looked at.
   */
  codesOf({ bytes, ends }: Utf8Texts, places: Int32Array, found: Int32Array): void {
    const view = this.#viewOf(bytes);
    const count = places.length;
    this.#hashes = withRoom(this.#hashes, count);
    const hashes = this.#hashes;
    const slots = this.#slots;
    const last = slots.length - 1;
    for (let k = 0; k < count; k++) {
      const place = places[k]!;
      hashes[k] = hashBytes(view, place === 0 ? 0 : ends[place - 1]!, ends[place]!);
    }
    for (let k = 0; k < count; k++) {
      const slot = (SLOT * hashes[k]!) & last;
      found[k] = slots[slot] === hashes[k] ? slots[slot + 1]! - 1 : NONE;
    }
    for (let k = 0; k < count; k++) {
      const place = places[k]!;
      const start = place === 0 ? 0 : ends[place - 1]!;
      const end = ends[place]!;
      const code = found[k]!;
      if (code !== NONE && this.#holds(code, view, start, end)) continue;
      found[k] = this.#find(bytes, view, start, end, hashes[k]!);
    }
  }

  #viewOf(bytes: Uint8Array): DataView {
    if (bytes !== this.#given) {
      this.#given = bytes;
      this.#givenView = viewOf(bytes);
    }
    return this.#givenView;
  }

  #find(bytes: Uint8Array, view: DataView, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const last = slots.length - 1;
    let slot = (SLOT * hash) & last;
    for (let stored = slots[slot + 1]!; stored > 0; stored = slots[slot + 1]!) {
      const code = stored - 1;
      if (slots[slot] === hash && this.#holds(code, view, start, end)) return code;
      slot = (slot + SLOT) & last;
    }
    return this.#add(bytes, start, end, hash);
  }

  #holds(code: number, view: DataView, start: number, end: number): boolean {
    const from = code === 0 ? 0 : this.#ends[code - 1]!;
    const length = this.#ends[code]! - from;
    return length === end - start && areEqual(view, start, this.#view, from, length);
  }

  #add(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const code = this.#count++;
    const from = code === 0 ? 0 : this.#ends[code - 1]!;
    const to = from + end - start;
    if (to > MOST_BYTES) throw tooLong();
    if (to > this.#bytes.length) {
      this.#bytes = withRoom(this.#bytes, to);
      this.#view = viewOf(this.#bytes);
    }
    this.#bytes.set(bytes.subarray(start, end), from);
    this.#ends = withRoom(this.#ends, this.#count);
    this.#ends[code] = to;
    if (2 * SLOT * this.#count > this.#slots.length) {
      this.#slots = new Int32Array(2 * this.#slots.length);
      this.#fillSlots();
    } else {
      this.#put(code, hash);
    }
    return code;
  }

  #fillSlots(): void {
    this.#slots.fill(0);
    let from = 0;
    for (let code = 0; code < this.#count; code++) {
      const to = this.#ends[code]!;
      this.#put(code, hashBytes(this.#view, from, to));
      from = to;
    }
  }

  /** Puts a text that is new into the next slot that is free. */
  #put(code: number, hash: number): void {
    const slots = this.#slots;
    const last = slots.length - 1;
    let slot = (SLOT * hash) & last;
    while (slots[slot + 1]! > 0) slot = (slot + SLOT) & last;
    slots[slot] = hash;
    slots[slot + 1] = code + 1;
  }
}

function tooLong(): UserError {
  return new UserError({
    where: 'the texts of a column',
    problem: `expected distinct ones of at most ${MOST_BYTES} bytes together, found more`,
    hint: 'choose a column of shorter texts, or of fewer',
  });
}
