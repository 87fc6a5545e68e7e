import { parquetSchema, type FileMetaData, type SchemaElement, type SchemaTree } from 'hyparquet';
import { valueTypeOf, type ValueType } from './column-types.ts';
import { DamageError, guarded } from '../columnar/damage.ts';
import { writtenTypeOf, type WrittenType } from './written-types.ts';

/** A column of a Parquet file: a leaf of its schema. */
export interface ParquetColumn {
  /** `score`; `model.score` in a structure; of a list the name of the list. */
  readonly name: string;
  /** The place of its chunk in a row group. */
  readonly chunk: number;
  readonly element: SchemaElement;
  readonly type: ValueType;
  /** How its values are written as text, where they are neither text nor booleans; undefined where they are not. */
  readonly written: WrittenType | undefined;
  /** The definition level of a value that is not missing; lower ones tell what is. */
  readonly definition: number;
  /** The definition level from which on a list has an element; undefined where the column is no list. */
  readonly listDefinition: number | undefined;
}

/**
 * The columns of a file, in order.
 * Source: apache/parquet-format, LogicalTypes.md, "Nested Types".
 * @throws DamageError if the schema makes no sense
 */
export function columnsOf(metadata: FileMetaData): ParquetColumn[] {
  const root = guarded('a schema', () => parquetSchema(metadata));
  if (root.count !== metadata.schema.length) {
    throw new DamageError('expected a schema that is one tree, found more than that');
  }
  return leaves(root, []).map((path, chunk) => columnAt(path, chunk));
}

/** The ways from the root, which is left out, to the leaves. */
function leaves(node: SchemaTree, above: readonly SchemaTree[]): SchemaTree[][] {
  return node.children.flatMap((child) => {
    const path = [...above, child];
    return child.children.length === 0 ? [path] : leaves(child, path);
  });
}

function columnAt(path: readonly SchemaTree[], chunk: number): ParquetColumn {
  const { element } = path.at(-1)!;
  const repeated = path.findIndex((node) => isRepeated(node));
  const list = repeated === -1 ? undefined : listOf(path, repeated);
  return {
    name: (list?.node ?? path.at(-1)!).path.join('.'),
    chunk,
    element,
    type: list?.refused ? { kind: 'refused', found: list.refused } : valueTypeOf(element),
    written: list ? undefined : writtenTypeOf(element),
    definition: levelOf(path),
    listDefinition: list && levelOf(path.slice(0, repeated + 1)),
  };
}

function isRepeated({ element }: SchemaTree): boolean {
  return element.repetition_type === 'REPEATED';
}

function levelOf(path: readonly SchemaTree[]): number {
  // Where nothing is said, nothing may be missing, as other readers have it.
  return path.filter(({ element }) => (element.repetition_type ?? 'REQUIRED') !== 'REQUIRED')
    .length;
}

/** What has the name of a list, and why it cannot be read if that is so. */
function listOf(
  path: readonly SchemaTree[],
  repeated: number,
): { node: SchemaTree; refused?: string } {
  const leaf = path.at(-1)!;
  const kinds = path.flatMap(({ element }) => [element.converted_type, element.logical_type?.type]);
  if (kinds.includes('MAP') || kinds.includes('MAP_KEY_VALUE')) {
    return { node: leaf, refused: 'a map' };
  }
  if (path.slice(repeated + 1).some(isRepeated)) return { node: leaf, refused: 'lists of lists' };
  const isOfLeaves = path.length - repeated <= 2 && path[repeated]!.children.length <= 1;
  if (!isOfLeaves) return { node: leaf, refused: 'lists of structures' };
  // A list is a node with one repeated child; in old files the repeated node stands alone.
  const above = path[repeated - 1];
  return { node: above && isList(above.element) ? above : path[repeated]! };
}

function isList({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return converted === 'LIST' || logical?.type === 'LIST';
}
