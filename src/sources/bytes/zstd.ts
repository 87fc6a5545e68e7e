import { UserError } from '../../messages/errors.ts';
import { DamagedData, UnsupportedData } from '../compression/damaged-data.ts';
import { ZstdDecoder } from '../compression/zstd.ts';
import type { ByteSource, Progress } from './byte-source.ts';

/** The text of a file in Zstandard, decompressed a block at a time. */
export class ZstdSource implements ByteSource {
  readonly #compressed: ByteSource;
  readonly #decoder = new ZstdDecoder();

  constructor(compressed: ByteSource) {
    this.#compressed = compressed;
  }

  get label(): string {
    return this.#compressed.label;
  }

  get progress(): Progress {
    return this.#compressed.progress;
  }

  async next(): Promise<Uint8Array | undefined> {
    try {
      for (;;) {
        const piece = this.#decoder.next();
        if (piece !== undefined) return piece;
        const chunk = await this.#compressed.next();
        if (chunk === undefined) {
          this.#decoder.end();
          return undefined;
        }
        // What the source reads next would otherwise be in the place of bytes that wait.
        this.#decoder.feed(Buffer.from(chunk));
      }
    } catch (error) {
      throw this.#complaint(error);
    }
  }

  close(): Promise<void> {
    this.#decoder.close();
    return this.#compressed.close();
  }

  #complaint(error: unknown): unknown {
    if (error instanceof UnsupportedData) {
      return new UserError(
        {
          where: this.label,
          problem: `expected Zstandard data that can be read in little memory, ${error.message}`,
          hint: `zstd -dc --long=31 FILE | losscalc ... - reads it decompressed; up to -19, zstd compresses to what can be read`,
        },
        { cause: error },
      );
    }
    if (!(error instanceof DamagedData)) return error;
    return new UserError(
      {
        where: this.label,
        problem: error.isCut
          ? 'expected the end of the Zstandard data, found the end of the file'
          : `expected Zstandard data, found what is not: ${error.message}`,
        hint: error.isCut
          ? 'the file was cut short; copy or download it again'
          : 'the file is damaged, or no Zstandard file whatever it is called',
      },
      { cause: error },
    );
  }
}
