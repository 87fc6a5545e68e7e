import type { TextKeys } from '../tensor/block.ts';
import type { DistinctTexts } from './distinct-texts.ts';
import { TextIndex } from './text-index.ts';

/** Bytes in UTF-8 that a unit of UTF-16 takes at most. */
const UNIT_BYTES = 3;

/**
 * Numbers texts in the order in which they are met: unlike its code, the number of a text is the same in all blocks.
 * They are kept as bytes, in UTF-8: millions of strings in a Map would take several times the memory, and it holds 2^24
 * at most. So texts are Unicode, without halves of surrogate pairs, as all are that are read from files.
 */
export class TextNumbers {
  readonly #index = new TextIndex();
  #distinct: DistinctTexts | undefined;
  /** For the text that is looked up. */
  #buffer = Buffer.alloc(256);

  /** How many texts there are. */
  get count(): number {
    return this.#index.count;
  }

  /** The number of a text, which may be new. */
  numberOf(text: string): number {
    const most = UNIT_BYTES * text.length;
    if (this.#buffer.length < most) this.#buffer = Buffer.alloc(2 * most);
    return this.#numberOf(this.#buffer, 0, encode(text, this.#buffer));
  }

  /** The number of the text that a code stands for: without a string of it where it is in memory. */
  numberOfCode({ textOf, utf8 }: TextKeys, code: number): number {
    if (!utf8) return this.numberOf(textOf(code));
    return this.#numberOf(utf8.bytes, utf8.ends[code - 1] ?? 0, utf8.ends[code]!);
  }

  /** The numbers of the texts that many codes stand for, in their order: `found[k]` is that of `codes[k]`. */
  numbersOfCodes({ textOf, utf8 }: TextKeys, codes: Int32Array, found: Int32Array): void {
    const { count } = this;
    if (utf8) this.#index.codesOf(utf8, codes, found);
    else codes.forEach((code, k) => (found[k] = this.numberOf(textOf(code))));
    if (this.count > count) this.#distinct = undefined;
  }

  /** The text of a number. */
  textOf(number: number): string {
    return this.distinct.textOf(number);
  }

  /** The texts so far, in the order of their numbers: valid until they are forgotten. */
  get distinct(): DistinctTexts {
    return (this.#distinct ??= this.#index.collect());
  }

  /** Forgets all texts. */
  clear(): void {
    this.#index.truncate(0);
    this.#distinct = undefined;
  }

  #numberOf(bytes: Uint8Array, start: number, end: number): number {
    const number = this.#index.codeOf(bytes, start, end);
    if (number === this.#distinct?.count) this.#distinct = undefined;
    return number;
  }
}

/** Writes a text in UTF-8 and returns its length; one in ASCII without the price of a call into the system. */
function encode(text: string, target: Buffer): number {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) return target.write(text);
    target[i] = unit;
  }
  return text.length;
}
