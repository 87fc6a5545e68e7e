import type { Utf8Texts } from '../../tensor/block.ts';
import { integerIn, isShortInteger } from '../../text/integer-text.ts';
import { TextIndex } from '../../text/text-index.ts';
import type { ReadTexts } from '../input/tensor-reader.ts';
import { CloseNumbers, RUN } from './close-numbers.ts';

const WORD = 2 ** 32;
/** In place of the number of a text that is being asked for. */
const TO_COME = WORD - 1;

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
    const known = this.#knownOf(utf8);
    this.#numberNew(utf8, codes, known);
    for (let row = 0; row < codes.length; row++) target[row] = known[codes[row]!]! - 1;
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

  /** Numbers the codes that have not been asked for; those of texts that are no integers together, which is faster. */
  #numberNew(texts: Utf8Texts, codes: Float64Array, known: Uint32Array): void {
    const { bytes, ends } = texts;
    const others = new Int32Array(codes.length);
    let count = 0;
    for (const code of codes) {
      if (known[code] !== 0) continue;
      const start = code === 0 ? 0 : ends[code - 1]!;
      const integer = integerIn(bytes, start, ends[code]!);
      if (!Number.isNaN(integer)) known[code] = 1 + this.#numberOfShort(integer);
      else if (this.#formOf) {
        known[code] =
          1 + this.#numberOfForm(this.#formOf(textIn(bytes.subarray(start, ends[code]))));
      } else {
        known[code] = TO_COME;
        others[count++] = code;
      }
    }
    if (count > 0) this.#numberTexts(texts, others.subarray(0, count), known);
  }

  #numberTexts(texts: Utf8Texts, places: Int32Array, known: Uint32Array): void {
    const found = new Int32Array(places.length);
    this.#texts.codesOf(texts, places, found);
    this.#reserveRuns();
    places.forEach((place, k) => {
      known[place] = 1 + this.#numberOfCode(found[k]!);
    });
    const { ends } = texts;
    const empty = places.find((place) => ends[place] === (ends[place - 1] ?? 0));
    if (empty !== undefined) this.#emptyNumber = known[empty]! - 1;
  }

  #numberOfForm(form: string): number {
    const formed = Buffer.from(form);
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
    this.#reserveRuns();
    const number = this.#numberOfCode(code);
    if (start === end) this.#emptyNumber = number;
    return number;
  }

  /** Makes sure that all texts have numbers. */
  #reserveRuns(): void {
    while (RUN * this.#runs.length < this.#texts.count) this.#runs.push(this.#integers.reserve());
  }

  #numberOfCode(code: number): number {
    return this.#runs[Math.floor(code / RUN)]! + (code % RUN);
  }
}

function textIn(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
}
