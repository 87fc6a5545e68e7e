import { TextIndex } from '../scan/text-index.ts';

/** Two bytes for each unit of a key: every text there is comes back as it was. */
const ENCODING = 'utf16le';

/**
 * Keys, numbered from 0 in the order in which they come. Millions of strings in a Map would take several times the
 * memory, and it holds 2^24 at most.
 */
export class KeyIndex {
  readonly #keys = new TextIndex();
  /** The key that is looked up. */
  #buffer = Buffer.alloc(256);

  get count(): number {
    return this.#keys.count;
  }

  /** The number of a key, which may be new. */
  numberOf(key: string): number {
    if (this.#buffer.length < 2 * key.length) this.#buffer = Buffer.alloc(4 * key.length);
    return this.#keys.codeOf(this.#buffer, 0, this.#buffer.write(key, ENCODING));
  }

  /** The key of a number. */
  keyOf(number: number): string {
    const { bytes, ends } = this.#keys.collect();
    return bytes.toString(ENCODING, ends[number - 1] ?? 0, ends[number]);
  }
}
