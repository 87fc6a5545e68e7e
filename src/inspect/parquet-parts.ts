import type { ByteReader } from '../sources/index.ts';
import { reporting } from '../sources/parquet/damage.ts';
import { ParquetFile } from '../sources/parquet/file.ts';
import { columnsOf, type ParquetColumn } from '../sources/parquet/schema.ts';
import type { Part, Parts } from './parts.ts';

/**
 * The columns of a Parquet file.
 * @throws UserError if it is none, or a damaged one
 */
export async function parquetParts(bytes: ByteReader): Promise<Parts> {
  const file = await ParquetFile.open(bytes);
  const columns = reporting(file.label, () => columnsOf(file.metadata()));
  return { parts: columns.map(partOf), isTable: true };
}

function partOf({ name, element, type }: ParquetColumn): Part {
  const { logical_type: logical, converted_type: converted } = element;
  const stored = logical?.type ?? converted ?? element.type;
  const part: Part = { name, part: name, layout: 'rows', type: stored };
  if (type.kind === 'text') return { ...part, layout: 'text' };
  return type.kind === 'refused' ? { ...part, problem: `it holds ${type.found}` } : part;
}
