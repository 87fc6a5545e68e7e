import type { ByteReader } from '../bytes/byte-reader.ts';
import type { ClassColumns } from '../input/class-columns.ts';
import type { ReadOptions } from '../input/read-options.ts';
import type { Selection } from '../input/selection.ts';
import { tableReader } from '../input/table-reader.ts';
import type { TensorReader } from '../input/tensor-reader.ts';
import { ArrowFile } from './file.ts';
import { ArrowTable } from './table.ts';

/**
 * Opens the inputs that come from one Arrow file or stream, a table whose columns are the fields of its schema. A list
 * column holds the numbers of a row; times are texts.
 * @param classes the columns of pred, where pred is elsewhere
 * @throws UserError if it is no Arrow data or damaged, or has no such columns of numbers
 */
export async function openArrow(
  bytes: ByteReader,
  selections: readonly Selection[],
  options: ReadOptions,
  classes: ClassColumns | undefined,
): Promise<TensorReader[]> {
  const file = await ArrowFile.open(bytes, options.warn);
  const table = new ArrowTable(file);
  const inputs = await table.open(selections, options, classes);
  return inputs.map((input) => tableReader(input, table));
}
