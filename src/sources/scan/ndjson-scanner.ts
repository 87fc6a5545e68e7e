import { isUtf8 } from 'node:buffer';
import { UserError } from '../../messages/errors.ts';
import { TextIndex } from '../../text/text-index.ts';
import { CHAR, isNumberStart, JsonCursor } from '../json/cursor.ts';
import { JsonNumberReader } from '../json/number-reader.ts';
import { takeText } from '../json/values.ts';
import type { InputPlaces, ScannedText } from './csv-scanner.ts';

/** How the lines of a file are written, which all are alike. */
export interface NdjsonLayout {
  /** The bytes before, between and after the values of a line: one text more than there are values. */
  readonly literals: readonly Uint8Array[];
  /** Values in a line: numbers, strings, `true`, `false` and `null`. */
  readonly columns: number;
  /** The values to read as numbers, ascending; values that are not read are passed over whatever they are. */
  readonly selected: readonly number[];
  /** The values to read as text, one for each input that is; they take the places after those of the numbers. */
  readonly texts: readonly number[];
  /** Whether `null` is NaN; else a text with one is not understood. */
  readonly allowMissing: boolean;
}

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const NULL = Buffer.from('null');
const NOT_ASCII = 0x80;

/** An input that is text, and what gives its texts their codes. */
interface TextTarget {
  readonly input: number;
  readonly index: TextIndex;
}

/**
 * Reads lines of JSON that are all written alike, as {@link TensorWalk} does, bit for bit, but many times faster. What
 * that would refuse or warn of, and lines that are written in another way, it does not understand.
 */
export class NdjsonScanner {
  readonly #layout: NdjsonLayout;
  readonly #isSelected: readonly boolean[];
  /** Bytes of a line at least, with its end. */
  readonly #shortestLine: number;
  #text = Buffer.alloc(0);
  #numbers = new JsonNumberReader(this.#text);
  #cursor = new JsonCursor(this.#text, '');
  #size = 0;
  /** For each value of a line the columns of the inputs that it is read for. */
  readonly #targets: readonly (readonly { readonly input: number; readonly column: number }[])[];
  /** For each value of a line the inputs that it is the text of. */
  readonly #textTargets: readonly (readonly TextTarget[])[];
  readonly #indices: readonly TextIndex[];
  readonly #inputs: InputPlaces;
  #planes: readonly Float64Array[] = [];
  /** All bytes of the strings that were passed over, or-ed. */
  #passedOver = 0;
  /** Whether the string that was passed over last has escapes. */
  #isEscaped = false;

