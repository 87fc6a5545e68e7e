import { UserError } from '../../messages/errors.ts';
import { SideBySide, type LinedUpRows } from '../input/side-by-side.ts';
import type { ReadOptions } from '../input/read-options.ts';
import type { TensorReader } from '../input/tensor-reader.ts';
import type { KeyNumbers } from './key-numbers.ts';

/** Some rows of one file, each with its key. */
export interface KeyedBlock extends LinedUpRows {
  /** The number of each row's key. */
  readonly keys: Uint32Array;
}

/** The rows of one file, each with its key. */
export class KeyedRows {
  /** The inputs that come from the file, without its key. */
  readonly readers: readonly TensorReader[];
  /** The file, for messages. */
  readonly label: string;
  readonly #lineup: SideBySide;
  readonly #columns: readonly TensorReader[];
  readonly #numbers: KeyNumbers;
  /** The row that has no key, where there is one; those before it come first. */
  #emptyKey: number | undefined;

  /**
   * @param columns those of text that make the key
   * @param numbers what numbers the keys, of all files
   */
  constructor(
    label: string,
    columns: readonly TensorReader[],
    readers: readonly TensorReader[],
    numbers: KeyNumbers,
    blockRows: ReadOptions['blockRows'],
  ) {
    this.label = label;
    this.readers = readers;
    this.#columns = columns;
    this.#numbers = numbers;
    this.#lineup = new SideBySide([...columns, ...readers], blockRows);
  }

  /**
   * The next rows, one or more; undefined at the end.
   * @throws UserError at a row whose key is empty
   */
  async next(): Promise<KeyedBlock | undefined> {
    const taken = this.#emptyKey === undefined ? await this.#lineup.next() : undefined;
    const block = taken && this.#keyed(taken);
    if (this.#emptyKey !== undefined && !block) throw this.#emptyKeyError(this.#emptyKey);
    return block;
  }

  /** Numbers the keys of rows, up to the first that has none; undefined where there is no row before that. */
  #keyed({ rows, values, firstRow }: LinedUpRows): KeyedBlock | undefined {
    const all = new Uint32Array(rows);
    const columns = this.#columns.map(({ texts }, k) => ({ texts: texts!, codes: values[k]! }));
    this.#numbers.numberRows(columns, all);
    const empty = this.#numbers.emptyNumber;
    const end = empty === undefined ? -1 : all.indexOf(empty);
    if (end >= 0) this.#emptyKey = firstRow + end;
    const count = end < 0 ? rows : end;
    if (count === 0) return undefined;
    const others = values.slice(columns.length);
    return {
      rows: count,
      keys: all.subarray(0, count),
      values: others.map((array, k) => array.subarray(0, count * this.readers[k]!.width)),
      firstRow,
    };
  }

  #emptyKeyError(row: number): UserError {
    return new UserError({
      where: `${this.label}, row ${row}`,
      problem: 'expected a key to join by, found an empty cell',
      hint: 'give every row a key of its own, or drop the row',
    });
  }
}
