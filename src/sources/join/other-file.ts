import type { TextNumbers } from '../../text/text-numbers.ts';
import type { LinedUpRows } from '../input/side-by-side.ts';
import { Appearances } from './appearances.ts';
import type { KeyedRows } from './keyed-rows.ts';
import { WaitingRows } from './waiting-rows.ts';

const NONE: LinedUpRows = { rows: 0, values: [], firstRow: 1 };

/** A file whose rows are asked for by their keys; those that come before their turn wait. */
export class OtherFile {
  readonly file: KeyedRows;
  readonly appearances = new Appearances();
  readonly #keys: TextNumbers;
  readonly #waiting: WaitingRows;
  #block: LinedUpRows = NONE;
  /** The next row of the block. */
  #cursor = 0;
  #ended = false;

  constructor(file: KeyedRows, keys: TextNumbers) {
    this.file = file;
    this.#keys = keys;
    this.#waiting = new WaitingRows(file.readers.reduce((sum, { width }) => sum + width, 0));
  }

  /**
   * Copies the row of a key, which was not asked for before, to row `at` of the targets, one for each input of the file.
   * False where the file has none; undefined where {@link more} has to be read to know.
   */
  copy(
    key: number,
    text: string,
    targets: readonly Float64Array[],
    at: number,
  ): boolean | undefined {
    if (this.#waiting.has(key)) {
      this.#takeWaiting(key, targets, at);
      return true;
    }
    while (this.#cursor < this.#block.rows) {
      const row = this.#cursor++;
      const textHere = this.file.keyOf(row);
      const keyHere = textHere === text ? key : this.#keys.numberOf(textHere);
      if (!this.#note(keyHere, row)) continue;
      if (keyHere === key) {
        this.#copyRow(row, targets, at);
        return true;
      }
      this.#keep(keyHere, row);
    }
    return this.#ended ? false : undefined;
  }

  /** Reads on, when all that was read has been looked at. */
  async more(): Promise<void> {
    const block = await this.file.next();
    this.#ended = block === undefined;
    this.#block = block ?? NONE;
    this.#cursor = 0;
  }

  /** Reads what nobody will ask for. */
  async readToEnd(): Promise<void> {
    while (!this.#ended) {
      for (; this.#cursor < this.#block.rows; this.#cursor++) {
        this.#note(this.#keys.numberOf(this.file.keyOf(this.#cursor)), this.#cursor);
      }
      await this.more();
    }
  }

  #note(key: number, row: number): boolean {
    return this.appearances.note(key, this.#block.firstRow + row);
  }

  #copyRow(row: number, targets: readonly Float64Array[], at: number): void {
    const { readers } = this.file;
    for (let k = 0; k < readers.length; k++) {
      const { width } = readers[k]!;
      copy(this.#block.values[k]!, row * width, targets[k]!, at * width, width);
    }
  }

  /** Lets a row of the block wait, input after input. */
  #keep(key: number, row: number): void {
    let to = this.#waiting.put(key);
    for (let k = 0; k < this.file.readers.length; k++) {
      const { width } = this.file.readers[k]!;
      copy(this.#block.values[k]!, row * width, this.#waiting.values, to, width);
      to += width;
    }
  }

  #takeWaiting(key: number, targets: readonly Float64Array[], at: number): void {
    let from = this.#waiting.take(key);
    for (let k = 0; k < targets.length; k++) {
      const { width } = this.file.readers[k]!;
      copy(this.#waiting.values, from, targets[k]!, at * width, width);
      from += width;
    }
  }
}

/** Copies `count` numbers; most rows have few, for which a view of them would take longer. */
function copy(
  source: Float64Array,
  from: number,
  target: Float64Array,
  to: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) target[to + i] = source[from + i]!;
}
