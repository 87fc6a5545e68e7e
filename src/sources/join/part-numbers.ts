import type { Utf8Texts } from '../../tensor/block.ts';
import { integerIn, isShortInteger } from '../../text/integer-text.ts';
import { TextTable } from '../../text/text-table.ts';
import type { ReadTexts } from '../input/tensor-reader.ts';
import { PairNumbers } from './pair-numbers.ts';

const WORD = 2 ** 32;

/** A column of the key in some rows: their codes, and what these stand for. */
export interface KeyColumn {
  readonly texts: ReadTexts;
  readonly codes: Float64Array;
}

/**
 * Numbers the texts of one column of the key in the order in which they are met, the same in all files. As long as all
 * are integers these are kept, and no text: millions of them take less memory so, and are found sooner.
 */
export class PartNumbers {
  readonly #formOf: ((text: string) => string) | undefined;
  /** Until a text is none. */
  #integers: PairNumbers | undefined = new PairNumbers();
  readonly #texts = new TextTable();
  /** By code of the texts met last, its number and 1 more; 0 where it has not been asked for. */
  #known = new Uint32Array(0);
  #knownTexts: Utf8Texts | undefined;
  #emptyNumber: number | undefined;

  /** @param formOf what of a text has to be equal, where that is not all of it; of an integer it is the integer */
  constructor(formOf: ((text: string) => string) | undefined) {
    this.#formOf = formOf;
  }

  /** How many texts there are. */
  get count(): number {
    return (this.#integers ?? this.#texts).count;
  }

  /** Numbers the texts of some rows, which are given by their codes. */
  numberRows({ texts, codes }: KeyColumn, target: Uint32Array): void {
    const { utf8 } = texts;
    if (!utf8) {
      for (let row = 0; row < codes.length; row++) target[row] = this.#numberOfInteger(codes[row]!);
      return;
    }
    const { bytes, ends } = utf8;
    const known = this.#knownOf(utf8);
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row]!;
      let stored = known[code]!;
      if (stored === 0) {
        stored = 1 + this.#numberOf(bytes, code === 0 ? 0 : ends[code - 1]!, ends[code]!);
        known[code] = stored;
      }
      target[row] = stored - 1;
    }
  }

  /** The number of the empty text, where that has been met. */
  get emptyNumber(): number | undefined {
    return this.#emptyNumber;
  }

  /** What tells the text of a number, for all numbers so far. */
  texts(): (number: number) => string {
    if (!this.#integers) return (number) => textIn(this.#texts.bytesOf(number));
    const pairs = this.#integers.all();
    return (number) => String(pairs[2 * number]! * WORD + (pairs[2 * number + 1]! >>> 0));
  }

  /** The numbers known of codes: of none, where the texts are others than the last. */
  #knownOf(texts: Utf8Texts): Uint32Array {
    if (texts === this.#knownTexts) return this.#known;
    const { length } = texts.ends;
    if (this.#known.length < length) this.#known = new Uint32Array(length);
    else this.#known.fill(0, 0, length);
    this.#knownTexts = texts;
    return this.#known;
  }

  #numberOf(bytes: Uint8Array, start: number, end: number): number {
    const integer = integerIn(bytes, start, end);
    if (this.#integers && !Number.isNaN(integer)) return numberIn(this.#integers, integer);
    if (!this.#formOf || !Number.isNaN(integer)) return this.#numberOfText(bytes, start, end);
    const formed = Buffer.from(this.#formOf(textIn(bytes.subarray(start, end))));
    const formedInteger = integerIn(formed, 0, formed.length);
    if (this.#integers && !Number.isNaN(formedInteger)) {
      return numberIn(this.#integers, formedInteger);
    }
    return this.#numberOfText(formed, 0, formed.length);
  }

  #numberOfInteger(integer: number): number {
    if (this.#integers && isShortInteger(integer)) return numberIn(this.#integers, integer);
    const text = Buffer.from(String(integer));
    return this.#numberOfText(text, 0, text.length);
  }

  #numberOfText(bytes: Uint8Array, start: number, end: number): number {
    if (this.#integers) this.#turnIntoTexts();
    const number = this.#texts.numberOf(bytes, start, end);
    if (start === end) this.#emptyNumber = number;
    return number;
  }

  /** Goes over to texts, which have the numbers of the integers that they are. */
  #turnIntoTexts(): void {
    const textOf = this.texts();
    const { count } = this.#integers!;
    this.#integers = undefined;
    for (let number = 0; number < count; number++) {
      const text = Buffer.from(textOf(number));
      this.#texts.numberOf(text, 0, text.length);
    }
  }
}

function numberIn(integers: PairNumbers, integer: number): number {
  return integers.numberOf(Math.floor(integer / WORD) | 0, integer | 0);
}

function textIn(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
}
