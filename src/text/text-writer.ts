import { LONGEST, writeShortest } from './shortest-decimal.ts';

/** Bytes after which text is worth a write. */
const FULL = 60 * 1024;

/** Gathers text as bytes of UTF-8, for output of millions of numbers. */
export class TextWriter {
  #bytes = Buffer.allocUnsafe(64 * 1024);
  #length = 0;
  readonly #format: (x: number) => string;
  readonly #isShortest: boolean;

  /**
   * @param format the text of a number
   * @param isShortest whether that is what `String` makes of it, if it is finite
   */
  constructor(format: (x: number) => string, isShortest: boolean) {
    this.#format = format;
    this.#isShortest = isShortest;
  }

  /** Whether there is enough text to be taken. */
  get isFull(): boolean {
    return this.#length >= FULL;
  }

  text(text: string): void {
    this.#reserve(3 * text.length);
    this.#length += this.#bytes.write(text, this.#length);
  }

  /** Appends text of ASCII characters, without the price of a call into the system for a few of them. */
  ascii(text: string): void {
    this.#reserve(text.length);
    const bytes = this.#bytes;
    const start = this.#length;
    for (let i = 0; i < text.length; i++) bytes[start + i] = text.charCodeAt(i);
    this.#length = start + text.length;
  }

  number(x: number): void {
    this.#reserve(LONGEST);
    const start = this.#length;
    const end = this.#isShortest ? writeShortest(x, this.#bytes, start) : start;
    if (end > start) this.#length = end;
    else this.ascii(this.#format(x));
  }

  /** Appends a whole number from 0 on. */
  count(n: number): void {
    if (n >= 2 ** 31) {
      this.ascii(String(n));
      return;
    }
    this.#reserve(LONGEST);
    const bytes = this.#bytes;
    const start = this.#length;
    const end = start + digitsOf(n);
    let rest = n | 0;
    for (let at = end - 1; at >= start; at--) {
      const tenth = (rest / 10) | 0;
      bytes[at] = ZERO + rest - 10 * tenth;
      rest = tenth;
    }
    this.#length = end;
  }

  /** Removes the text so far: a view, valid until more is appended. */
  take(): Uint8Array {
    const text = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return text;
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#length + count));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

const ZERO = 0x30;

function digitsOf(n: number): number {
  let digits = 1;
  for (let next = 10; n >= next; next *= 10) digits++;
  return digits;
}
