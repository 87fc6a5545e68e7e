import type { ByteRange, StoredFile } from '../bytes/byte-source.ts';
import { DamageError } from '../columnar/damage.ts';

/** Bytes in memory, or in a file of which only those are read that are asked for. */
export interface StoredBytes {
  readonly length: number;
  /** Where in a file they are, which has to be loaded before; undefined of bytes in memory. */
  readonly place: ByteRange | undefined;
  /**
   * A copy of some of them, which may be changed and begins where typed arrays of all kinds can.
   * @throws DamageError where there are not as many
   */
  slice(start: number, end: number): Buffer;
}

/** Bytes of a file that are read at least; columns are read in turns, a few rows of each at a time. */
const LEAST_READ = 16 * 1024;

/** The bytes of a whole file, of which parts are made. */
export interface WholeBytes {
  readonly length: number;
  /**
   * Some of them, wherever they are.
   * @throws DamageError where there are not as many; UserError where they cannot be had
   */
  fetch(start: number, end: number): Promise<Buffer>;
  part(start: number, end: number): MemoryBytes | FileBytes;
}

export class MemoryBytes implements StoredBytes, WholeBytes {
  readonly place = undefined;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get length(): number {
    return this.#bytes.length;
  }

  slice(start: number, end: number): Buffer {
    requireWithin(this, start, end);
    return Buffer.from(this.#bytes.subarray(start, end));
  }

  fetch(start: number, end: number): Promise<Buffer> {
    return Promise.resolve(this.slice(start, end));
  }

  part(start: number, end: number): MemoryBytes {
    requireWithin(this, start, end);
    return new MemoryBytes(this.#bytes.subarray(start, end));
  }
}

export class FileBytes implements StoredBytes, WholeBytes {
  readonly #file: StoredFile;
  readonly #start: number;
  readonly length: number;
  #ahead: Buffer = Buffer.alloc(0);
  #aheadAt = 0;

  constructor(file: StoredFile, start: number, length: number) {
    this.#file = file;
    this.#start = start;
    this.length = length;
  }

  get place(): ByteRange {
    return { start: this.#start, end: this.#start + this.length };
  }

  slice(start: number, end: number): Buffer {
    requireWithin(this, start, end);
    const isAhead = start >= this.#aheadAt && end <= this.#aheadAt + this.#ahead.length;
    if (!isAhead) {
      const until = Math.min(this.length, Math.max(end, start + LEAST_READ));
      this.#ahead = this.#file.readAll(this.#start + start, this.#start + until);
      this.#aheadAt = start;
    }
    return Buffer.from(this.#ahead.subarray(start - this.#aheadAt, end - this.#aheadAt));
  }

  async fetch(start: number, end: number): Promise<Buffer> {
    requireWithin(this, start, end);
    const range = { start: this.#start + start, end: this.#start + end };
    await this.#file.load([range]);
    return this.#file.readAll(range.start, range.end);
  }

  part(start: number, end: number): FileBytes {
    requireWithin(this, start, end);
    return new FileBytes(this.#file, this.#start + start, end - start);
  }
}

function requireWithin({ length }: StoredBytes, start: number, end: number): void {
  if (start >= 0 && start <= end && end <= length) return;
  throw new DamageError(`expected bytes ${start} to ${end}, found ${length} of them`);
}
