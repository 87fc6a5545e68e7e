import { fitted } from '../input/class-mask.ts';
import type { ClassColumns } from '../input/class-columns.ts';
import type { Columns } from '../input/columns.ts';
import type { Place } from '../input/number-queue.ts';
import type { ReadOptions } from '../input/read-options.ts';
import { isPred, type Selection } from '../input/selection.ts';
import { CsvInput } from './input.ts';
import { ListColumns } from './list-columns.ts';

/** What inputs are made of: columns of a table, and the first row after its header, as far as it was read. */
interface TableStart {
  readonly columns: Columns;
  readonly selections: readonly Selection[];
  /** The columns of each selection. */
  readonly chosen: readonly (readonly number[])[];
  readonly firstRow: readonly string[];
  /** Where a column of that row is. */
  readonly placeOf: (column: number) => Place;
  /** The columns of pred, where pred is elsewhere. */
  readonly classes: ClassColumns | undefined;
  readonly options: Pick<ReadOptions, 'missing' | 'warn' | 'notation'>;
}

/**
 * The inputs that columns of a table are.
 * @throws UserError for names of classes that do not fit, and for lists that are none of numbers
 */
export function openTableInputs(start: TableStart): CsvInput[] {
  const { columns, selections, chosen, firstRow, placeOf, options } = start;
  const pred = selections.findIndex(isPred);
  const classes = pred < 0 ? start.classes : classesOf(start, pred);
  return selections.map((selection, i) => {
    const ofInput = chosen[i]!;
    const asked = fitted(selection, [ofInput.length], classes);
    const lists = new ListColumns(asked, ofInput, firstRow, placeOf, classes);
    return new CsvInput(asked, ofInput, columns.namesOf(ofInput), lists, classes, options);
  });
}

function classesOf(
  { columns, selections, chosen, firstRow, placeOf }: TableStart,
  pred: number,
): ClassColumns {
  const ofPred = chosen[pred]!;
  const lists = new ListColumns(selections[pred]!, ofPred, firstRow, placeOf, undefined);
  const count = ofPred.reduce((sum, column) => sum + lists.lengthOf(column), 0);
  return { count, names: lists.areAny ? undefined : columns.namesOf(ofPred) };
}
