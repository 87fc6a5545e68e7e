import { extname } from 'node:path';
import type { ByteReader } from '../sources/byte-reader.ts';
import { firstByte, skipByteOrderMark } from '../sources/text.ts';
import { INPUT_FORMATS, type InputFormat, type ReadOptions } from '../sources/types.ts';
import type { Parts } from './inspect-parts.ts';

/** Extensions that are not the names of their formats. */
const EXTENSIONS: ReadonlyMap<string, InputFormat> = new Map([
  ['tab', 'tsv'],
  ['jsonl', 'ndjson'],
]);

/** What the files of binary formats begin with. */
const MAGIC: readonly (readonly [InputFormat, string])[] = [
  ['npy', '\x93NUMPY'],
  ['npz', 'PK\x03\x04'],
  ['parquet', 'PAR1'],
];
const LONGEST_MAGIC = 6;

/** The format that the name of a file tells, or else its content. */
export async function formatOf(path: string, bytes: ByteReader): Promise<InputFormat> {
  const extension = extname(path.toLowerCase().replace(/\.gz$/, '')).slice(1);
  const named = EXTENSIONS.get(extension) ?? INPUT_FORMATS.find((format) => format === extension);
  if (named) return named;
  const start = (await bytes.peek(LONGEST_MAGIC)).toString('latin1', 0, LONGEST_MAGIC);
  const binary = MAGIC.find(([, magic]) => start.startsWith(magic));
  if (binary) return binary[0];
  await skipByteOrderMark(bytes);
  const byte = await firstByte(bytes);
  // JSON begins with a bracket or a brace.
  return byte === 0x5b || byte === 0x7b ? 'json' : 'csv';
}

/** Finds the parts of a file of some format. */
export type FindParts = (
  bytes: ByteReader,
  /** How to open the file once more. */
  path: string,
  options: ReadOptions,
) => Promise<Parts>;

/** How the parts of each format are found; loaded when there is such a file. */
export const PARTS: Readonly<Record<InputFormat, () => Promise<FindParts>>> = {
  csv: async () => (await import('./inspect-columns.ts')).csvParts,
  tsv: async () => (await import('./inspect-columns.ts')).tsvParts,
  json: async () => (await import('./inspect-keys.ts')).documentParts,
  ndjson: async () => (await import('./inspect-keys.ts')).recordParts,
  npy: async () => (await import('./inspect-arrays.ts')).npyParts,
  npz: async () => (await import('./inspect-arrays.ts')).npzParts,
  parquet: async () => (await import('./inspect-parquet.ts')).parquetParts,
};
