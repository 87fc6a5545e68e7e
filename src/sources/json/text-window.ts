import { isUtf8 } from 'node:buffer';
import { UserError } from '../../messages/errors.ts';
import { endOfToken, type NdjsonLayout } from '../scan/ndjson-scanner.ts';
import { CHAR, DEEPEST, JsonCursor } from './cursor.ts';
import { ElementKernel, type ScannedElements, type Sequence } from './element-kernel.ts';
import { JsonNumberReader } from './number-reader.ts';

/** Bytes that are looked at together, at least: tokens that are longer take a second look. */
const LEAST_LOOK = 4096;
const NULL = Buffer.from('null');
const NAN = Buffer.from('NaN');

/** Copies the bytes of a document from a position on; fewer than there is room for only at its end. */
export type ReadAt = (target: Uint8Array, position: number) => number;

/** What a number may be besides one of JSON. */
export interface Missing {
  /** Whether `null` is NaN. */
  readonly allowMissing: boolean;
  /** Whether there may be NaN and infinities, as Python writes them. */
  readonly allowsNan: boolean;
}

/** What is thrown where a document is not understood, which another reader then finds the words for. */
export function notUnderstood(): UserError {
  return new UserError({ problem: 'expected a document whose elements are all written alike' });
}

/**
 * A part of a JSON document that moves over it, from its beginning to its end. Methods throw a UserError where there is not
 * what they expect, or more of it than the window holds.
 */
export class TextWindow {
  readonly #read: ReadAt;
  readonly #missing: Missing;
  readonly #kernel: ElementKernel;
  #numbers: { readonly of: Buffer; readonly reader: JsonNumberReader } | undefined;
  /** Where the next token is in memory, and where the text ends that is there. */
  #at: number;
  #end: number;
  /** The position in the document of what is to be read next. */
  #position: number;
  #isLast = false;
  /** Arrays and objects that the next token is within. */
  #depth = 0;

  /** @param position where the document begins */
  constructor(read: ReadAt, position: number, missing: Missing) {
    this.#read = read;
    this.#missing = missing;
    this.#kernel = new ElementKernel({
      resolve: (start, out) => this.#resolve(start, out),
      pass: (start) => this.#pass(start),
    });
    this.#at = this.#end = this.#kernel.textStart;
    this.#position = position;
    this.#skipSpace();
  }

  /** The byte that the next token begins with; undefined at the end of the document. */
  peek(): number | undefined {
    if (this.#at === this.#end) this.#refill();
    return this.#at === this.#end ? undefined : this.#kernel.bytes[this.#at];
  }

  /** Moves over a token of one byte; false where there is another. */
  take(byte: number): boolean {
    if (this.peek() !== byte) return false;
    this.#at++;
    if (byte === CHAR.openBracket || byte === CHAR.openBrace) this.#depth++;
    if (byte === CHAR.closeBracket || byte === CHAR.closeBrace) this.#depth--;
    if (this.#depth > DEEPEST) throw notUnderstood();
    this.#skipSpace();
    return true;
  }

  /** Moves over what a cursor moves over, which has to be all in the window. */
  move<T>(by: (cursor: JsonCursor) => T): T {
    const { value, length } = this.#look(by);
    this.#advance(this.#at + length);
    this.#skipSpace();
    return value;
  }

  /** What a cursor finds ahead, as {@link move} without moving. */
  look<T>(by: (cursor: JsonCursor) => T): T {
    return this.#look(by).value;
  }

  /** A copy of what a cursor moves over, without the white space after it. */
  textOf(by: (cursor: JsonCursor) => void): Buffer {
    const { length } = this.#look(by);
    const text = this.#kernel.bytes.subarray(this.#at, this.#at + length);
    return Buffer.from(text.subarray(0, endOfToken(text, length)));
  }

  /**
   * Moves over the elements of a sequence, which begins before the window's next token, to its end.
   * @param take is given the numbers of some elements, valid during the call
   * @returns how many elements there are
   */
  elements(
    layout: NdjsonLayout,
    sequence: Sequence,
    take: (scanned: ScannedElements) => void,
  ): number {
    this.#kernel.plan(layout);
    let count = 0;
    for (;;) {
      // Where the window ended with a comma.
      this.#skipSpace();
      const scanned = this.#kernel.scan(this.#at, this.#end, sequence, count);
      count += scanned.count;
      if (scanned.count > 0) {
        this.#advance(scanned.end);
        take(scanned);
      }
      if (scanned.isClosed) break;
      if (!this.#refill()) throw notUnderstood();
    }
    this.#depth--;
    this.#skipSpace();
    return count;
  }

  #look<T>(by: (cursor: JsonCursor) => T): { readonly value: T; readonly length: number } {
    if (this.#end - this.#at < LEAST_LOOK) this.#refill();
    for (;;) {
      const text = this.#kernel.bytes.subarray(this.#at, this.#end);
      try {
        const { allowsNan } = this.#missing;
        const cursor = new JsonCursor(text, '', undefined, allowsNan).within(this.#depth);
        const value = by(cursor);
        // What ends with the window may go on after it.
        if (cursor.position < text.length || this.#isLast) {
          return { value, length: cursor.position };
        }
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
      }
      if (!this.#refill()) throw notUnderstood();
    }
  }

  /** Moves on over text that was understood. */
  #advance(to: number): void {
    if (!isUtf8(this.#kernel.bytes.subarray(this.#at, to))) throw notUnderstood();
    this.#at = to;
  }

  #skipSpace(): void {
    for (;;) {
      const byte = this.peek();
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return;
      this.#at++;
    }
  }

  /** Reads on; false where it was known that there is nothing more, or there is no room for it. */
  #refill(): boolean {
    if (this.#isLast) return false;
    const { bytes, textStart, textEnd } = this.#kernel;
    bytes.copyWithin(textStart, this.#at, this.#end);
    this.#end -= this.#at - textStart;
    this.#at = textStart;
    const room = bytes.subarray(this.#end, textEnd);
    const count = this.#read(room, this.#position);
    this.#position += count;
    this.#end += count;
    this.#isLast = count < room.length;
    return count > 0 || this.#isLast;
  }

  /** What the kernel leaves to the slow path: subnormal numbers and the like, and what is missing. */
  #resolve(start: number, out: number): number {
    const { bytes } = this.#kernel;
    if (this.#numbers?.of !== bytes) {
      this.#numbers = { of: bytes, reader: new JsonNumberReader(bytes) };
    }
    const { reader } = this.#numbers;
    const value = reader.read(start);
    bytes.writeDoubleLE(value, out);
    if (!Number.isNaN(value)) return reader.end;
    const { allowMissing, allowsNan } = this.#missing;
    const words = allowsNan ? [NULL, NAN] : [NULL];
    const word = words.find((w) => w.equals(bytes.subarray(start, start + w.length)));
    return allowMissing && word ? start + word.length : 0;
  }

  /** What the kernel leaves of values that are passed over: strings with escapes, words, and what is none. */
  #pass(start: number): number {
    const text = this.#kernel.bytes.subarray(start, this.#end);
    const first = text[0];
    if (first === CHAR.openBracket || first === CHAR.openBrace) return 0;
    try {
      const cursor = new JsonCursor(text, '', undefined, this.#missing.allowsNan);
      cursor.skip();
      return start + endOfToken(text, cursor.position);
    } catch (error) {
      if (error instanceof UserError) return 0;
      throw error;
    }
  }
}
