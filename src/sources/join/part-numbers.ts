import type { Utf8Texts } from '../../tensor/block.ts';
import { integerIn, isShortInteger } from '../../text/integer-text.ts';
import { TextIndex } from '../../text/text-index.ts';
import type { ReadTexts } from '../input/tensor-reader.ts';
import { CloseNumbers, RUN } from './close-numbers.ts';

const WORD = 2 ** 32;

/** A column of the key in some rows: their codes, and what these stand for. */
export interface KeyColumn {
  readonly texts: ReadTexts;
  readonly codes: Float64Array;
}

/**
 * Numbers the texts of one column of the key, the same in all files. Of those that are integers no text is kept: they
 * take less memory so, and are found sooner.
 */
export class PartNumbers {
  readonly #formOf: ((text: string) => string) | undefined;
  readonly #integers = new CloseNumbers();
  /** The texts that are no integers, and where their numbers begin, a run after the other. */
  readonly #texts = new TextIndex();
  readonly #runs: number[] = [];
  /** By code of the texts met last, its number and 1 more; 0 where it has not been asked for. */
  #known = new Uint32Array(0);
  #knownTexts: Utf8Texts | undefined;
  #emptyNumber: number | undefined;

  /** @param formOf what of a text has to be equal, where that is not all of it; of an integer it is the integer */
  constructor(formOf: ((text: string) => string) | undefined) {
    this.#formOf = formOf;
  }

  /** All numbers are below it; not every one need stand for a text. */
  get end(): number {
    return this.#integers.end;
  }

  /** The number of the empty text, where that has been met. */
  get emptyNumber(): number | undefined {
    return this.#emptyNumber;
  }

  /** Numbers the texts of some rows, which are given by their codes. */
  numberRows({ texts, codes }: KeyColumn, target: Uint32Array): void {
    this.#integers.expect(codes.length);
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

  /** What tells the text of a number, for all numbers so far. */
  texts(): (number: number) => string {
    const integers = new Float64Array(this.end);
    this.#integers.forEach((high, low, number) => {
      integers[number] = high * WORD + (low >>> 0);
    });
    const codes = new Uint32Array(this.end);
    for (let code = 0; code < this.#texts.count; code++) codes[this.#numberOfCode(code)] = code + 1;
    return (number) => {
      const code = codes[number]!;
      return code === 0 ? String(integers[number]) : textIn(this.#texts.bytesOf(code - 1));
    };
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
    if (!Number.isNaN(integer)) return this.#numberOfShort(integer);
    if (!this.#formOf) return this.#numberOfText(bytes, start, end);
    const formed = Buffer.from(this.#formOf(textIn(bytes.subarray(start, end))));
    const formedInteger = integerIn(formed, 0, formed.length);
    return Number.isNaN(formedInteger)
      ? this.#numberOfText(formed, 0, formed.length)
      : this.#numberOfShort(formedInteger);
  }

  #numberOfInteger(integer: number): number {
    if (isShortInteger(integer)) return this.#numberOfShort(integer);
    const text = Buffer.from(String(integer));
    return this.#numberOfText(text, 0, text.length);
  }

  #numberOfShort(integer: number): number {
    return this.#integers.numberOf(Math.floor(integer / WORD) | 0, integer | 0);
  }

  #numberOfText(bytes: Uint8Array, start: number, end: number): number {
    const code = this.#texts.codeOf(bytes, start, end);
    if (code === RUN * this.#runs.length) this.#runs.push(this.#integers.reserve());
    const number = this.#numberOfCode(code);
    if (start === end) this.#emptyNumber = number;
    return number;
  }

  #numberOfCode(code: number): number {
    return this.#runs[Math.floor(code / RUN)]! + (code % RUN);
  }
}

function textIn(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
}
