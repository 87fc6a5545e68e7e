import { UserError } from '../../messages/errors.ts';
import type { Selection } from '../input/selection.ts';
import { TextQueue } from '../input/text-queue.ts';
import type { ColumnReader, ReadableColumn } from './column.ts';
import type { ParquetColumn } from './schema.ts';

/** An input that is text: a column of texts, or of whole numbers or booleans as they are written. */
export class TextInput<Reader extends ReadableColumn = ColumnReader> {
  readonly selection: Selection;
  readonly readers: readonly Reader[];
  /** What the column is called. */
  readonly names: readonly string[];
  readonly width = 1;
  readonly queue = new TextQueue();
  readonly #reader: Reader;
  #codes = new Float64Array(0);

  constructor(selection: Selection, reader: Reader, names: readonly string[]) {
    this.selection = selection;
    this.readers = [reader];
    this.names = names;
    this.#reader = reader;
  }

  /**
   * Reads rows into the queue, from which all before must have been taken. What is missing is the empty text, as an
   * empty cell of a table is.
   * @throws UserError for damage
   */
  fill(rows: number): void {
    const reader = this.#reader;
    if (this.#codes.length < rows) this.#codes = new Float64Array(rows);
    const codes = this.#codes.subarray(0, rows);
    reader.read(rows, codes);
    const isText = reader.column.type.kind === 'text';
    if (!isText || reader.firstNull !== undefined) {
      codes.forEach((value, row) => {
        if (!isText || Number.isNaN(value)) codes[row] = this.#codeOf(value, row);
      });
    }
    this.queue.append(codes, reader.texts.distinct);
  }

  /** The code of a value that has none yet, of a row that was read last. */
  #codeOf(value: number, row: number): number {
    const reader = this.#reader;
    const text = Number.isNaN(value)
      ? ''
      : reader.column.type.kind === 'boolean'
        ? String(value === 1)
        : (reader.rounded.get(row) ?? reader.textOf(value));
    return reader.texts.codeOf(Buffer.from(text));
  }
}

/**
 * Checks that each row of a column holds one text, or what is always written in the same way.
 * @throws UserError otherwise
 */
export function requireTextColumn({ type, listDefinition }: ParquetColumn, where: string): void {
  const found =
    type.kind === 'refused'
      ? type.found
      : listDefinition !== undefined
        ? 'lists'
        : type.kind === 'fixed' && !type.isWhole
          ? 'numbers that need not be whole'
          : undefined;
  if (found === undefined) return;
  throw new UserError({
    where,
    problem: `expected text, whole numbers or booleans, found ${found}`,
    hint: 'choose another column, or write this one as text',
  });
}
