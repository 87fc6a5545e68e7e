import type { ByteReader, ReadOptions } from '../sources/index.ts';
import { ArrowFile } from '../sources/arrow/file.ts';
import type { ArrowColumn, Field } from '../sources/arrow/schema.ts';
import type { Part, Parts } from './parts.ts';

/**
 * The columns of an Arrow file or stream.
 * @throws UserError if it is none, or a damaged one
 */
export async function arrowParts(
  bytes: ByteReader,
  _path: string,
  { warn }: ReadOptions,
): Promise<Parts> {
  const { columns } = await ArrowFile.open(bytes, warn);
  return { parts: columns.map(partOf), isTable: true };
}

function partOf({ name, field, values, isList, type }: ArrowColumn): Part {
  const part: Part = { name, part: name, layout: 'rows', type: titleOf(field) };
  if (values.type.kind === 'time' && !isList) {
    const holds = values.type.title.startsWith('date') ? 'dates' : 'timestamps';
    return { ...part, layout: 'text', holds };
  }
  if (type.kind === 'text') return { ...part, layout: 'text' };
  return type.kind === 'refused' ? { ...part, problem: `it holds ${type.found}` } : part;
}

/** `list<float32>`, `dictionary<string>` */
function titleOf({ type, dictionary, children }: Field): string {
  const within = children.map(titleOf).join(', ');
  const title = within === '' ? type.title : `${type.title}<${within}>`;
  return dictionary ? `dictionary<${title}>` : title;
}
