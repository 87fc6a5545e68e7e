import type { ColumnMetaData, FileMetaData, ParquetType, RowGroup } from 'hyparquet';
import { DamageError } from '../columnar/damage.ts';
import type { ParquetColumn } from './schema.ts';

/**
 * Checks that what a file says of its row groups agrees with the rest of what it says.
 * @throws DamageError if it does not
 */
export function requireConsistent(metadata: FileMetaData, columns: readonly ParquetColumn[]): void {
  const { row_groups: groups, num_rows: rows } = metadata;
  let sum = 0n;
  for (const group of groups) {
    if (!isCount(group.num_rows)) throw new DamageError('expected the number of rows, found none');
    sum += group.num_rows;
    // Some writers leave a row group without rows, and without columns or places for these.
    if (group.num_rows === 0n) continue;
    if (group.columns.length !== columns.length) {
      throw new DamageError(
        `expected ${columns.length} columns, found ${group.columns.length} in a row group`,
      );
    }
    for (const column of columns) requireChunk(group, column);
  }
  if (!isCount(rows)) throw new DamageError('expected the number of rows, found none');
  // Some say 0 of the file where its row groups have rows.
  if (rows !== sum && rows !== 0n) {
    throw new DamageError(`expected ${rows} rows, found ${sum} in the row groups`);
  }
}

/** The row groups that have rows. */
export function groupsWithRows({ row_groups: groups }: FileMetaData): readonly RowGroup[] {
  return groups.filter(({ num_rows: rows }) => rows > 0n);
}

function requireChunk(group: RowGroup, column: ParquetColumn): void {
  const { meta_data: metadata, file_path: path } = group.columns[column.chunk]!;
  if (path !== undefined)
    throw new DamageError('expected columns in the file, found another file named');
  // An encrypted column may have no metadata that can be read.
  if (metadata === undefined) return;
  const counts: readonly (keyof ColumnMetaData)[] = [
    'data_page_offset',
    'total_compressed_size',
    'total_uncompressed_size',
    'num_values',
  ];
  if (!counts.every((key) => isCount(metadata[key]))) {
    throw new DamageError('expected the place and the size of a column, found no such numbers');
  }
  if (metadata.type !== column.element.type) {
    throw new DamageError(
      `expected ${named(column.element.type)} as in the schema, found ${named(metadata.type)}`,
    );
  }
  const { num_values: values } = metadata;
  const isList = column.listDefinition !== undefined;
  if (isList ? values < group.num_rows : values !== group.num_rows) {
    throw new DamageError(`expected values for ${group.num_rows} rows, found ${values}`);
  }
}

function named(type: ParquetType | undefined): string {
  return type ?? 'an unknown type';
}

function isCount(value: unknown): value is bigint {
  return typeof value === 'bigint' && value >= 0n && value <= Number.MAX_SAFE_INTEGER;
}
