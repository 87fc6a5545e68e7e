import type { Utf8Texts } from '../tensor/block.ts';

/** The distinct texts of a column in some lines. The code of a text is its place in the order of appearance. */
export class DistinctTexts implements Utf8Texts {
  readonly bytes: Buffer;
  readonly ends: Uint32Array;

  constructor(bytes: Uint8Array, ends: Uint32Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.ends = ends;
  }

  get count(): number {
    return this.ends.length;
  }

  /** The texts in the order of their codes. */
  all(): string[] {
    return Array.from(this.ends, (_, code) => this.textOf(code));
  }

  /** The text of a code. */
  textOf(code: number): string {
    return this.bytes.toString('utf8', this.ends[code - 1] ?? 0, this.ends[code]);
  }

  /** How many 32-bit integers {@link store} takes. */
  get storedLength(): number {
    return HEAD + this.ends.length + wordsOf(this.bytes.length);
  }

  /** Copies the texts into memory, whence {@link load} gets them, be it in another thread. */
  store(target: Uint32Array): void {
    target.set([this.count, this.bytes.length]);
    target.set(this.ends, HEAD);
    bytesFrom(target, HEAD + this.count, this.bytes.length).set(this.bytes);
  }

  /** The texts at the beginning of some memory: a view of it. */
  static load(stored: Uint32Array): DistinctTexts {
    const [count, length] = stored as unknown as readonly [number, number];
    const bytes = bytesFrom(stored, HEAD + count, length);
    return new DistinctTexts(bytes, stored.subarray(HEAD, HEAD + count));
  }
}

/** Integers in front of the ends: how many texts and how many bytes there are. */
const HEAD = 2;

function bytesFrom(words: Uint32Array, index: number, length: number): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset + index * words.BYTES_PER_ELEMENT, length);
}

function wordsOf(bytes: number): number {
  return Math.ceil(bytes / Uint32Array.BYTES_PER_ELEMENT);
}
