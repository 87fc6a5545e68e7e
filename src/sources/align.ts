import { UserError } from '../errors.ts';
import type { Block, TextColumn } from '../tensor/block.ts';
import type { Shape } from '../tensor/shape.ts';
import { formatShape } from '../tensor/shape.ts';
import type { Progress } from './bytes.ts';
import type { TensorReader } from './tensor-reader.ts';
import type { Inputs, ReadOptions, TensorInfo } from './types.ts';

const DEFAULT_ROWS = 8192;
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

  get progress(): Progress {
    const feeds = new Set(this.#readers.map(({ feed }) => feed));
    const all = [...feeds].map(({ progress }) => progress);
    const isKnown = all.every(({ total }) => total !== undefined);
    return {
      done: all.reduce((sum, { done }) => sum + done, 0),
      total: isKnown ? all.reduce((sum, { total = 0 }) => sum + total, 0) : undefined,
    };
  }

  get skipped(): number {
    return this.#skipped;
  }

  async *blocks(): AsyncGenerator<Block> {
    const readers = this.#readers;
    try {
      let firstRow = 1;
      for (;;) {
        const rows = await this.#rowsReady();
        if (rows === 0) return;
        const values = readers.map((reader) => reader.take(rows));
        const columns = columnsOf(readers, values);
        const kept = this.#dropsMissing ? dropMissing(values, rows) : undefined;
        if (kept === undefined) yield { rows, ...columns, firstRow };
        else {
          this.#skipped += rows - kept.length;
          const rowNumbers = kept.map((row) => firstRow + row);
          const first = rowNumbers[0];
          if (first !== undefined) {
            yield { rows: kept.length, ...columns, firstRow: first, rowNumbers };
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

  /** How many rows every input has ready for the next block; 0 at the end of all. */
  async #rowsReady(): Promise<number> {
    const counts: number[] = [];
    for (const reader of this.#readers) counts.push(await reader.ready());
    const fewest = Math.min(this.#blockRows, ...counts);
    if (fewest === 0 && counts.some((count) => count > 0)) throw await this.#shapesDiffer();
    return fewest;
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
    const unread = new Set(this.#readers);
    while (unread.size > 0) {
      for (const reader of unread) {
        try {
          const rows = await reader.ready();
          reader.take(rows);
          if (rows > 0) continue;
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          failures.set(reader, error);
        }
        unread.delete(reader);
      }
    }
    return failures;
  }
}

/** What readers have taken, by input name: numbers, and texts where there are any. */
function columnsOf(
  readers: readonly TensorReader[],
  taken: readonly Float64Array[],
): Pick<Block, 'inputs' | 'texts'> {
  const inputs: Record<string, Float64Array> = {};
  const texts: Record<string, TextColumn> = {};
  readers.forEach(({ input, textOf }, k) => {
    if (textOf) texts[input] = { codes: taken[k]!, textOf };
    else inputs[input] = taken[k]!;
  });
  return Object.keys(texts).length > 0 ? { inputs, texts } : { inputs };
}

/**
 * Moves together the rows in which no input misses a value; NaN stands for a missing one. Returns their
 * indices, or undefined when that is all of them.
 */
function dropMissing(inputs: readonly Float64Array[], rows: number): Float64Array | undefined {
  const kept = new Float64Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    if (inputs.some((values) => isMissing(values, row, values.length / rows))) continue;
    if (count < row) for (const values of inputs) move(values, row, count, values.length / rows);
    kept[count++] = row;
  }
  return count === rows ? undefined : kept.subarray(0, count);
}

function isMissing(values: Float64Array, row: number, width: number): boolean {
  for (let i = row * width; i < (row + 1) * width; i++) {
    if (Number.isNaN(values[i])) return true;
  }
  return false;
}

function move(values: Float64Array, from: number, to: number, width: number): void {
  values.copyWithin(to * width, from * width, (from + 1) * width);
}
