import type { DistinctTexts } from '../../text/distinct-texts.ts';
import { booleanOf } from '../../text/booleans.ts';
import { numeralsOf, type Numerals } from '../../text/notation.ts';
import type { ClassColumns } from '../input/class-columns.ts';
import { cellLabels, type CellLabels } from '../input/cell-labels.ts';
import type { LabelPlace } from '../input/class-labels.ts';
import { NumberQueue, type Place } from '../input/number-queue.ts';
import type { ReadOptions } from '../input/read-options.ts';
import type { Selection } from '../input/selection.ts';
import { requireOneColumn, tableReader } from '../input/table-reader.ts';
import type { Feed, TensorReader } from '../input/tensor-reader.ts';
import { TextQueue } from '../input/text-queue.ts';
import type { ListColumns } from './list-columns.ts';

/** By column of a table, the distinct texts of some lines where its cells were scanned as text, and not as integers. */
type TextsOf = ReadonlyMap<number, DistinctTexts | undefined>;

/** For a message that is never seen. */
const NOWHERE = { where: () => '' };

/** What is no number, and may be a label. */
const WORD = /^\s*\p{L}/u;

/** An input of the loss that comes from columns of a table: takes their cells, as text or as scanned. */
export class CsvInput {
  readonly columns: readonly number[];
  readonly labels: CellLabels | undefined;
  readonly #selection: Selection;
  readonly #lists: ListColumns;
  readonly #names: readonly string[] | undefined;
  readonly #allowMissing: boolean;
  readonly #numerals: Numerals;
  readonly #queue: NumberQueue | TextQueue;
  #hintingPlace: Place | undefined;

  /**
   * @param columns indices of the columns
   * @param names what they are called, where they have names
   * @param lists those that hold lists
   * @throws UserError if text would be of several columns, and for names of classes that do not fit
   */
  constructor(
    selection: Selection,
    columns: readonly number[],
    names: readonly string[] | undefined,
    lists: ListColumns,
    classes: ClassColumns | undefined,
    options: Pick<ReadOptions, 'missing' | 'warn' | 'notation'>,
  ) {
    this.#selection = selection;
    this.columns = columns;
    this.#names = lists.areAny ? undefined : names;
    this.#lists = lists;
    this.#allowMissing = options.missing !== 'error';
    this.labels = lists.areAny ? undefined : cellLabels(selection, classes);
    const isText = selection.layout === 'text';
    if (isText) requireOneColumn(selection, columns.length);
    this.#numerals = numeralsOf(options.notation);
    this.#queue = isText ? new TextQueue() : new NumberQueue(options, selection.booleans);
  }

  /** Whether all cells hold one value each, so that they can be scanned. */
  get isScannable(): boolean {
    return !this.#lists.areAny;
  }

  /** Whether texts that are integers may be scanned as these. */
  get mayBeIntegers(): boolean {
    return this.#selection.mayBeIntegers === true;
  }

