import { UserError } from '../errors.ts';
import type { Block } from '../tensor/block.ts';
import type { Shape } from '../tensor/shape.ts';
import { formatShape } from '../tensor/shape.ts';
import type { TensorReader } from './tensor-reader.ts';
import type { Inputs, ReadOptions, TensorInfo } from './types.ts';

const DEFAULT_ROWS = 4096;
// A block of very wide rows holds fewer of them: 8 MiB of the widest input.
const MOST_NUMBERS = 1024 * 1024;

/** Reads the inputs of a loss side by side, so that row i of each belongs to the same sample. */
export class AlignedInputs implements Inputs {
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  readonly #readers: readonly TensorReader[];
  readonly #dropsMissing: boolean;
  readonly #blockRows: number;
  #skipped = 0;

  constructor(
    readers: readonly TensorReader[],
    { missing, blockRows = DEFAULT_ROWS }: Pick<ReadOptions, 'missing' | 'blockRows'>,
  ) {
    this.tensors = new Map(readers.map((reader) => [reader.input, reader.info]));
    this.#readers = readers;
    this.#dropsMissing = missing === 'skip';
    const widest = Math.max(...readers.map((reader) => reader.width));
    this.#blockRows = Math.max(1, Math.min(blockRows, Math.floor(MOST_NUMBERS / widest)));
  }

  get skipped(): number {
    return this.#skipped;
  }

  async *blocks(): AsyncGenerator<Block> {
    const columns = this.#readers.map((reader) => new Column(reader, this.#blockRows));
    const inputs = Object.fromEntries(columns.map(({ reader, values }) => [reader.input, values]));
    try {
      let firstRow = 1;
      for (;;) {
        const rows = await this.#readRows(columns);
        if (rows === 0) return;
        const kept = this.#dropsMissing ? dropMissing(columns, rows) : undefined;
        if (kept === undefined) yield { rows, inputs, firstRow };
        else {
          this.#skipped += rows - kept.length;
          const rowNumbers = kept.map((row) => firstRow + row);
          const first = rowNumbers[0];
          if (first !== undefined) {
            yield { rows: kept.length, inputs, firstRow: first, rowNumbers };
          }
        }
        firstRow += rows;
      }
    } finally {
      await this.close();
    }
  }

  async measure(): Promise<ReadonlyMap<string, Shape>> {
    const failures = await this.#readToEnd();
    const shapes = new Map<string, Shape>();
    for (const reader of this.#readers) {
      if (!failures.has(reader)) shapes.set(reader.input, reader.shape);
    }
    return shapes;
  }

  /** Closes the files; those read to their end have been. */
  async close(): Promise<void> {
    for (const reader of this.#readers) await reader.close();
  }

  /** Fills the columns with the next rows and returns how many there are. */
  async #readRows(columns: readonly Column[]): Promise<number> {
    const counts: number[] = [];
    for (const column of columns) counts.push(await column.fill());
    if (new Set(counts).size > 1) throw await this.#shapesDiffer();
    return counts[0] ?? 0;
  }

  async #shapesDiffer(): Promise<UserError> {
    const [failure] = (await this.#readToEnd()).values();
    if (failure) return failure;
    const shapes = this.#readers.map(({ input, shape }) => `${input} is ${formatShape(shape)}`);
    const labels = this.#readers.map(({ input, info }) => `${input} from ${info.label}`);
    return new UserError({
      problem: `shapes differ: ${shapes.join(', ')}`,
      hint: `each row must have its counterpart in every input (${labels.join(', ')})`,
    });
  }

  /**
   * Reads all inputs on, a block of each in turn since those of one table advance together, and returns what is
   * wrong with those that cannot be read to their ends.
   */
  async #readToEnd(): Promise<ReadonlyMap<TensorReader, UserError>> {
    const failures = new Map<TensorReader, UserError>();
    const unread = new Set(this.#readers.map((reader) => new Column(reader, this.#blockRows)));
    while (unread.size > 0) {
      for (const column of unread) {
        try {
          if ((await column.fill()) > 0) continue;
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          failures.set(column.reader, error);
        }
        unread.delete(column);
      }
    }
    return failures;
  }
}

/** The rows of one input in a block. */
class Column {
  readonly reader: TensorReader;
  readonly values: Float64Array;

  constructor(reader: TensorReader, rows: number) {
    this.reader = reader;
    this.values = new Float64Array(rows * reader.width);
  }

  /** Reads the next rows and returns how many there are. */
  async fill(): Promise<number> {
    return (await this.reader.read(this.values, this.values.length)) / this.reader.width;
  }

  isMissing(row: number): boolean {
    const { width } = this.reader;
    for (let i = row * width; i < (row + 1) * width; i++) {
      if (Number.isNaN(this.values[i])) return true;
    }
    return false;
  }

  move(from: number, to: number): void {
    const { width } = this.reader;
    this.values.copyWithin(to * width, from * width, (from + 1) * width);
  }
}

/**
 * Moves together the rows in which no input misses a value; NaN stands for a missing one. Returns their
 * indices, or undefined when that is all of them.
 */
function dropMissing(columns: readonly Column[], rows: number): Float64Array | undefined {
  const kept = new Float64Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    if (columns.some((column) => column.isMissing(row))) continue;
    if (count < row) columns.forEach((column) => column.move(row, count));
    kept[count++] = row;
  }
  return count === rows ? undefined : kept.subarray(0, count);
}
