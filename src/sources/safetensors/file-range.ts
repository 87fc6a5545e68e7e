import type { ByteRange, ByteSource, Progress, RegularFile } from '../bytes/byte-source.ts';

/** Bytes read at once. */
const PIECE_BYTES = 256 * 1024;

/** Some of the bytes of a file, which several such ranges may be read of at a time. */
export class FileRange implements ByteSource {
  readonly label: string;
  readonly #file: RegularFile;
  readonly #start: number;
  readonly #end: number;
  readonly #release: () => Promise<void>;
  readonly #piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
  #at: number;
  #isOpen = true;

  /** @param release is called once, when the range needs the file no more */
  constructor(
    label: string,
    file: RegularFile,
    { start, end }: ByteRange,
    release: () => Promise<void>,
  ) {
    this.label = label;
    this.#file = file;
    this.#start = start;
    this.#at = start;
    this.#end = end;
    this.#release = release;
  }

  next(): Promise<Uint8Array | undefined> {
    const wanted = this.#piece.subarray(0, Math.min(PIECE_BYTES, this.#end - this.#at));
    const count = this.#file.read(wanted, this.#at);
    this.#at += count;
    if (count === 0) this.#file.requireUnchanged();
    return Promise.resolve(count === 0 ? undefined : wanted.subarray(0, count));
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#release();
  }

  get progress(): Progress {
    return { done: this.#at - this.#start, total: this.#end - this.#start };
  }
}
