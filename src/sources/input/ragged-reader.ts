import type { Shape } from '../../tensor/shape.ts';
import type { TensorInfo } from './inputs.ts';
import { inputTitle } from './selection.ts';
import type { Feed, TensorReader } from './tensor-reader.ts';
import type { ValueQueue } from './value-queue.ts';

/** Rows that are looked at to find those that are ready. */
const MOST_ROWS = 8192;

interface RaggedSource {
  readonly input: string;
  readonly info: TensorInfo;
  /** The numbers of a row, as far as is known: that of a long one. */
  readonly width: number;
  readonly queue: ValueQueue;
  /** The length of each row; the numbers of those may come later. */
  readonly lengths: ValueQueue;
  readonly feed: Feed;
}

/** Reads an input whose rows have lengths of their own. */
export class RaggedReader implements TensorReader {
  readonly input: string;
  readonly info: TensorInfo;
  readonly width: number;
  readonly feed: Feed;
  readonly texts = undefined;
  lengths = new Float64Array(0);
  readonly #source: RaggedSource;
  #rows = 0;

  constructor(source: RaggedSource) {
    this.input = source.input;
    this.info = { ...source.info, axes: [], lists: {} };
    this.width = source.width;
    this.feed = source.feed;
    this.#source = source;
  }

  async ready(): Promise<number> {
    for (;;) {
      const rows = this.#whole();
      if (rows > 0 || !(await this.feed.more())) return rows;
    }
  }

  /** How many rows there are all numbers of. */
  #whole(): number {
    const { queue, lengths } = this.#source;
    const waiting = lengths.waiting.subarray(0, MOST_ROWS);
    let rows = 0;
    let numbers = 0;
    while (rows < waiting.length && (numbers += waiting[rows]!) <= queue.length) rows++;
    return rows;
  }

  take(rows: number): Float64Array {
    const { queue, lengths } = this.#source;
    this.#rows += rows;
    this.lengths = lengths.take(rows).slice();
    return queue.take(this.lengths.reduce((sum, length) => sum + length, 0));
  }

  get title(): string {
    return inputTitle(this.input, false);
  }

  get shape(): Shape {
    return [this.#rows];
  }

  close(): Promise<void> {
    return this.feed.close();
  }
}
