import { quote } from '../../messages/errors.ts';
import { indexColumn } from '../../tensor/index-column.ts';
import { fileLabel } from '../bytes/file-label.ts';
import type { Selection } from './selection.ts';
import type { TensorReader } from './tensor-reader.ts';

/**
 * What is doubtful about an input that is all columns of a table: that the first of several tells which row is which, and
 * counts as a value all the same; undefined where it does not.
 */
export function indexAmongValues(
  { input, path, part, files, layout }: Selection,
  { info }: TensorReader,
): string | undefined {
  const index = part === undefined && layout !== 'text' ? indexColumn(info.columns) : undefined;
  if (!index) return undefined;
  const { name, others } = index;
  const called = name === '' ? 'has no name' : `is called ${quote(name)}`;
  const given = path === '-' ? '-' : fileLabel(path);
  return (
    `${info.label}: the first column ${called}, as one of row numbers, and counts as a value; ` +
    `--${input} ${files ? '...' : given}${others} leaves it out`
  );
}
