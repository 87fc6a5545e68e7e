import type { RegularFile } from '../bytes/byte-source.ts';
import { DamageError } from '../columnar/damage.ts';

/** Bytes in memory, or in a file of which only those are read that are asked for. */
export interface StoredBytes {
  readonly length: number;
  /**
   * A copy of some of them, which may be changed and begins where typed arrays of all kinds can.
   * @throws DamageError where there are not as many
   */
  slice(start: number, end: number): Buffer;
}

/** Bytes of a file that are read at least; columns are read in turns, a few rows of each at a time. */
const LEAST_READ = 16 * 1024;

export class MemoryBytes implements StoredBytes {
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

  part(start: number, end: number): MemoryBytes {
    requireWithin(this, start, end);
    return new MemoryBytes(this.#bytes.subarray(start, end));
  }
}

export class FileBytes implements StoredBytes {
  readonly #file: RegularFile;
  readonly #start: number;
  readonly length: number;
  #ahead: Buffer = Buffer.alloc(0);
  #aheadAt = 0;

  constructor(file: RegularFile, start: number, length: number) {
    this.#file = file;
    this.#start = start;
    this.length = length;
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

  part(start: number, end: number): FileBytes {
    requireWithin(this, start, end);
    return new FileBytes(this.#file, this.#start + start, end - start);
  }
}

function requireWithin({ length }: StoredBytes, start: number, end: number): void {
  if (start >= 0 && start <= end && end <= length) return;
  throw new DamageError(`expected bytes ${start} to ${end}, found ${length} of them`);
}
