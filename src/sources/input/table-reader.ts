import { formatAxis, rowAxes } from '../../tensor/axis.ts';
import { UserError } from '../../messages/errors.ts';
import type { StoredDtype } from '../../tensor/dtype.ts';
import { fileLabel, partLabel } from '../bytes/file-label.ts';
import type { CellLabels } from './cell-labels.ts';
import { inputTitle, type Selection } from './selection.ts';
import { QueueReader, type Feed, type TensorReader } from './tensor-reader.ts';
import type { TextQueue } from './text-queue.ts';
import type { ValueQueue } from './value-queue.ts';

/** An input of the loss that consists of columns of a table. */
interface TableColumns {
  readonly selection: Selection;
  /** Numbers in a row. */
  readonly width: number;
  /** What the columns are called, where they have names; one may hold a list. */
  readonly names: readonly string[] | undefined;
  readonly queue: ValueQueue | TextQueue;
  /** How its numbers are stored, all in the same way. */
  readonly dtype?: StoredDtype | undefined;
  readonly labels?: CellLabels | undefined;
  /** Whether rows are made of names of classes. */
  readonly isByNames?: boolean | undefined;
}

/**
 * The reader of an input that consists of columns of a table.
 * @throws UserError if another axis than the last is chosen
 */
export function tableReader(
  { selection, width, names, queue, dtype, labels, isByNames }: TableColumns,
  feed: Feed,
): TensorReader {
  const { input, path, part, layout } = selection;
  requireLastAxis(selection);
  const isScalar = layout === 'scalars' || layout === 'text';
  const isList = isScalar && width === 1;
  return new QueueReader({
    input,
    info: {
      label: partLabel(fileLabel(path), width === 1 ? 'column' : 'columns', part),
      axes: isList ? [] : [width],
      dtype,
      columns: names?.length === width ? names : undefined,
      labels,
      isByNames,
    },
    width: isScalar ? 1 : width,
    queue,
    feed,
    shape: (count) => (isList ? [count] : [count / width, width]),
  });
}

/** A table is read row by row, so that its rows are what lies along the last axis. */
function requireLastAxis({ axis = -1, path }: Selection): void {
  if (rowAxes(axis, 2)?.[0] === 1) return;
  throw new UserError({
    where: `--axis ${formatAxis(axis)}`,
    problem: `expected axis 1 or -1 for the table ${fileLabel(path)}, whose rows are samples`,
    hint: 'give a JSON or NPY array to reduce another axis',
  });
}

/**
 * A text of a row is that of one column.
 * @throws UserError if the input is of several columns
 */
export function requireOneColumn({ input, part, path }: Selection, count: number): void {
  if (count === 1) return;
  throw new UserError({
    where: partLabel(fileLabel(path), 'columns', part),
    problem: `expected one column for ${inputTitle(input, true)}, which is text, found ${count}`,
    hint: 'choose a column by its name or position',
  });
}
