import type { ByteReader } from '../bytes/byte-reader.ts';
import type { Progress } from '../bytes/byte-source.ts';
import type { NumberQueue } from '../input/number-queue.ts';
import type { Feed } from '../input/tensor-reader.ts';
import { wrongSize, type NpyHeader } from './header.ts';
import type { NpyNumbers } from './numbers.ts';

/** Numbers read at once: 256 KiB of doubles, as files are read fastest. */
const CHUNK_NUMBERS = 32 * 1024;

/** Reads an array from its first element to its last into the queues of all inputs that it is. */
export class NpyFeed implements Feed {
  readonly #bytes: ByteReader;
  readonly #header: NpyHeader;
  readonly #numbers: NpyNumbers;
  readonly #queues: readonly NumberQueue[];
  readonly #chunkNumbers: number;
  /** Bytes of the file before its elements. */
  readonly #start: number;
  #chunk!: Buffer;
  /** For the numbers of a chunk that are not stored as doubles. */
  #room!: Float64Array;
  /** Bytes of elements read so far. */
  #read = 0;

  /**
   * @param bytes the elements, when the header has been taken
   * @param width the numbers in a row; chunks are whole rows where they can be, as others have to be copied
   */
  constructor(
    bytes: ByteReader,
    header: NpyHeader,
    numbers: NpyNumbers,
    queues: readonly NumberQueue[],
    width: number,
  ) {
    this.#bytes = bytes;
    this.#header = header;
    this.#numbers = numbers;
    this.#queues = queues;
    this.#start = bytes.position;
    const inRows = Math.floor(CHUNK_NUMBERS / width) * width;
    this.#chunkNumbers = inRows || CHUNK_NUMBERS;
    this.#makeRoom();
  }

  async more(): Promise<boolean> {
    if (this.#read === this.#header.size) return false;
    try {
      await this.#readChunk();
      if (this.#read === this.#header.size) await this.#end();
    } catch (error) {
      await this.close();
      throw error;
    }
    return true;
  }

  /** Of a file, as it was opened. */
  get version(): string {
    return this.#bytes.file!.version;
  }

  /** Goes on with an element, counted from 0: of a file. */
  seek(element: number): void {
    this.#read = element * this.#header.type.size;
    for (const queue of this.#queues) queue.clear();
  }

  /** @throws UserError if the file was written to meanwhile */
  requireUnchanged(): void {
    // At its end it was looked at, and closed.
    if (this.#read < this.#header.size) this.#bytes.file!.requireUnchanged();
  }

  close(): Promise<void> {
    return this.#bytes.close();
  }

  get progress(): Progress {
    const { file } = this.#bytes;
    return file ? { done: this.#start + this.#read, total: file.size } : this.#bytes.progress;
  }

  #makeRoom(): void {
    this.#chunk = Buffer.allocUnsafeSlow(this.#chunkNumbers * this.#header.type.size);
    this.#room = new Float64Array(this.#header.type.isDouble ? 0 : this.#chunkNumbers);
  }

  async #readChunk(): Promise<void> {
    const { size, type } = this.#header;
    // Numbers that wait in a queue may be in the memory of the chunk before.
    if (this.#queues.some(({ length }) => length > 0)) this.#makeRoom();
    const chunk = this.#chunk.subarray(0, Math.min(this.#chunk.length, size - this.#read));
    const count = await this.#fill(chunk);
    if (count < chunk.length) {
      this.#bytes.file?.requireUnchanged();
      throw wrongSize(this.#header, this.#bytes.label, this.#read + count);
    }
    this.#numbers.append(chunk, this.#read / type.size, this.#queues, this.#room);
    this.#read += count;
  }

  /** Fills a buffer with the next bytes, and returns how many of it. */
  async #fill(chunk: Buffer): Promise<number> {
    const { file } = this.#bytes;
    // Straight into the memory of the numbers.
    if (file) return file.read(chunk, this.#start + this.#read);
    let count = 0;
    while (count < chunk.length) {
      const { length } = await this.#bytes.peek(1);
      if (length === 0) break;
      count += this.#bytes.take(Math.min(length, chunk.length - count)).copy(chunk, count);
    }
    return count;
  }

  /** What follows the last element, or was written meanwhile, makes the numbers doubtful. */
  async #end(): Promise<void> {
    const { file } = this.#bytes;
    if (file) file.requireUnchanged();
    else {
      const { length } = await this.#bytes.peek(1);
      if (length > 0) throw wrongSize(this.#header, this.#bytes.label, this.#read + length);
    }
    await this.close();
  }
}
