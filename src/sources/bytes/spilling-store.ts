import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quote, UserError } from '../../messages/errors.ts';
import { failWriting } from '../../messages/failed-write.ts';
import { NumberList, type NumberStore } from '../../reduce/number-list.ts';

/** Numbers that are kept in memory until there are more: 8 MiB. */
const IN_MEMORY = 2 ** 20;
/** Numbers that are read at once. */
const AT_ONCE = 2 ** 16;

/**
 * Holds any count of numbers in little memory: more than a million go to a temporary file, which has no name and
 * so is gone with the process, however that ends. Methods throw a UserError where it cannot be written.
 */
export class SpillingStore implements NumberStore {
  readonly #inMemory: number;
  #memory = new NumberList();
  #file: number | undefined;
  #filed = 0;

  constructor(inMemory = IN_MEMORY) {
    this.#inMemory = inMemory;
  }

  get length(): number {
    return this.#memory.length + this.#filed;
  }

  append(values: Float64Array, count: number): void {
    if (this.length + count <= this.#inMemory) {
      this.#memory.append(values, count);
      return;
    }
    try {
      this.#file ??= openUnnamed();
      for (const block of this.#memory.blocks()) this.#write(block);
      this.#memory = new NumberList();
      this.#write(values.subarray(0, count));
    } catch (error) {
      failWriting(fileName(), error, HINT);
    }
  }

  #write(block: Float64Array): void {
    const bytes = bytesOf(block);
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file!, bytes, at);
    this.#filed += block.length;
  }

  *blocks(): Generator<Float64Array> {
    yield* this.#memory.blocks();
    const block = new Float64Array(Math.min(AT_ONCE, this.#filed));
    for (let from = 0; from < this.#filed; from += block.length) {
      const part = block.subarray(0, this.#filed - from);
      readAll(this.#file!, bytesOf(part), from * part.BYTES_PER_ELEMENT);
      yield part;
    }
  }

  /** Lets the file go; the numbers are lost. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

const HINT = 'set TMPDIR to a folder with room for 8 bytes a number';

/** How messages call the file. */
function fileName(): string {
  return `temporary file in ${quote(tmpdir())}`;
}

function openUnnamed(): number {
  // No UUID: node:crypto takes longer to load than the first numbers to write. A file that is there already is not opened.
  const path = join(tmpdir(), `losscalc-${process.pid}-${Math.random().toString(36).slice(2)}.tmp`);
  const file = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  return file;
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function readAll(file: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length;) {
    const count = readSync(file, bytes, at, bytes.length - at, position + at);
    if (count === 0) {
      throw new UserError({
        where: fileName(),
        problem: `expected ${bytes.length - at} bytes more, found its end`,
      });
    }
    at += count;
  }
}
