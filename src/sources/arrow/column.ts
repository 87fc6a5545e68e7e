import type { StoredDtype } from '../../tensor/dtype.ts';
import { UserError } from '../../messages/errors.ts';
import type { ByteRange } from '../bytes/byte-source.ts';
import { ColumnTexts } from '../columnar/column-texts.ts';
import { DamageError, reporting } from '../columnar/damage.ts';
import type { Batch, FieldData } from './batch.ts';
import type { Dictionaries, Dictionary } from './dictionaries.ts';
import type { ArrowColumn } from './schema.ts';
import type { StoredBytes } from './stored-bytes.ts';
import {
  markMissing,
  missingRows,
  readOffsets,
  readPlaces,
  readValues,
  type Target,
} from './values.ts';

interface ColumnSource {
  readonly column: ArrowColumn;
  readonly dictionaries: Dictionaries;
  /** Numbers in a row: the length of each list, or 1. */
  readonly width: number;
  /** Names the column in messages, and a row of it, counted from 0. */
  readonly describe: (row?: number) => string;
}

/** What a column points to, read as far as it has come. */
interface ReadDictionary {
  readonly source: Dictionary;
  parts: number;
  values: Float64Array;
  readonly rounded: Map<number, string>;
}

/** Reads a column as numbers, row by row; a missing value is NaN. */
export class ArrowColumnReader {
  readonly column: ArrowColumn;
  readonly width: number;
  readonly texts = new ColumnTexts();
  /** Nothing is known of the numbers of a batch before they are read. */
  readonly mayHoldNaN = true;
  /** Of what was read last, the first place where a value is missing; NaN at other places is one that was stored. */
  firstNull: number | undefined;
  /** Of what was read last, the integers that a double does not hold: their digits, by place. */
  readonly rounded = new Map<number, string>();
  readonly #source: ColumnSource;
  #data!: FieldData;
  /** The structures that the column is in. */
  #around: readonly FieldData[] = [];
  #dictionary: ReadDictionary | undefined;
  /** Rows read of the batch, and of those before. */
  #row = 0;
  #rowsBefore = 0;

  constructor(source: ColumnSource) {
    this.column = source.column;
    this.width = source.width;
    this.#source = source;
  }

  /** How its numbers are stored. */
  get dtype(): StoredDtype | undefined {
    return this.column.dtype;
  }

  describe(row?: number): string {
    return this.#source.describe(row);
  }

  /** The text that a number which was read last stands for: its digits, where the column is one of numbers. */
  textOf(value: number): string {
    if (this.column.type.kind === 'text') return this.texts.textOf(value);
    const isLong = this.column.isWhole && !Number.isSafeInteger(value);
    return String(isLong ? BigInt(value) : value);
  }

  /**
   * Goes on to the next record batch.
   * @throws UserError if its dictionary is damaged
   */
  startBatch(batch: Batch): void {
    this.#rowsBefore += this.#row;
    this.#row = 0;
    const [data, ...around] = fieldsAlong(batch, this.column.path).reverse();
    this.#data = data!;
    this.#around = around;
    reporting(this.describe(), () => this.#readDictionary(), 'Arrow');
  }

  /**
   * Reads some rows of the batch, their numbers one after the other, into the beginning of `target`; those that stand
   * for texts do so until the next call.
   * @throws UserError if lists differ in length, or the file is damaged
   */
  read(rows: number, target: Float64Array): void {
    this.firstNull = undefined;
    this.rounded.clear();
    this.texts.forget();
    const { isList } = this.column;
    reporting(
      this.describe(),
      () => {
        if (isList) this.#readLists(rows, target);
        else this.#readValues(this.#data, this.#row, rows, this.#target(target, 0));
        for (const structure of this.#around) {
          markMissing(structure, this.#row, rows, this.#target(target, 0), this.width);
        }
      },
      'Arrow',
    );
    this.#row += rows;
  }

  #target(values: Float64Array, at: number): Target {
    const { rounded, texts } = this;
    return {
      values,
      at,
      rounded,
      texts,
      missing: (place) => {
        this.firstNull = Math.min(place, this.firstNull ?? Infinity);
      },
    };
  }

  #readValues(data: FieldData, start: number, count: number, target: Target): void {
    const { values: field } = this.column;
    if (!field.dictionary) {
      readValues(field.type, data, start, count, target);
      return;
    }
    const { values, rounded } = this.#dictionary!;
    const places = readPlaces(field.dictionary.index, data, start, count);
    places.forEach((place, i) => {
      if (place >= values.length || place < 0) {
        throw new DamageError(
          `expected a place in a dictionary of ${values.length}, found ${place}`,
        );
      }
      const value = Number.isNaN(place) ? NaN : values[place]!;
      const digits = rounded.get(place);
      target.values[target.at + i] = value;
      if (digits !== undefined) target.rounded.set(target.at + i, digits);
      // A value of the dictionary may be missing, too.
      if (Number.isNaN(value)) target.missing(target.at + i);
    });
  }

