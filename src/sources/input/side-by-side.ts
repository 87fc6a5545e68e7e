import { UserError } from '../../messages/errors.ts';
import { formatShape } from '../../tensor/shape.ts';
import type { Parts } from './parts.ts';
import { RowParts } from './row-parts.ts';
import { readToEnd, type TensorReader } from './tensor-reader.ts';

const DEFAULT_ROWS = 8192;
// A block of very wide rows holds fewer of them: 8 MiB of the widest input.
const MOST_NUMBERS = 1024 * 1024;

/** Rows of several inputs of which row i of each belongs to the same sample. */
export interface LinedUpRows {
  readonly rows: number;
  /** Of each reader the numbers of its rows, or codes; valid until the next rows are asked for. */
  readonly values: readonly Float64Array[];
  /** Number of the first row in the input, from 1. */
  readonly firstRow: number;
  /** The number of each row, where they are not consecutive. */
  readonly rowNumbers?: Float64Array | undefined;
  /** Of each reader the numbers of its rows in its own file, where these are others; valid as the values are. */
  readonly ownNumbers?: readonly (Float64Array | undefined)[] | undefined;
}

/** Brings the rows of several inputs together. */
export interface Lineup {
  /** The inputs, in the order of their values. */
  readonly readers: readonly TensorReader[];
  /** How many samples were dropped so far for want of a row in one of the inputs. */
  readonly dropped: number;
  /** Given where the rows can be read in parts, in any order. */
  readonly parts?: Parts | undefined;
  /** The next rows, one or more; undefined at the end of all inputs. */
  next(): Promise<LinedUpRows | undefined>;
}

/** Inputs whose rows belong together in the order in which they stand. */
export class SideBySide implements Lineup {
  readonly readers: readonly TensorReader[];
  readonly dropped = 0;
  readonly #blockRows: number;
  #firstRow = 1;
  /** The last row to read. */
  #lastRow = Infinity;

  constructor(readers: readonly TensorReader[], blockRows = DEFAULT_ROWS) {
    this.readers = readers;
    const widest = Math.max(...readers.map(({ width }) => width));
    this.#blockRows = Math.max(1, Math.min(blockRows, Math.floor(MOST_NUMBERS / widest)));
  }

  get parts(): Parts | undefined {
    const [feed, ...others] = new Set(this.readers.map((reader) => reader.feed));
    if (others.length === 0 && feed!.parts) return feed!.parts;
    const [rows, ...different] = new Set(this.readers.map(({ places }) => places?.rows));
    // Where the numbers of rows differ, it is told when they have all been read.
    if (rows === undefined || different.length > 0) return undefined;
    return new RowParts(this.readers, rows, (first, last) => {
      this.#firstRow = first;
      this.#lastRow = last;
    });
  }

  async next(): Promise<LinedUpRows | undefined> {
    if (this.#firstRow > this.#lastRow) return undefined;
    const rows = await this.#rowsReady();
    if (rows === 0) return undefined;
    const firstRow = this.#firstRow;
    this.#firstRow += rows;
    return { rows, values: this.readers.map((reader) => reader.take(rows)), firstRow };
  }

  /** How many rows every input has ready for the next block; 0 at the end of all. */
  async #rowsReady(): Promise<number> {
    const counts: number[] = [];
    for (const reader of this.readers) counts.push(await reader.ready());
    const left = this.#lastRow - this.#firstRow + 1;
    const fewest = Math.min(this.#blockRows, left, ...counts);
    if (fewest === 0 && counts.some((count) => count > 0)) throw await this.#shapesDiffer();
    return fewest;
  }

  async #shapesDiffer(): Promise<UserError> {
    const [failure] = (await readToEnd(this.readers)).values();
    if (failure) return failure;
    const shapes = this.readers.map(({ title, shape }) => `${title} is ${formatShape(shape)}`);
    const labels = this.readers.map(({ title, info }) => `${title} from ${info.label}`);
    return new UserError({
      problem: `shapes differ: ${shapes.join(', ')}`,
      hint: this.#mayBeOfColumns
        ? 'weights of the columns of pred are one row: [[1, 2, 0.5]] in JSON, a single line of a table'
        : `each row must have its counterpart in every input (${labels.join(', ')})`,
    });
  }

  /** Whether there are as many weights, one below the other, as pred has columns. */
  get #mayBeOfColumns(): boolean {
    const of = (name: string): TensorReader | undefined =>
      this.readers.find(({ input }) => input === name);
    const [weights, pred] = [of('weights'), of('pred')];
    return weights?.width === 1 && pred !== undefined && pred.width === weights.shape[0];
  }
}
