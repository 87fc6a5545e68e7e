import { UserError } from '../../messages/errors.ts';
import type { TextKeys, Utf8Texts } from '../../tensor/block.ts';
import type { FileStart } from '../../tensor/rows-read.ts';
import type { Shape } from '../../tensor/shape.ts';
import type { Progress } from '../bytes/byte-source.ts';
import type { TensorInfo } from './inputs.ts';
import type { Parts } from './parts.ts';
import { inputTitle } from './selection.ts';
import { TextQueue } from './text-queue.ts';
import type { ValueQueue } from './value-queue.ts';

/** What a reader of one input's numbers needs of the file they are in. */
export interface Feed {
  /** Reads on, to fill the queues of the file's inputs; false at the end. Throws what is wrong with the file. */
  more(): Promise<boolean>;
  close(): Promise<void>;
  readonly progress: Progress;
  /** Given where what is in the file can be read in parts, in any order: those of all inputs of the file together. */
  readonly parts?: Parts | undefined;
  /** What all columns of a table are called, where they have names. */
  readonly columns?: readonly string[] | undefined;
  /** Of several files that are read as one, those with rows that have been begun. */
  readonly starts?: readonly FileStart[] | undefined;
  /** The first row of a table where it counts the columns, as some headers do, and is taken for numbers. */
  readonly countedRow?: string | undefined;
}

/** The feed of inputs whose file was read to its end, and closed, when they were opened. */
export function wholeFeed(progress: Progress): Feed {
  return {
    more: () => Promise.resolve(false),
    close: () => Promise.resolve(),
    progress,
  };
}

/** Where all rows are known to be beforehand, so that they can be read in any order. */
export interface RowPlaces {
  readonly rows: number;
  /** Of the file, as it was opened; another where another has taken its place. */
  readonly version: string;
  /** Goes on with a row, counted from 0. */
  seek(row: number): void;
  /** @throws UserError if the file is no more what it was */
  requireUnchanged(): void;
}

interface TensorSource {
  /** The loss's name of the input. */
  readonly input: string;
  readonly info: TensorInfo;
  /** Numbers in a row. */
  readonly width: number;
  readonly queue: ValueQueue | TextQueue;
  readonly feed: Feed;
  /** The tensor's shape, given how many numbers it has turned out to hold. */
  readonly shape: (count: number) => Shape;
  readonly places?: RowPlaces | undefined;
}

/** What the codes stand for that were taken of an input that is text. */
export interface ReadTexts extends TextKeys {
  /** Undefined where the codes are integers, and each stands for its digits: of columns of a key only. */
  readonly utf8: Utf8Texts | undefined;
}

/** Reads one input of a loss, row by row in row-major order. */
export interface TensorReader {
  readonly input: string;
  readonly info: TensorInfo;
  /** Numbers in a row. */
  readonly width: number;
  readonly feed: Feed;
  /** Given where rows can be read in any order. */
  readonly places?: RowPlaces | undefined;
  /** Of an input that is text, what the codes stand for that were taken last; valid until the next `ready`. */
  readonly texts: ReadTexts | undefined;
  /** Given where rows have lengths of their own: those of the rows that were taken last. */
  readonly lengths?: Float64Array | undefined;
  /** How messages name the input. */
  readonly title: string;
  /** The shape of what has been taken: of the whole tensor, once it has been read to its end. */
  readonly shape: Shape;
  /**
   * Reads until a row or more can be taken, and returns how many; 0 at the end.
   * @throws UserError on what cannot be read before those
   */
  ready(): Promise<number>;
  /** Takes as many rows as are ready: a view of their numbers, or codes, that is valid until the next `ready`. */
  take(rows: number): Float64Array;
  close(): Promise<void>;
}

/** Reads an input of one file, from the queue that its feed fills. */
export class QueueReader implements TensorReader {
  readonly input: string;
  readonly info: TensorInfo;
  readonly width: number;
  readonly feed: Feed;
  readonly places: RowPlaces | undefined;
  readonly texts: ReadTexts | undefined;
  readonly #source: TensorSource;
  #count = 0;

  constructor(source: TensorSource) {
    this.input = source.input;
    this.info = source.info;
    this.width = source.width;
    this.feed = source.feed;
    this.texts = source.queue instanceof TextQueue ? source.queue : undefined;
    this.places = source.places;
    this.#source = source;
  }

  async ready(): Promise<number> {
    const { queue, feed, width } = this.#source;
    while (queue.length < width && (await feed.more()));
    return Math.floor(queue.length / width);
  }

  take(rows: number): Float64Array {
    const count = rows * this.width;
    this.#count += count;
    return this.#source.queue.take(count);
  }

  get title(): string {
    return inputTitle(this.input, this.texts !== undefined);
  }

  get shape(): Shape {
    return this.#source.shape(this.#count);
  }

  close(): Promise<void> {
    return this.feed.close();
  }
}

/**
 * Reads inputs on, a block of each in turn since those of one table advance together, and returns what is wrong with
 * those that cannot be read to their ends.
 */
export async function readToEnd(
  readers: readonly TensorReader[],
): Promise<ReadonlyMap<TensorReader, UserError>> {
  const failures = new Map<TensorReader, UserError>();
  const unread = new Set(readers);
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
