import { quote, UserError } from '../../messages/errors.ts';
import type { ClassColumns } from '../input/class-columns.ts';
import { NameSets } from '../input/name-sets.ts';
import type { NumberQueue, Place } from '../input/number-queue.ts';
import type { Selection } from '../input/selection.ts';
import { isList, listItems, namesIn } from './list-cell.ts';

/** The columns of an input whose cells are lists: of numbers, as many in each, or of names of classes. */
export class ListColumns {
  /** How many numbers the cells of a column hold. */
  readonly #lengths: ReadonlyMap<number, number>;
  readonly #sets: NameSets | undefined;

  /**
   * Tells by their cells in the first row which columns hold lists.
   * @param placeOf where a column of that row is
   * @throws UserError for a list that is none of numbers
   */
  constructor(
    { layout, labels, nameSets }: Selection,
    columns: readonly number[],
    firstRow: readonly string[],
    placeOf: (column: number) => Place,
    classes: ClassColumns | undefined,
  ) {
    const lengths = new Map<number, number>();
    this.#lengths = lengths;
    // Labels that are compared may be lists of numbers, several of a sample.
    if (layout === 'text' || (labels && !labels.areCompared)) return;
    const [only, ...others] = columns;
    const names = others.length === 0 && nameSets ? namesIn(firstRow[only!] ?? '') : undefined;
    if (names && classes) {
      this.#sets = new NameSets(nameSets!, classes);
      lengths.set(only!, classes.count);
      return;
    }
    for (const column of columns) {
      const cell = firstRow[column] ?? '';
      if (isList(cell)) lengths.set(column, listItems(cell, undefined, placeOf(column)).length);
    }
  }

  /** Whether there are such columns. */
  get areAny(): boolean {
    return this.#lengths.size > 0;
  }

  /** Whether cells are lists of names. */
  get areNames(): boolean {
    return this.#sets !== undefined;
  }

  /** How many numbers a cell of a column holds. */
  lengthOf(column: number): number {
    return this.#lengths.get(column) ?? 1;
  }

  /**
   * Takes the cell of a column into a queue; false where the column holds no lists.
   * @throws UserError for what is no list, or one of another length
   */
  push(cell: string, column: number, place: Place, queue: NumberQueue): boolean {
    const length = this.#lengths.get(column);
    if (length === undefined) return false;
    if (Number.isNaN(queue.numerals.parse(cell)))
      for (let i = 0; i < length; i++) queue.push(cell, place);
    else if (this.#sets) this.#pushNames(cell, this.#sets, place, queue);
    else this.#pushNumbers(listItems(cell, length, place), cell, place, queue);
    return true;
  }

  /** Programs write the numbers of a list with points, whatever the rest of a table has. */
  #pushNumbers(items: readonly string[], cell: string, place: Place, queue: NumberQueue): void {
    const { numerals } = queue;
    if (numerals.isCommaDecimal && /\d,\d/.test(cell)) {
      throw new UserError({
        where: place.where(),
        problem: `expected a space after each comma of a list, as --decimal , may mean another, found ${quote(cell)}`,
        hint: 'write numbers in lists with points: [0.5, 0.25]',
      });
    }
    for (const item of items) queue.push(numerals.written(item.trim()), place);
  }

  #pushNames(cell: string, sets: NameSets, place: Place, queue: NumberQueue): void {
    const names = namesIn(cell);
    if (!names) {
      throw new UserError({
        where: place.where(),
        problem: `expected a list of names as in the first row, found ${quote(cell)}`,
      });
    }
    for (const value of sets.row(names, () => place.where())) queue.put(value);
  }
}