  /** @param inputs what the values are for; without them for one input of all that are selected */
  constructor(
    layout: NdjsonLayout,
    inputs: InputPlaces = [layout.selected.map((_, place) => place)],
  ) {
    const { literals, columns, selected, texts } = layout;
    this.#layout = layout;
    this.#inputs = inputs;
    const targets = Array.from({ length: columns }, (): { input: number; column: number }[] => []);
    const textTargets = Array.from({ length: columns }, (): TextTarget[] => []);
    this.#indices = texts.map(() => new TextIndex());
    inputs.forEach((places, input) => {
      places.forEach((place, column) => {
        const text = place - selected.length;
        if (text < 0) targets[selected[place]!]!.push({ input, column });
        else textTargets[texts[text]!]!.push({ input, index: this.#indices[text]! });
      });
    });
    this.#targets = targets;
    this.#textTargets = textTargets;
    this.#isSelected = Array.from({ length: columns }, (_, k) => selected.includes(k));
    this.#shortestLine = literals.reduce((sum, { length }) => sum + length, columns + 1);
  }

  /** Room for `size` bytes of text, which the next scan reads. A view that is valid until the next call. */
  reserve(size: number): Uint8Array {
    // One more for the newline that the last line may lack.
    if (size >= this.#text.length) {
      this.#text = Buffer.allocUnsafeSlow(size + 1);
      this.#numbers = new JsonNumberReader(this.#text);
      this.#cursor = new JsonCursor(this.#text, '');
      const lines = Math.ceil(this.#text.length / this.#shortestLine);
      this.#planes = this.#inputs.map((places) => new Float64Array(lines * places.length));
    }
    this.#size = size;
    return this.#text.subarray(0, size);
  }

  /**
   * Reads the lines that begin from `start` to before `until` in the room, of which the last may lack its newline where
   * the text ends, at `end` (then the byte after it is overwritten). Undefined when they are not understood.
   */
  scan(start: number, end: number, until = end): ScannedText | undefined {
    if (end > this.#size) throw new RangeError('cannot scan more than was reserved');
    const text = this.#text;
    if (end > start && text[end - 1] !== LF) text[end] = LF;
    const linesEnd = until > start ? text.indexOf(LF, until - 1) + 1 : start;
    this.#passedOver = 0;
    for (const index of this.#indices) index.truncate(0);
    let rows = 0;
    for (let at = start; at < linesEnd; rows++) {
      at = this.#line(at, rows);
      if (at < 0) return undefined;
    }
    if (this.#passedOver >= NOT_ASCII && !isUtf8(text.subarray(start, linesEnd))) return undefined;
    const planes = this.#planes.map((plane, k) => {
      return plane.subarray(0, rows * this.#inputs[k]!.length);
    });
    const texts = this.#indices.map((index) => index.collect());
    return { rows, lines: rows, planes, texts, end: Math.min(end, linesEnd) };
  }

  /** Reads a line to its end; returns the position after it, or -1. */
  #line(start: number, row: number): number {
    const { literals, columns } = this.#layout;
    const text = this.#text;
    let at = start;
    for (let k = 0; k <= columns; k++) {
      const literal = literals[k]!;
      for (let i = 0; i < literal.length; i++) if (text[at + i] !== literal[i]) return -1;
      at += literal.length;
      if (k === columns) break;
      const from = at;
      at = this.#isSelected[k] === true ? this.#readNumber(from, k, row) : this.#passOver(from);
      if (at < 0) return -1;
      for (const { input, index } of this.#textTargets[k]!) {
        const code = this.#codeOf(from, at, index);
        if (code < 0) return -1;
        this.#planes[input]![row] = code;
      }
    }
    if (text[at] === CR) at++;
    return text[at] === LF ? at + 1 : -1;
  }

  /** Reads a number for the inputs that it is of; returns the position after it, or -1. */
  #readNumber(start: number, k: number, row: number): number {
    const value = this.#numbers.read(start);
    let end = this.#numbers.end;
    if (Number.isNaN(value)) {
      if (!this.#layout.allowMissing || !this.#isNull(start)) return -1;
      end = start + NULL.length;
    }
    for (const { input, column } of this.#targets[k]!) {
      this.#planes[input]![row * this.#inputs[input]!.length + column] = value;
    }
    return end;
  }

  /** The code of the text that a value which was passed over stands for, or -1. */
  #codeOf(start: number, end: number, index: TextIndex): number {
    const text = this.#text;
    if (text[start] !== CHAR.quote) {
      return index.codeOf(text, text[start] === CHAR.n ? end : start, end);
    }
    if (!this.#isEscaped) return index.codeOf(text, start + 1, end - 1);
    const cursor = this.#cursor.at(start);
    const decoded = this.#attempt(() => takeText(cursor));
    if (decoded === undefined) return -1;
    const bytes = Buffer.from(decoded);
    return index.codeOf(bytes, 0, bytes.length);
  }

  #isNull(at: number): boolean {
    return NULL.equals(this.#text.subarray(at, at + NULL.length));
  }

  /** The position after a value of any kind but arrays and objects, or -1. */
  #passOver(start: number): number {
    const text = this.#text;
    this.#isEscaped = false;
    if (text[start] === CHAR.quote) {
      for (let at = start + 1; ; at++) {
        const byte = text[at]!;
        if (byte === CHAR.quote) return at + 1;
        if (byte === CHAR.backslash || byte < SPACE) break;
        this.#passedOver |= byte;
      }
      this.#isEscaped = true;
    }
    if (!Number.isNaN(this.#numbers.read(start))) return this.#numbers.end;
    return this.#passOverStrictly(start);
  }

  #passOverStrictly(start: number): number {
    const byte = this.#text[start];
    if (byte === CHAR.openBracket || byte === CHAR.openBrace) return -1;
    const cursor = this.#cursor.at(start);
    const end = this.#attempt(() => {
      // It is none of those that are read at once.
      if (isNumberStart(byte)) cursor.number();
      else cursor.skip();
      return endOfToken(this.#text, cursor.position);
    });
    this.#passedOver |= NOT_ASCII;
    return end ?? -1;
  }

  /** What a cursor gives; undefined where there is none of that. */
  #attempt<T>(move: () => T): T | undefined {
    try {
      return move();
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }
}

/** Where a token ends after which there may be white space up to a position. */
export function endOfToken(text: Uint8Array, position: number): number {
  let end = position;
  while (text[end - 1]! <= SPACE) end--;
  return end;
}
