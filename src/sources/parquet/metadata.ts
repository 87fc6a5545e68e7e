import type { ColumnMetaData, FileMetaData, RowGroup } from 'hyparquet';
import { DamageError } from './damage.ts';
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
    if (group.columns.length !== columns.length) {
      throw new DamageError(
        `expected ${columns.length} columns, found ${group.columns.length} in a row group`,
      );
    }
    for (const column of columns) requireChunk(group, column);
  }
  if (rows !== sum) throw new DamageError(`expected ${rows} rows, found ${sum} in the row groups`);
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
      `expected ${column.element.type ?? 'no type'} as in the schema, found ${metadata.type}`,
    );
  }
  const { num_values: values } = metadata;
  const isList = column.listDefinition !== undefined;
  if (isList ? values < group.num_rows : values !== group.num_rows) {
    throw new DamageError(`expected values for ${group.num_rows} rows, found ${values}`);
  }
}

function isCount(value: unknown): value is bigint {
  return typeof value === 'bigint' && value >= 0n && value <= Number.MAX_SAFE_INTEGER;
}
