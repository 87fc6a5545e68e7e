import type { Shape } from '../tensor/shape.ts';
import type { NumberQueue } from './number-queue.ts';
import type { TensorInfo } from './types.ts';

/** What a reader of one input's numbers needs of the file they are in. */
export interface Feed {
  /** Reads on, to fill the queues of the file's inputs; false at the end. Throws what is wrong with the file. */
  more(): Promise<boolean>;
  close(): Promise<void>;
}

interface TensorSource {
  /** The loss's name of the input. */
  readonly input: string;
  readonly info: TensorInfo;
  /** Numbers in a row. */
  readonly width: number;
  readonly queue: NumberQueue;
  readonly feed: Feed;
  /** The tensor's shape, given how many numbers it has turned out to hold. */
  readonly shape: (count: number) => Shape;
}

/** Reads one input of a loss, number by number in row-major order. */
export class TensorReader {
  readonly input: string;
  readonly info: TensorInfo;
  readonly width: number;
  readonly #source: TensorSource;
  #count = 0;

  constructor(source: TensorSource) {
    this.input = source.input;
    this.info = source.info;
    this.width = source.width;
    this.#source = source;
  }

  /**
   * Puts the next `count` numbers at the start of `target`, fewer only at the end; returns how many.
   * @throws UserError on what cannot be read before those
   */
  async read(target: Float64Array, count: number): Promise<number> {
    const { queue, feed } = this.#source;
    while (queue.length < count && (await feed.more()));
    const read = queue.shift(target, count);
    this.#count += read;
    return read;
  }

  /** The shape of what has been read: of the whole tensor, once it has been read to its end. */
  get shape(): Shape {
    return this.#source.shape(this.#count);
  }

  close(): Promise<void> {
    return this.#source.feed.close();
  }
}
