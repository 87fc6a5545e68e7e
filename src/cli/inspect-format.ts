import type { ByteReader } from '../sources/byte-reader.ts';
import type { InputFormat, ReadOptions } from '../sources/types.ts';
import type { Parts } from './inspect-parts.ts';

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