  /** The columns to scan as text, by the looks of the first row. */
  textColumns(firstRow: readonly string[]): readonly number[] {
    const { labels } = this;
    if (this.#queue instanceof TextQueue) return this.columns;
    return this.columns.filter((column) => {
      const cell = firstRow[column] ?? '';
      return labels
        ? !labels.keepsNumbers || !this.#numerals.isNumeric(cell)
        : this.#booleanOf(cell) !== undefined;
    });
  }

  /** Whether a cell is a label that is known beforehand, and no name of a column. */
  isLabel(cell: string): boolean {
    const { labels } = this;
    // Columns of scores may be called what the classes are.
    const written = this.columns.length > 1 ? labels?.written : undefined;
    if (written) return written.texts.has(cell.trim());
    return labels?.has(cell) ?? this.#booleanOf(cell) !== undefined;
  }

  /**
   * Takes the text of a cell.
   * @throws UserError if it stands for no number where it has to
   */
  push(cell: string, column: number, place: Place): void {
    const queue = this.#queue;
    if (queue instanceof TextQueue) {
      queue.push(cell);
      return;
    }
    if (this.#lists.push(cell, column, place, queue)) return;
    const number = this.#labelled(cell, place);
    if (number === undefined) queue.push(cell, this.#hinting(place));
    else queue.put(number);
  }

  /** The place of cells, which are those of one table, with what would make numbers of words. */
  #hinting(place: Place): Place {
    const { textHint } = this.#selection;
    if (textHint === undefined) return place;
    return (this.#hintingPlace ??= {
      where: () => place.where(),
      hint: (cell) => (WORD.test(cell) ? textHint : place.hint(cell)),
    });
  }

  /**
   * Turns the scanned values of some rows into numbers, in place: where columns were scanned as text and the input is
   * none. False where one stands for no number, or there is something to be said about it; then no label is noted.
   */
  read(values: Float64Array, texts: TextsOf): boolean {
    const { labels } = this;
    if (this.#queue instanceof TextQueue) return true;
    return labels
      ? labels.attempt(() => this.#readNumbers(values, texts))
      : this.#readNumbers(values, texts);
  }

  /** Takes values that have been read; they must stay as they are until they have all been taken. */
  append(values: Float64Array, texts: TextsOf): void {
    const queue = this.#queue;
    if (!(queue instanceof TextQueue)) {
      queue.append(values);
      return;
    }
    const distinct = texts.get(this.columns[0]!);
    if (distinct) queue.append(values, distinct);
    else queue.appendIntegers(values);
  }

  /** Reads what has been taken. */
  reader(feed: Feed): TensorReader {
    return tableReader(
      {
        selection: this.#selection,
        width: this.columns.reduce((sum, column) => sum + this.#lists.lengthOf(column), 0),
        isByNames: this.#lists.areNames || undefined,
        names: this.#names,
        queue: this.#queue,
        labels: this.labels,
      },
      feed,
    );
  }

  #readNumbers(values: Float64Array, texts: TextsOf): boolean {
    return this.columns.every((column, offset) => {
      const distinct = texts.get(column);
      if (distinct) return this.#translate(values, offset, distinct);
      if (!this.#dropNamed(values, offset)) return false;
      this.#noteNumbers(values, offset);
      return true;
    });
  }

  /** Makes missing values of the numbers of a column that stand for them; false where there is one and none may be. */
  #dropNamed(values: Float64Array, offset: number): boolean {
    const numerals = this.#numerals;
    if (numerals.missingNumbers.length === 0) return true;
    for (let i = offset; i < values.length; i += this.columns.length) {
      if (!numerals.isMissingNumber(values[i]!)) continue;
      if (!this.#allowMissing) return false;
      values[i] = NaN;
    }
    return true;
  }

  /** The number that a cell stands for as a label. */
  #labelled(cell: string, place: LabelPlace): number | undefined {
    if (this.#numerals.isNamedMissing(cell)) return undefined;
    return this.labels?.numberOf(cell, this.#numerals.isNumeric(cell), place);
  }

  #booleanOf(cell: string): number | undefined {
    return this.#selection.booleans ? booleanOf(cell) : undefined;
  }

  #noteNumbers(values: Float64Array, offset: number): void {
    const { labels } = this;
    if (!labels) return;
    const width = this.columns.length;
    const ofColumn = width === 1 ? values : values.filter((_, i) => i % width === offset);
    labels.noteNumbers(ofColumn, NOWHERE);
  }

  #translate(values: Float64Array, offset: number, texts: DistinctTexts): boolean {
    const numbers = new Float64Array(texts.count);
    for (let code = 0; code < numbers.length; code++) {
      const cell = texts.textOf(code);
      const number =
        this.#labelled(cell, NOWHERE) ??
        this.#booleanOf(cell) ??
        this.#numerals.plainNumber(cell, this.#allowMissing);
      if (number === undefined) return false;
      numbers[code] = number;
    }
    const width = this.columns.length;
    for (let i = offset; i < values.length; i += width) values[i] = numbers[values[i]!]!;
    return true;
  }
}
