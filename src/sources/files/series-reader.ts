import type { Shape } from '../../tensor/shape.ts';
import type { TensorInfo } from '../input/inputs.ts';
import type { Feed, ReadTexts, TensorReader } from '../input/tensor-reader.ts';

/** Reads one input of several files, from the reader of each in turn. */
export class SeriesReader implements TensorReader {
  readonly input: string;
  readonly width: number;
  readonly info: TensorInfo;
  /** Goes on to the next file for all inputs together. */
  readonly feed: Feed;
  #ofFile: TensorReader;
  /** Entries of the first axis in the files before. */
  #before = 0;
  #taken = 0;

  constructor(first: TensorReader, info: TensorInfo, feed: Feed) {
    this.input = first.input;
    this.width = first.width;
    this.info = info;
    this.feed = feed;
    this.#ofFile = first;
  }

  get texts(): ReadTexts | undefined {
    return this.#ofFile.texts;
  }

  get lengths(): Float64Array | undefined {
    return this.#ofFile.lengths;
  }

  get title(): string {
    return this.#ofFile.title;
  }

  get shape(): Shape {
    const [length = 0, ...axes] = this.#ofFile.shape;
    return [this.#before + length, ...axes];
  }

  /** Rows taken of the file that is being read. */
  get taken(): number {
    return this.#taken;
  }

  async ready(): Promise<number> {
    for (;;) {
      const rows = await this.#ofFile.ready();
      if (rows > 0 || !(await this.feed.more())) return rows;
    }
  }

  take(rows: number): Float64Array {
    this.#taken += rows;
    return this.#ofFile.take(rows);
  }

  /** Rows that the file has ready beyond those taken; 0 at its end. */
  leftInFile(): Promise<number> {
    return this.#ofFile.ready();
  }

  /** Reads the next file from now on. */
  goOn(next: TensorReader): void {
    this.#before += this.#ofFile.shape[0] ?? 0;
    this.#taken = 0;
    this.#ofFile = next;
  }

  close(): Promise<void> {
    return this.feed.close();
  }
}
