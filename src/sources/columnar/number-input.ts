import type { StoredDtype } from '../../tensor/dtype.ts';
import { giveBackNumbers, takeNumbers } from '../../tensor/arrays.ts';
import { isNumeric, parseNumber } from '../../text/parse-number.ts';
import type { CellLabels } from '../input/cell-labels.ts';
import { NumberQueue, type Place } from '../input/number-queue.ts';
import type { ReadOptions } from '../input/read-options.ts';
import type { Selection } from '../input/selection.ts';
import type { ReadableColumn } from './readable-column.ts';

interface InputSource<Reader extends ReadableColumn> {
  readonly selection: Selection;
  readonly options: ReadOptions;
  readonly readers: readonly Reader[];
  /** What the columns are called. */
  readonly names: readonly string[];
  readonly labels: CellLabels | undefined;
}

/** An input of the loss, put together from its columns; also the place of the value that is being looked at. */
export class NumberInput<Reader extends ReadableColumn> implements Place {
  readonly selection: Selection;
  readonly readers: readonly Reader[];
  readonly names: readonly string[];
  readonly queue: NumberQueue;
  /** Numbers in a row. */
  readonly width: number;
  readonly labels: CellLabels | undefined;
  readonly #refusesMissing: boolean;
  /** The reader and the place in its row that each number of a row comes from. */
  readonly #origins: readonly (readonly [Reader, number])[];
  /** By number of a row, what its labels stand for: by text, or by number in columns of numbers. */
  readonly #meanings: readonly Map<string | number, number>[];
  #rows: Float64Array = new Float64Array(0);
  #column = new Float64Array(0);
  /** Rows before those that are being read. */
  #rowsBefore = 0;
  #place = 0;

  constructor({ selection, options, readers, names, labels }: InputSource<Reader>) {
    this.selection = selection;
    this.readers = readers;
    this.names = names;
    this.queue = new NumberQueue(options);
    this.labels = labels;
    this.#refusesMissing = options.missing === 'error';
    this.#origins = readers.flatMap((reader) =>
      Array.from({ length: reader.width }, (_, i) => [reader, i] as const),
    );
    this.width = this.#origins.length;
    this.#meanings = this.#origins.map(() => new Map<string | number, number>());
  }

  /** The dtype of all columns, where they have one. */
  get dtype(): StoredDtype | undefined {
    const dtypes = new Set(this.readers.map(({ dtype }) => dtype));
    return dtypes.size === 1 ? this.readers[0]!.dtype : undefined;
  }

  /**
   * Reads rows into the queue.
   * @throws UserError for what is no number, or missing where that is an error, and for damage
   */
  fill(rows: number): void {
    const count = rows * this.width;
    // The queue may still use the array that it was given last.
    if (this.queue.length > 0 || this.#rows.length < count) this.#rows = takeNumbers(count);
    const values = this.#rows.subarray(0, count);
    const special = this.#read(rows, values);
    if (this.labels) this.#translate(values, this.labels, special);
    if (this.#refusesMissing) this.#findMissing(values, special);
    let from = 0;
    for (const [place, text] of [...special].sort(([a], [b]) => a - b)) {
      this.queue.append(values.subarray(from, place));
      this.#place = place;
      this.queue.push(text, this);
      from = place + 1;
    }
    this.queue.append(values.subarray(from));
    this.#rowsBefore += rows;
  }

  /** Leaves its arrays to other inputs, where nothing waits in them. */
  close(): void {
    if (this.queue.length > 0) return;
    giveBackNumbers(this.#rows);
    this.#rows = new Float64Array(0);
  }

  where(): string {
    const row = this.#rowsBefore + Math.floor(this.#place / this.width);
    return this.#originOf(this.#place)[0].describe(row);
  }

  hint(): string {
    return 'labels that are no numbers stand for classes where --labels or the columns of pred name them';
  }

  #originOf(place: number): readonly [Reader, number] {
    return this.#origins[place % this.width]!;
  }

  /** Puts the columns side by side; returns the text of the numbers that must be looked at as text, by place. */
  #read(rows: number, values: Float64Array): Map<number, string> {
    const special = new Map<number, string>();
    let offset = 0;
    for (const reader of this.readers) {
      const { width } = reader;
      if (width === this.width) reader.read(rows, values);
      else {
        if (this.#column.length < rows * width) this.#column = new Float64Array(rows * width);
        const column = this.#column;
        reader.read(rows, column);
        for (let row = 0, from = 0, to = offset; row < rows; row++, to += this.width) {
          for (let i = 0; i < width; i++) values[to + i] = column[from++]!;
        }
      }
      for (const [place, digits] of reader.rounded) {
        special.set(Math.floor(place / width) * this.width + offset + (place % width), digits);
      }
      offset += width;
    }
    return special;
  }

  /** Replaces labels by the numbers that they stand for. */
  #translate(values: Float64Array, labels: CellLabels, special: Map<number, string>): void {
    const isText = this.readers.some(({ column }) => column.type.kind === 'text');
    if (!isText && labels.keepsNumbers) {
      labels.noteNumbers(values, this);
      return;
    }
    for (let place = 0; place < values.length; place++) {
      const value = values[place]!;
      if (Number.isNaN(value)) continue;
      const meanings = this.#meanings[place % this.width]!;
      const [reader] = this.#originOf(place);
      const digits = special.get(place);
      // A number that was rounded may stand for another label as well.
      const key = reader.column.type.kind === 'text' ? reader.textOf(value) : value;
      const known = digits === undefined ? meanings.get(key) : undefined;
      if (known !== undefined) {
        values[place] = known;
        continue;
      }
      this.#place = place;
      const cell = digits ?? reader.textOf(value);
      const meaning =
        labels.numberOf(cell, isNumeric(cell), this) ??
        (digits === undefined ? parseNumber(cell) : undefined);
      if (meaning === undefined || Number.isNaN(meaning)) {
        special.set(place, cell);
        continue;
      }
      values[place] = meaning;
      if (digits === undefined) meanings.set(key, meaning);
      else special.delete(place);
    }
  }

  /** Finds the first missing value that is not found already. */
  #findMissing(values: Float64Array, special: Map<number, string>): void {
    if (!this.readers.some((reader) => reader.mayHoldNaN)) return;
    const place = firstNaN(values);
    if (place === undefined || special.has(place)) return;
    const [reader, i] = this.#originOf(place);
    const inColumn = Math.floor(place / this.width) * reader.width + i;
    special.set(place, reader.firstNull === inColumn ? 'null' : 'nan');
  }
}

function firstNaN(values: Float64Array): number | undefined {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return i;
  return undefined;
}
