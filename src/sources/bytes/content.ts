import { extname } from 'node:path';
import type { InputFormat } from '../input/read-options.ts';
import { ByteReader } from './byte-reader.ts';
import { openBytes } from './byte-source.ts';
import { textFormatOf } from './sniff.ts';
import { skipByteOrderMark } from './utf8.ts';

const FORMAT_OF_EXTENSION: ReadonlyMap<string, InputFormat> = new Map([
  ['.csv', 'csv'],
  ['.tsv', 'tsv'],
  ['.tab', 'tsv'],
  ['.json', 'json'],
  ['.ndjson', 'ndjson'],
  ['.jsonl', 'ndjson'],
  ['.npy', 'npy'],
  ['.npz', 'npz'],
  ['.parquet', 'parquet'],
]);

/** What the files of binary formats begin with. */
const MAGIC: readonly (readonly [InputFormat, Buffer])[] = [
  ['npy', Buffer.from('\x93NUMPY', 'latin1')],
  ['npz', Buffer.from('PK\x03\x04', 'latin1')],
  ['parquet', Buffer.from('PAR1', 'latin1')],
];
const LONGEST_MAGIC = 6;

/** What a file holds. */
export interface Content {
  readonly bytes: ByteReader;
  /** Whether it had to be decompressed. */
  readonly isCompressed: boolean;
}

/**
 * Opens a file, or standard input for `-`; of a gzip file, whatever it is called, what was compressed.
 * @throws UserError if it cannot be read
 */
export async function openContent(
  path: string,
  stdin: () => AsyncIterable<Uint8Array>,
): Promise<Content> {
  const stored = new ByteReader(await openBytes(path, stdin));
  try {
    const isNamedGzip = extname(path).toLowerCase() === '.gz';
    if (!isNamedGzip && !isGzip(await stored.peek(2))) {
      return { bytes: stored, isCompressed: false };
    }
    const { GunzipSource } = await import('./gzip.ts');
    return { bytes: new ByteReader(new GunzipSource(stored)), isCompressed: true };
  } catch (error) {
    await stored.close();
    throw error;
  }
}

/** The format that the name of a file tells, or else its content. */
export async function formatOf(path: string, bytes: ByteReader): Promise<InputFormat> {
  const name = path.toLowerCase().replace(/\.gz$/, '');
  const format = FORMAT_OF_EXTENSION.get(extname(name));
  if (format !== undefined) return format;
  const start = await bytes.peek(LONGEST_MAGIC);
  const binary = MAGIC.find(([, magic]) => start.subarray(0, magic.length).equals(magic));
  if (binary) return binary[0];
  await skipByteOrderMark(bytes);
  return textFormatOf(bytes);
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
