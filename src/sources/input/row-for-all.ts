import type { Shape } from '../../tensor/shape.ts';
import { sameShape } from '../../tensor/shape.ts';
import type { Feed, TensorReader } from './tensor-reader.ts';
import type { TensorInfo } from './inputs.ts';

/**
 * Weights of one row, with a number for each column of pred, stand for the same row beside each of its rows; others are read
 * as they are. Whether there is another row is looked for, so that nothing may have been taken of either.
 * @returns a reader in place of `weights`
 */
export async function rowForAll(weights: TensorReader, pred: TensorReader): Promise<TensorReader> {
  const isOfTable = weights.feed === pred.feed && weights.feed.columns !== undefined;
  const fits = weights.width > 1 && sameShape(weights.info.axes, pred.info.axes);
  if (isOfTable || !fits || weights.lengths || (await weights.ready()) !== 1) return weights;
  const row = weights.take(1).slice();
  return (await weights.ready()) === 0
    ? new RowForAll(weights, row, pred)
    : new RowsAfter(weights, row);
}

/** What readers have in common that read another one on. */
abstract class ReaderOfRow implements TensorReader {
  readonly input: string;
  readonly width: number;
  readonly feed: Feed;
  readonly texts = undefined;
  protected readonly reader: TensorReader;
  protected readonly row: Float64Array;

  constructor(reader: TensorReader, row: Float64Array) {
    this.input = reader.input;
    this.width = reader.width;
    this.feed = reader.feed;
    this.reader = reader;
    this.row = row;
  }

  abstract get info(): TensorInfo;
  abstract ready(): Promise<number>;
  abstract take(rows: number): Float64Array;

  get title(): string {
    return this.reader.title;
  }

  get shape(): Shape {
    return this.reader.shape;
  }

  close(): Promise<void> {
    return this.reader.close();
  }
}

/** A row that stands beside every row of pred. */
class RowForAll extends ReaderOfRow {
  readonly #pred: TensorReader;
  #rows = new Float64Array(0);

  constructor(reader: TensorReader, row: Float64Array, pred: TensorReader) {
    super(reader, row);
    this.#pred = pred;
  }

  get info(): TensorInfo {
    const { info } = this.reader;
    return { ...info, label: `${info.label}, one row for all`, columns: undefined };
  }

  ready(): Promise<number> {
    return this.#pred.ready();
  }

  take(rows: number): Float64Array {
    const count = rows * this.width;
    if (this.#rows.length < count) {
      this.#rows = Float64Array.from({ length: count }, (_, at) => this.row[at % this.width]!);
    }
    return this.#rows.subarray(0, count);
  }
}

/** A first row that was taken already, and those after it. */
class RowsAfter extends ReaderOfRow {
  #isTaken = false;

  get info(): TensorInfo {
    return this.reader.info;
  }

  ready(): Promise<number> {
    return this.#isTaken ? this.reader.ready() : Promise.resolve(1);
  }

  take(rows: number): Float64Array {
    if (this.#isTaken || rows === 0) return this.reader.take(rows);
    this.#isTaken = true;
    return this.row;
  }
}