  #readLists(rows: number, target: Float64Array): void {
    const { width } = this;
    const { type } = this.column.field;
    const elements = this.#data.children[0]!;
    const missing = missingRows(this.#data, this.#row, rows);
    const places =
      type.kind === 'list' ? readOffsets(type.offsets, this.#data, this.#row, rows) : undefined;
    /** Lists that were passed over and whose elements lie one after the other, from a row and a place on. */
    let from = 0;
    let first = places?.[0] ?? this.#row * width;
    const flush = (row: number): void => {
      const count = (row - from) * width;
      this.#readValues(elements, first, count, this.#target(target, from * width));
    };
    for (let row = 0; row < rows; row++) {
      const start = places?.[row] ?? (this.#row + row) * width;
      const length = places ? places[row + 1]! - start : width;
      if (missing?.[row] === 1) {
        flush(row);
        const all = this.#target(target, row * width);
        for (let i = 0; i < width; i++) {
          target[all.at + i] = NaN;
          all.missing(all.at + i);
        }
        from = row + 1;
        first = start + length;
      } else if (length !== width) throw this.#lengthError(row, length);
    }
    flush(rows);
  }

  #lengthError(row: number, length: number): UserError {
    return new UserError({
      where: this.describe(this.#rowsBefore + this.#row + row),
      problem: `expected a list of ${this.width}, as in the first row, found ${length === 0 ? 'an empty one' : `one of ${length}`}`,
      hint: 'the numbers of a row must be as many in all rows',
    });
  }

  /** Reads what has been added to the dictionary, or another that has taken its place. */
  #readDictionary(): void {
    const { dictionary, type } = this.column.values;
    if (!dictionary) return;
    const source = this.#source.dictionaries.of(dictionary.id);
    if (this.#dictionary?.source !== source) {
      this.texts.clear();
      const values = new Float64Array(0);
      this.#dictionary = { source, parts: 0, values, rounded: new Map() };
    }
    const read = this.#dictionary;
    this.texts.forget();
    for (; read.parts < source.parts.length; read.parts++) {
      const part = source.parts[read.parts]!;
      const values = new Float64Array(read.values.length + part.length);
      values.set(read.values);
      const target = { ...this.#target(values, read.values.length), rounded: read.rounded };
      readValues(type, part, 0, part.length, target);
      read.values = values;
    }
    this.texts.keep();
  }
}

/** The data of a column and of the structures around it, the outermost first. */
function fieldsAlong(batch: Batch, path: readonly number[]): FieldData[] {
  let fields = batch.fields;
  return path.map((place) => {
    const field = fields[place]!;
    fields = field.children;
    return field;
  });
}

/** Where in a file the values of a column in a batch are, and what says which are missing. */
export function placesOf(batch: Batch, { path }: ArrowColumn): readonly ByteRange[] {
  const [data, ...around] = fieldsAlong(batch, path).reverse();
  const buffersOf = ({ buffers, children }: FieldData): readonly StoredBytes[] => [
    ...buffers,
    ...children.flatMap(buffersOf),
  ];
  return [...around.flatMap(({ buffers }) => buffers), ...buffersOf(data!)].flatMap(
    ({ place }) => place ?? [],
  );
}

/**
 * The length of the first list of a column in a batch; 0 where there is none but empty ones.
 * @throws DamageError
 */
export function firstListLength(batch: Batch, { path, field }: ArrowColumn): number {
  const data = fieldsAlong(batch, path).at(-1)!;
  const { type } = field;
  if (type.kind !== 'list') return type.kind === 'fixed-list' ? type.length : 0;
  if (data.length === 0) return 0;
  const missing = missingRows(data, 0, data.length);
  const places = readOffsets(type.offsets, data, 0, data.length);
  for (let row = 0; row < data.length; row++) {
    const length = places[row + 1]! - places[row]!;
    if (length > 0 && missing?.[row] !== 1) return length;
  }
  return 0;
}
