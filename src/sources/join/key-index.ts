import { hashText } from '../../hash.ts';
import { withRoom } from './with-room.ts';

const FREE = 0;
/** A place in the hash table is the number of a key plus 1, or {@link FREE}, and the key's hash: near each other in memory. */
const WORDS = 2;

/**
 * Distinct texts, numbered from 0 in the order in which they come. They are kept as UTF-16 in one array and found by
 * open addressing: millions of strings in a Map take several times the memory, and it holds 2^24 at most.
 */
export class KeyIndex {
  /** A power of two of places, half of them free. */
  #table = new Int32Array(WORDS * 1024);
  /** Where the units of each key end. */
  #ends = new Float64Array(512);
  #units = new Uint16Array(8192);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The number of a key, which may be new. */
  numberOf(key: string): number {
    const hash = hashText(key, 0);
    const table = this.#table;
    const mask = table.length / WORDS - 1;
    let place = hash & mask;
    for (let held; (held = table[WORDS * place]!) !== FREE; place = (place + 1) & mask) {
      if (table[WORDS * place + 1] === hash && this.#isKey(held - 1, key)) return held - 1;
    }
    const number = this.#append(key);
    table[WORDS * place] = number + 1;
    table[WORDS * place + 1] = hash;
    if (2 * WORDS * this.#count > table.length) this.#table = twiceAsLarge(table);
    return number;
  }

  /** The key of a number. */
  keyOf(number: number): string {
    const { buffer, byteOffset, byteLength } = this.#units.subarray(
      this.#startOf(number),
      this.#ends[number],
    );
    return Buffer.from(buffer, byteOffset, byteLength).toString('utf16le');
  }

  #startOf(number: number): number {
    return number === 0 ? 0 : this.#ends[number - 1]!;
  }

  #isKey(number: number, key: string): boolean {
    const start = this.#startOf(number);
    if (this.#ends[number]! - start !== key.length) return false;
    for (let i = 0; i < key.length; i++) {
      if (this.#units[start + i] !== key.charCodeAt(i)) return false;
    }
    return true;
  }

  #append(key: string): number {
    const number = this.#count++;
    const start = this.#startOf(number);
    const end = start + key.length;
    this.#units = withRoom(this.#units, end);
    for (let i = 0; i < key.length; i++) this.#units[start + i] = key.charCodeAt(i);
    this.#ends = withRoom(this.#ends, this.#count);
    this.#ends[number] = end;
    return number;
  }
}

/** A hash table of twice the size with the same keys. */
function twiceAsLarge(table: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * table.length);
  const mask = larger.length / WORDS - 1;
  for (let at = 0; at < table.length; at += WORDS) {
    if (table[at] === FREE) continue;
    let place = table[at + 1]! & mask;
    while (larger[WORDS * place] !== FREE) place = (place + 1) & mask;
    larger[WORDS * place] = table[at]!;
    larger[WORDS * place + 1] = table[at + 1]!;
  }
  return larger;
}
