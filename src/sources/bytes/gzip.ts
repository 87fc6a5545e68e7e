import { createGunzip } from 'node:zlib';
import { UserError } from '../../messages/errors.ts';
import type { ByteSource, Progress } from './byte-source.ts';

/**
 * With the 16 KiB of Node's default, inflating takes nearly twice as long; with more than this, chunks that were read
 * fill 15 MiB more before they are collected.
 */
const CHUNK_BYTES = 128 * 1024;
/** Text that is inflated ahead: with Node's default the inflater waits for each chunk to be taken. */
const READY_BYTES = 512 * 1024;

const OPTIONS = { chunkSize: CHUNK_BYTES, readableHighWaterMark: READY_BYTES };

/** The text of a gzip file; inflated in another thread of Node's while what came before is read. */
export class GunzipSource implements ByteSource {
  readonly #compressed: ByteSource;
  readonly #gunzip = createGunzip(OPTIONS);
  readonly #chunks: AsyncIterator<Uint8Array>;
  #given = 0;
  #failure: unknown;

  constructor(compressed: ByteSource) {
    this.#compressed = compressed;
    this.#chunks = this.#gunzip[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
    // The iterator passes errors on, but listens only from the first call on.
    this.#gunzip.on('error', () => undefined);
    void this.#feed();
  }

  get label(): string {
    return this.#compressed.label;
  }

  get progress(): Progress {
    return this.#compressed.progress;
  }

  async next(): Promise<Uint8Array | undefined> {
    try {
      const result = await this.#chunks.next();
      if (result.done !== true) return result.value;
    } catch (error) {
      throw this.#failure ?? this.#malformed(error);
    }
    // Inflating stops without an error at zeros after the end of a member, and would ignore a member after those.
    if (this.#gunzip.bytesWritten < this.#given) throw this.#trailing();
    return undefined;
  }

  async close(): Promise<void> {
    this.#gunzip.destroy();
    await this.#compressed.close();
  }

  /** Gives the compressed bytes to the inflater, a chunk when that before has been inflated. */
  async #feed(): Promise<void> {
    const gunzip = this.#gunzip;
    try {
      for (;;) {
        const chunk = await this.#compressed.next();
        if (chunk === undefined || gunzip.destroyed) break;
        this.#given += chunk.length;
        const failed = await new Promise((resolve) => gunzip.write(chunk, resolve));
        if (failed) return;
      }
      gunzip.end();
    } catch (error) {
      this.#failure = error;
      gunzip.destroy(error as Error);
    }
  }

  #malformed(error: unknown): unknown {
    if (!(error instanceof Error && 'code' in error)) return error;
    const isCut = error.code === 'Z_BUF_ERROR';
    return new UserError(
      {
        where: this.label,
        problem: isCut
          ? 'expected the end of the gzip data, found the end of the file'
          : `expected gzip data, found what is not: ${error.message}`,
        hint: isCut
          ? 'the file was cut short; copy or download it again'
          : 'the file is damaged, or no gzip file whatever it is called',
      },
      { cause: error },
    );
  }

  #trailing(): UserError {
    const count = this.#given - this.#gunzip.bytesWritten;
    return new UserError({
      where: this.label,
      problem: `expected the end of the file after its gzip data, found ${count} more bytes`,
      hint: 'gzip -dc decompresses what is before them',
    });
  }
}
