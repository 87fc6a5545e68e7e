import { giveBackNumbers, takeNumbers } from '../../tensor/arrays.ts';
import type { Selection } from '../input/selection.ts';
import { TextQueue } from '../input/text-queue.ts';
import type { ReadableColumn } from './readable-column.ts';

/** An input that is text: a column of texts, or of numbers, dates, times or booleans as they are written. */
export class TextInput<Reader extends ReadableColumn> {
  readonly selection: Selection;
  readonly readers: readonly Reader[];
  /** What the column is called. */
  readonly names: readonly string[];
  readonly width = 1;
  readonly queue = new TextQueue();
  readonly #reader: Reader;
  readonly #written: ReadableColumn['column']['written'];
  /** The codes of values that were written for these rows. */
  readonly #known = new Map<number | string, number>();
  #codes: Float64Array = new Float64Array(0);

  constructor(selection: Selection, reader: Reader, names: readonly string[]) {
    this.selection = selection;
    this.readers = [reader];
    this.names = names;
    this.#reader = reader;
    this.#written = reader.column.written;
  }

  /**
   * Reads rows into the queue, from which all before must have been taken. What is missing is the empty text, as an
   * empty cell of a table is.
   * @throws UserError for damage
   */
  fill(rows: number): void {
    const reader = this.#reader;
    if (this.#codes.length < rows) this.#codes = takeNumbers(rows);
    const codes = this.#codes.subarray(0, rows);
    reader.read(rows, codes);
    if (this.#areIntegers(codes)) {
      this.queue.appendIntegers(codes);
      return;
    }
    this.#known.clear();
    const isText = reader.column.type.kind === 'text';
    if (!isText || reader.firstNull !== undefined) {
      codes.forEach((value, row) => {
        if (!isText || Number.isNaN(value)) codes[row] = this.#codeOf(value, row);
      });
    }
    this.queue.append(codes, reader.texts.distinct);
  }

  /** Whether what was read last may be handed on as the integers that it is. */
  #areIntegers(values: Float64Array): boolean {
    if (!this.selection.mayBeIntegers || !this.#written?.isDigits) return false;
    return this.#reader.rounded.size === 0 && !values.includes(NaN);
  }

  /** Leaves its arrays to other inputs, where nothing waits in them. */
  close(): void {
    if (this.queue.length > 0) return;
    giveBackNumbers(this.#codes);
    this.#codes = new Float64Array(0);
  }

  /** The code of a value that has none yet, of a row that was read last. */
  #codeOf(value: number, row: number): number {
    const { rounded, texts } = this.#reader;
    const digits = rounded.get(row);
    const key = digits ?? value;
    let code = this.#known.get(key);
    if (code === undefined) {
      code = texts.codeOf(Buffer.from(this.#textOf(value, digits)));
      this.#known.set(key, code);
    }
    return code;
  }

  #textOf(value: number, digits: string | undefined): string {
    if (Number.isNaN(value)) return '';
    return this.#written ? this.#written.write(value, digits) : String(value === 1);
  }
}
