import type { ClassColumns } from '../input/class-columns.ts';
import { cellLabels } from '../input/cell-labels.ts';
import { fitted } from '../input/class-mask.ts';
import type { Columns } from '../input/columns.ts';
import type { ReadOptions } from '../input/read-options.ts';
import { isPred, type Selection } from '../input/selection.ts';
import { requireOneColumn } from '../input/table-reader.ts';
import { NumberInput } from './number-input.ts';
import type { ReadableColumn } from './readable-column.ts';
import { TextInput } from './text-input.ts';

/** Numbers of an input that are read at once; about half a second-level cache. */
const MOST_NUMBERS = 2 ** 16;
const MOST_ROWS = 2 ** 14;

/** An input that consists of columns that lie apart in their file. */
export type ColumnInput<Reader extends ReadableColumn> = NumberInput<Reader> | TextInput<Reader>;

/** A table whose columns lie apart in its file, so that only those are read that were chosen. */
export interface ColumnTable<Reader> {
  readonly columns: Columns;
  /**
   * The reader of the column at a place, for an input.
   * @throws UserError if it holds not what the input takes
   */
  readonly readerOf: (index: number, selection: Selection) => Promise<Reader>;
}

/**
 * Opens the inputs that come from one such table.
 * @param fileClasses the columns of pred, where pred is elsewhere
 * @throws UserError if a column is not found or holds not what an input takes
 */
export async function openColumns<Reader extends ReadableColumn>(
  { columns, readerOf }: ColumnTable<Reader>,
  selections: readonly Selection[],
  options: ReadOptions,
  fileClasses: ClassColumns | undefined,
): Promise<readonly ColumnInput<Reader>[]> {
  const chosen = selections.map(({ part, except }) => columns.select(part, except));
  const readers: Reader[][] = [];
  for (const [i, indices] of chosen.entries()) {
    const selection = selections[i]!;
    if (selection.layout === 'text') requireOneColumn(selection, indices.length);
    const ofInput: Reader[] = [];
    for (const index of indices) ofInput.push(await readerOf(index, selection));
    readers.push(ofInput);
  }
  const widthOf = (i: number): number => readers[i]!.reduce((sum, { width }) => sum + width, 0);
  const pred = selections.findIndex(isPred);
  const classes = pred < 0 ? fileClasses : classesOf(columns, chosen[pred]!, widthOf(pred));
  return selections.map((asked, i) => {
    const selection = fitted(asked, [widthOf(i)], classes);
    const names = columns.namesOf(chosen[i]!)!;
    if (selection.layout === 'text') return new TextInput(selection, readers[i]![0]!, names);
    const labels = cellLabels(selection, classes);
    return new NumberInput({ selection, options, readers: readers[i]!, names, labels });
  });
}

/** How many rows of some inputs are read at once. */
export function rowsAtOnce(inputs: readonly { readonly width: number }[]): number {
  const widest = Math.max(...inputs.map(({ width }) => width));
  return Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_NUMBERS / widest)));
}

function classesOf(columns: Columns, indices: readonly number[], count: number): ClassColumns {
  return { count, names: count === indices.length ? columns.namesOf(indices) : undefined };
}
