import { extname } from 'node:path';
import { factsOfFormat, INPUT_FORMATS, type InputFormat } from '../input/formats.ts';
import { ByteReader } from './byte-reader.ts';
import { openBytes } from './byte-source.ts';
import { textFormatOf } from './sniff.ts';
import { skipByteOrderMark } from './utf8.ts';

const LONGEST_MAGIC = 9;

/** Of bzip2, SQLite, ORC, Avro, ZIP, and what is no text. */
const FOREIGN_STARTS = Buffer.from('BSOP\x04\x80\x89\xd0\xfd', 'latin1');

export type Compression = 'gzip' | 'zstd';

/** What a file holds. */
export interface Content {
  readonly bytes: ByteReader;
  /** How it was compressed, if it was. */
  readonly compression: Compression | undefined;
}

/**
 * Opens a file, or standard input for `-`; of a file that gzip or zstd wrote, whatever it is called, what was
 * compressed.
 * @throws UserError if it cannot be read
 */
export async function openContent(
  path: string,
  stdin: () => AsyncIterable<Uint8Array>,
): Promise<Content> {
  const stored = new ByteReader(await openBytes(path, stdin));
  try {
    const start = await stored.peek(4);
    if (isZstd(path, start)) {
      const { ZstdSource } = await import('./zstd.ts');
      return { bytes: new ByteReader(new ZstdSource(stored)), compression: 'zstd' };
    }
    if (isGzip(path, start)) {
      const { GunzipSource } = await import('./gzip.ts');
      return { bytes: new ByteReader(new GunzipSource(stored)), compression: 'gzip' };
    }
    return { bytes: stored, compression: undefined };
  } catch (error) {
    await stored.close();
    throw error;
  }
}

/**
 * The format that the name of a file tells, or else its content.
 * @throws UserError if it is known to be none of the formats
 */
export async function formatOf(path: string, bytes: ByteReader): Promise<InputFormat> {
  const name = path.toLowerCase().replace(/\.(gz|zst)$/, '');
  const named = INPUT_FORMATS.find((each) =>
    factsOfFormat(each).extensions.includes(extname(name)),
  );
  if (mayBeForeign(await bytes.peek(1))) {
    const { refuseForeign } = await import('./foreign.ts');
    await refuseForeign(path, bytes);
  }
  if (named !== undefined) return named;
  const start = (await bytes.peek(LONGEST_MAGIC)).toString('latin1', 0, LONGEST_MAGIC);
  const binary = INPUT_FORMATS.find((each) => factsOfFormat(each).magic?.test(start));
  if (binary !== undefined) return binary;
  await skipByteOrderMark(bytes);
  return textFormatOf(bytes);
}

/** Whether the first byte is one that a kind of file begins with which is known but not read. */
function mayBeForeign(start: Buffer): boolean {
  return start.length > 0 && FOREIGN_STARTS.includes(start[0]!);
}

function isGzip(path: string, start: Buffer): boolean {
  return isNamed(path, '.gz') || start.toString('latin1', 0, 2) === '\x1f\x8b';
}

function isZstd(path: string, start: Buffer): boolean {
  return isNamed(path, '.zst') || start.toString('latin1', 0, 4) === '\x28\xb5\x2f\xfd';
}

function isNamed(path: string, extension: string): boolean {
  return extname(path).toLowerCase() === extension;
}
