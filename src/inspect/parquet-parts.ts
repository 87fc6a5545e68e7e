import type { SchemaElement } from 'hyparquet';
import type { ByteReader } from '../sources/index.ts';
import { reporting } from '../sources/columnar/damage.ts';
import { ParquetFile } from '../sources/parquet/file.ts';
import { columnsOf, type ParquetColumn } from '../sources/parquet/schema.ts';
import type { Part, Parts, TextKind } from './parts.ts';
import { typeTitle } from './parquet-types.ts';

/**
 * The columns of a Parquet file.
 * @throws UserError if it is none, or a damaged one
 */
export async function parquetParts(bytes: ByteReader): Promise<Parts> {
  const file = await ParquetFile.open(bytes);
  const metadata = await file.metadata();
  const columns = reporting(file.label, () => columnsOf(metadata));
  return { parts: columns.map(partOf), isTable: true };
}

function partOf({ name, element, type, written, listDefinition }: ParquetColumn): Part {
  const title = typeTitle(element);
  const isList = listDefinition !== undefined;
  const part: Part = { name, part: name, layout: 'rows', type: isList ? `list<${title}>` : title };
  if (type.kind === 'text') return { ...part, layout: 'text' };
  if (type.kind !== 'refused') return part;
  return written && !isList
    ? { ...part, layout: 'text', holds: KINDS[kindOf(element) ?? 'INT96'] }
    : { ...part, problem: `it holds ${type.found}` };
}

/** By the beginnings of what types are called, what values are that are written as text. */
const KINDS: Readonly<Record<string, TextKind>> = {
  DATE: 'dates',
  TIME: 'times',
  TIMESTAMP: 'timestamps',
  UUID: 'UUIDs',
  INT96: 'timestamps',
};

function kindOf({
  logical_type: logical,
  converted_type: converted,
}: SchemaElement): string | undefined {
  const name: string | undefined = logical?.type ?? converted;
  return name && /^[A-Z]+/.exec(name)![0];
}
