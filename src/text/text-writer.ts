import { MOST_VALUES, MOST_WRITTEN, NumberPrinter, type RowTexts } from './print/number-printer.ts';

/** Bytes after which text is worth a write. */
const FULL = 60 * 1024;
const ROOM = 64 * 1024;
/** Characters up to which it is faster to write one by one than to call into the system. */
const SHORT = 48;
/** Numbers from which on starting a printer is worth its time. */
const MANY = 10_000;

/** Gathers text as bytes of UTF-8, for output of millions of numbers. */
export class TextWriter {
  #bytes: Buffer = Buffer.allocUnsafe(ROOM);
  #length = 0;
  readonly #format: (x: number) => string;
  /** Numbers to come before they are many; Infinity where a printer prints others. */
  #beforeMany: number;
  #printer: NumberPrinter | undefined;

  /**
   * @param format the text of a number
   * @param isShortest whether that is what `String` makes of it, if it is finite
   */
  constructor(format: (x: number) => string, isShortest: boolean) {
    this.#format = format;
    this.#beforeMany = isShortest ? MANY : Infinity;
  }

  /** Whether there is enough text to be taken. */
  get isFull(): boolean {
    return this.#length >= FULL;
  }

  text(text: string): void {
    this.#reserve(3 * text.length);
    this.#length = this.#writeAscii(text) ?? this.#length + this.#bytes.write(text, this.#length);
  }

  /** Writes a short text of ASCII characters behind the others; returns where it ends, or undefined where it is none. */
  #writeAscii(text: string): number | undefined {
    const { length } = text;
    if (length > SHORT) return undefined;
    const bytes = this.#bytes;
    const start = this.#length;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      if (unit >= 0x80) return undefined;
      bytes[start + i] = unit;
    }
    return start + length;
  }

  /** Appends bytes of text. */
  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
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
    const printer = this.#printerFor(1);
    if (!printer) {
      this.ascii(this.#format(x));
      return;
    }
    this.#reserve(MOST_WRITTEN);
    this.#length = printer.print(x, this.#length);
  }

  /**
   * Appends rows of numbers with the same texts around them, faster than one by one.
   * @param values row-major
   */
  rows(values: Float64Array, row: RowTexts): void {
    const { width, texts } = row;
    const printer = this.#printerFor(values.length);
    if (printer?.takes(row)) {
      const atOnce = Math.floor(MOST_VALUES / width);
      for (let from = 0; from < values.length; from += atOnce * width) {
        const part = values.subarray(from, from + atOnce * width);
        this.#reserve((part.length / width) * row.bytes + part.length * MOST_WRITTEN);
        this.#length = printer.printRows(part, row, this.#length);
      }
      return;
    }
    for (let at = 0; at < values.length;) {
      for (let k = 0; k < width; k++) {
        this.ascii(texts[k]!);
        this.number(values[at++]!);
      }
      this.ascii(texts[width]!);
    }
  }

  /** What prints numbers, from where on that is worth its start. */
  #printerFor(count: number): NumberPrinter | undefined {
    if (this.#printer) return this.#printer;
    this.#beforeMany -= count;
    if (this.#beforeMany >= 0) return undefined;
    this.#printer = new NumberPrinter(this.#format);
    this.#moveTo(this.#printer.reserve(this.#bytes.length));
    return this.#printer;
  }

  /** Appends a whole number from 0 on. */
  count(n: number): void {
    if (n >= 2 ** 31) {
      this.ascii(String(n));
      return;
    }
    this.#reserve(MOST_WRITTEN);
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
    const size = 2 * (this.#length + count);
    if (this.#printer) {
      this.#bytes = this.#printer.reserve(size);
      return;
    }
    this.#moveTo(Buffer.allocUnsafe(size));
  }

  #moveTo(bytes: Buffer): void {
    bytes.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = bytes;
  }
}

const ZERO = 0x30;

function digitsOf(n: number): number {
  let digits = 1;
  for (let next = 10; n >= next; next *= 10) digits++;
  return digits;
}
