import type { CompressionCodec } from 'hyparquet';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { DamageError, guarded } from '../columnar/damage.ts';
import { decompressSnappy } from './snappy.ts';

/** Decompresses the data of a page, which must fill `target`. */
export type Decompress = (stored: Buffer, target: Uint8Array) => void;

/**
 * How pages of a codec are decompressed, or that they are not compressed; undefined for a codec that is not known. Loads
 * what only some need.
 * The functions throw a DamageError for data that are not the codec's or not of the length of the target.
 */
export async function decompressorOf(
  codec: CompressionCodec | undefined,
): Promise<Decompress | 'not compressed' | undefined> {
  switch (codec) {
    case 'UNCOMPRESSED':
      return 'not compressed';
    case 'SNAPPY':
      return decompressSnappy;
    case 'GZIP':
      return exactly('gzip data', (stored, length) =>
        gunzipSync(stored, { maxOutputLength: Math.max(1, length) }),
      );
    case 'BROTLI':
      return exactly('Brotli data', (stored, length) =>
        brotliDecompressSync(stored, { maxOutputLength: Math.max(1, length) }),
      );
    case 'ZSTD': {
      const { decompressZstd } = await import('../compression/zstd.ts');
      return guardedBy('Zstandard data', decompressZstd);
    }
    case 'LZ4': {
      const { decompressHadoopLz4 } = await import('../compression/lz4.ts');
      return guardedBy('LZ4 data', decompressHadoopLz4);
    }
    case 'LZ4_RAW': {
      const { decompressLz4Block } = await import('../compression/lz4.ts');
      return guardedBy('LZ4 data', decompressLz4Block);
    }
    default:
      return undefined;
  }
}

/** Names what the data should be, and how many, where they cannot be decompressed. */
function guardedBy(what: string, decompress: Decompress): Decompress {
  return (stored, target) => {
    guarded(`${what} of ${target.length} bytes, as its page header says`, () => {
      decompress(stored, target);
    });
  };
}

function exactly(
  what: string,
  decompress: (stored: Uint8Array, length: number) => Uint8Array,
): Decompress {
  return (stored, target) => {
    const data = guarded(what, () => decompress(stored, target.length));
    if (data.length !== target.length) {
      throw new DamageError(
        `expected ${what} of ${target.length} bytes, as its page header says, found ${data.length}`,
      );
    }
    target.set(data);
  };
}
