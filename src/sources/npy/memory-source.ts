import type { ByteSource, Progress } from '../bytes/byte-source.ts';

/** Bytes handed on at once. */
const PIECE_BYTES = 256 * 1024;

/** Bytes in memory, in pieces. */
export class MemorySource implements ByteSource {
  readonly #bytes: Buffer;
  readonly label: string;
  #position = 0;

  constructor(bytes: Buffer, label: string) {
    this.#bytes = bytes;
    this.label = label;
  }

  next(): Promise<Uint8Array | undefined> {
    const piece = this.#bytes.subarray(this.#position, this.#position + PIECE_BYTES);
    this.#position += piece.length;
    return Promise.resolve(piece.length === 0 ? undefined : piece);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  get progress(): Progress {
    return { done: this.#position, total: this.#bytes.length };
  }
}
