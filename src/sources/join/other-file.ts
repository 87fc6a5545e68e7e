import { Appearances } from './appearances.ts';
import { HeldRows } from './held-rows.ts';
import type { KeyedRows } from './keyed-rows.ts';

/** A file whose rows are asked for by their keys; those that come before their turn wait. */
export class OtherFile {
  readonly file: KeyedRows;
  readonly appearances = new Appearances();
  readonly #held: HeldRows;
  #ended = false;

  constructor(file: KeyedRows) {
    this.file = file;
    this.#held = new HeldRows(file.readers.map(({ width }) => width));
  }

  /** Whether all rows have been read. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Reads on. */
  async more(): Promise<void> {
    const block = await this.file.next();
    if (!block) {
      this.#ended = true;
      return;
    }
    const { keys, rows, values, firstRow } = block;
    this.#held.append(values, rows);
    const isNew = this.appearances.note(keys, firstRow);
    for (let row = 0; row < rows; row++) if (isNew[row] === 0) this.#held.drop(firstRow + row);
  }

  /**
   * Takes rows that have been read, each of which once only, out.
   * @param numbers of the rows, counted from 1; 0 for none
   * @returns the numbers of each input
   */
  take(numbers: Float64Array): Float64Array[] {
    const values = this.file.readers.map(({ width }) => new Float64Array(numbers.length * width));
    this.#held.take(numbers, values);
    return values;
  }

  /** Reads what nobody will ask for. */
  async readToEnd(): Promise<void> {
    for (let block; !this.#ended && (block = await this.file.next());) {
      this.appearances.note(block.keys, block.firstRow);
    }
    this.#ended = true;
  }
}
