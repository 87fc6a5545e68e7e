import { Labels, type ClassColumns } from '../input/labels.ts';
import { NumberQueue, type Place } from '../input/number-queue.ts';
import { isNumeric, plainNumber } from '../../text/parse-number.ts';
import type { DistinctTexts } from '../scan/distinct-texts.ts';
import { requireOneColumn, tableReader } from './table-reader.ts';
import type { Feed, TensorReader } from '../input/tensor-reader.ts';
import { TextQueue } from '../input/text-queue.ts';
import type { ReadOptions, Selection } from '../input/types.ts';

/** By column of a table, the distinct texts of some lines where its cells were scanned as text. */
type TextsOf = ReadonlyMap<number, DistinctTexts>;

/** For a message that is never seen. */
const NOWHERE = { where: () => '' };

/** An input of the loss that comes from columns of a table: takes their cells, as text or as scanned. */
export class TableInput {
  readonly columns: readonly number[];
  readonly labels: Labels | undefined;
  readonly #selection: Selection;
  readonly #names: readonly string[] | undefined;
  readonly #allowMissing: boolean;
  readonly #queue: NumberQueue;
  /** Where the input is text; the queue then holds codes. */
  readonly #texts: TextQueue | undefined;

  /**
   * @param columns indices of the columns
   * @param names what they are called, where they have names
   * @throws UserError if text would be of several columns, and for names of classes that do not fit
   */
  constructor(
    selection: Selection,
    columns: readonly number[],
    names: readonly string[] | undefined,
    classes: ClassColumns | undefined,
    options: Pick<ReadOptions, 'missing' | 'warn'>,
  ) {
    this.#selection = selection;
    this.columns = columns;
    this.#names = names;
    this.#allowMissing = options.missing !== 'error';
    this.labels = selection.labels && new Labels(selection.labels, classes);
    this.#queue = new NumberQueue(options);
    if (selection.layout === 'text') {
      requireOneColumn(selection, columns.length);
      this.#texts = new TextQueue(this.#queue);
    }
  }

  /** The columns to scan as text, by the looks of the first row. */
  textColumns(firstRow: readonly string[]): readonly number[] {
    if (this.#texts) return this.columns;
    const { labels } = this;
    if (!labels) return [];
    return this.columns.filter((column) => {
      return !labels.keepsNumbers || !isNumeric(firstRow[column] ?? '');
    });
  }

  /**
   * Takes the text of a cell.
   * @throws UserError if it stands for no number where it has to
   */
  push(cell: string, place: Place): void {
    if (this.#texts) {
      this.#texts.push(cell);
      return;
    }
    const text = this.labels?.translate(cell, isNumeric(cell), place) ?? cell;
    this.#queue.push(text, place);
  }

  /**
   * Turns the scanned values of some rows into numbers, in place: where columns were scanned as text and the input is
   * none. False where one stands for no number, or there is something to be said about it; then no label is noted.
   */
  read(values: Float64Array, texts: TextsOf): boolean {
    const { labels } = this;
    if (this.#texts) return true;
    return labels
      ? labels.attempt(() => this.#readNumbers(values, texts))
      : this.#readNumbers(values, texts);
  }

  /** Takes values that have been read; they must stay as they are until they have all been taken. */
  append(values: Float64Array, texts: TextsOf): void {
    if (this.#texts) this.#texts.append(values, texts.get(this.columns[0]!)!);
    else this.#queue.append(values);
  }

  /** Reads what has been taken. */
  reader(feed: Feed): TensorReader {
    return tableReader(
      {
        selection: this.#selection,
        width: this.columns.length,
        names: this.#names,
        queue: this.#queue,
        textOf: this.#texts?.textOf,
        utf8: () => this.#texts?.utf8,
      },
      feed,
    );
  }

  #readNumbers(values: Float64Array, texts: TextsOf): boolean {
    return this.columns.every((column, offset) => {
      const distinct = texts.get(column);
      if (distinct) return this.#translate(values, offset, distinct);
      this.#noteNumbers(values, offset);
      return true;
    });
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
      const text = this.labels?.translate(cell, isNumeric(cell), NOWHERE) ?? cell;
      const number = plainNumber(text, this.#allowMissing);
      if (number === undefined) return false;
      numbers[code] = number;
    }
    const width = this.columns.length;
    for (let i = offset; i < values.length; i += width) values[i] = numbers[values[i]!]!;
    return true;
  }
}
