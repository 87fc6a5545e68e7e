import type { ByteReader, InputFormat, ReadOptions } from '../sources/index.ts';
import type { Parts } from './parts.ts';

/** Finds the parts of a file of some format. */
export type FindParts = (
  bytes: ByteReader,
  /** How to open the file once more. */
  path: string,
  options: ReadOptions,
) => Promise<Parts>;

/** How the parts of each format are found; loaded when there is such a file. */
export const PARTS: Readonly<Record<InputFormat, () => Promise<FindParts>>> = {
  csv: async () => (await import('./table-parts.ts')).csvParts,
  tsv: async () => (await import('./table-parts.ts')).tsvParts,
  json: async () => (await import('./json-parts.ts')).documentParts,
  ndjson: async () => (await import('./json-parts.ts')).recordParts,
  npy: async () => (await import('./array-parts.ts')).npyParts,
  npz: async () => (await import('./array-parts.ts')).npzParts,
  parquet: async () => (await import('./parquet-parts.ts')).parquetParts,
  arrow: async () => (await import('./arrow-parts.ts')).arrowParts,
  safetensors: async () => (await import('./array-parts.ts')).safetensorsParts,
};
