import { quote, UserError } from '../../messages/errors.ts';
import type { Shape } from '../../tensor/shape.ts';
import { listNames, suggestion } from '../input/columns.ts';
import type { Place } from '../input/number-queue.ts';
import { RaggedRows } from '../input/ragged-rows.ts';
import type { ValueQueue } from '../input/value-queue.ts';
import { CHAR, type JsonCursor } from './cursor.ts';
import { BOOLEANS, booleanOf } from '../../text/booleans.ts';
import { columnPlace, frameOf, isOfColumns, type RowLabels } from './frame.ts';
import { elementAt, isPlaceIn, keysOf } from './list-place.ts';
import { NUMBERS_ONLY, type JsonValues } from './values.ts';

/**
 * Keys that lead to a part of a JSON document, from the outermost on. A number behind another key is also the place, from
 * 0, of an element of an array.
 */
export type KeyPath = readonly string[];

/**
 * Reads the tensor at a key path of a JSON document and returns its shape. A key that meets an array is looked up in
 * each of its elements, so a list of records is a table of columns.
 * @throws UserError if the document is not JSON, or has no nested array of such values of one shape there
 */
export function readJsonTensor(
  document: JsonCursor,
  keys: KeyPath,
  values: JsonValues,
  labels?: RowLabels,
  lengths?: ValueQueue,
): Shape {
  const walk = new TensorWalk(keys, values, labels, lengths);
  walk.document(document);
  return walk.shape;
}

/** Values that are passed over, whatever they are. */
export const ANY_VALUES: JsonValues = {
  expected: 'any value',
  mostAxes: Infinity,
  read: (cursor) => cursor.skip(),
};

/** The shape of the tensor at a key path of a document of which it is an entry along the first axis, without that axis. */
export function axesAt(document: JsonCursor, keys: KeyPath): Shape {
  const walk = new TensorWalk(keys, ANY_VALUES);
  walk.entry(document);
  return walk.shape.slice(1);
}

/** A walk over a tensor in JSON; also the place of the value that is being read. */
export class TensorWalk implements Place {
  readonly #keys: KeyPath;
  /** For each key what is left of the path from it on, as one key. */
  readonly #wholes: readonly string[];
  readonly #values: JsonValues;
  readonly #labels: RowLabels | undefined;
  readonly #rowLengths: ValueQueue | undefined;
  #isOfColumns = false;
  #cursor!: JsonCursor;
  /** The lengths of the axes, as far as an array along them has ended. */
  readonly #lengths: number[] = [];
  /** The number of axes, known from the first value. */
  #rank: number | undefined;
  #valueStart = 0;
  /** Whether rows are by the names of classes. */
  #isByNames = false;

  /**
   * @param labels those of the rows, which a document may have in objects of columns
   * @param lengths takes those of the rows of a matrix, which then may differ
   */
  constructor(keys: KeyPath, values: JsonValues, labels?: RowLabels, lengths?: ValueQueue) {
    this.#labels = labels;
    this.#rowLengths = lengths;
    this.#keys = keys;
    this.#wholes = keys.map((_, taken) => keys.slice(taken).join('.'));
    this.#values = values;
  }

  /**
   * Reads a document that holds the whole tensor.
   * @throws UserError as {@link readJsonTensor}
   */
  document(cursor: JsonCursor): void {
    const isWithinKey = this.#keys.length > 0 && this.#labels !== undefined;
    this.#isOfColumns = isWithinKey && isOfColumns(cursor);
    this.#walk(cursor, 0);
  }

  /**
   * Reads a document that is the next entry along the first axis of the tensor.
   * @throws UserError as {@link readJsonTensor}, and if its shape is not that of the entries before it
   */
  entry(cursor: JsonCursor): void {
    this.#walk(cursor, 1);
    this.#lengths[0] = (this.#lengths[0] ?? 0) + 1;
  }

  #walk(cursor: JsonCursor, axis: number): void {
    this.#cursor = cursor;
    this.#value(axis, 0);
    cursor.end();
  }

  /** The shape of what has been read. */
  get shape(): Shape {
    return this.#lengths;
  }

  where(): string {
    return this.#cursor.where(this.#valueStart);
  }

  hint(text: string): string {
    return booleanOf(text) === undefined ? NUMBERS_ONLY : BOOLEANS;
  }

  /** A value `axis` arrays and `taken` keys deep. */
  #value(axis: number, taken: number): void {
    const byte = this.#cursor.peek();
    if (axis > 0 && this.#isRow(byte, axis, taken)) return;
    if (byte === CHAR.openBracket && taken > 0 && this.#isPlace(taken)) {
      elementAt(this.#cursor, this.#keys[taken]!, () => this.#value(axis, taken + 1));
    } else if (byte === CHAR.openBracket) this.#array(axis, taken);
    else if (byte === CHAR.openBrace) this.#object(axis, taken);
    else if (taken < this.#keys.length) {
      throw this.#cursor.unexpected(`an object with the key ${quote(this.#keys[taken]!)}`);
    } else this.#leaf(axis);
  }

  /** Takes what is a row by the names of classes; false where it is none. */
  #isRow(byte: number | undefined, axis: number, taken: number): boolean {
    if (byte !== CHAR.openBracket && byte !== CHAR.openBrace) return false;
    const start = this.#cursor.position;
    const rest = taken === 0 && this.#keys.length === 0 ? undefined : (this.#wholes[taken] ?? '');
    const length = this.#values.row?.(this.#cursor, rest);
    if (length === undefined) return false;
    const isFirst = this.#rank === undefined;
    this.#rank ??= axis + 1;
    this.#lengths[axis] ??= length;
    this.#isByNames ||= isFirst;
    if (this.#isByNames && axis + 1 === this.#rank && this.#lengths[axis] === length) return true;
    throw new UserError({
      where: this.#cursor.where(start),
      problem: 'expected numbers as before it, found classes by their names',
    });
  }

  /** Whether the key for the array at the cursor is the place of an element, and none of the keys of its elements. */
  #isPlace(taken: number): boolean {
    const key = this.#keys[taken];
    return key !== undefined && isPlaceIn(this.#cursor, key, this.#wholes[taken]!);
  }

  #array(axis: number, taken: number): void {
    const cursor = this.#cursor;
    if (axis >= this.#values.mostAxes) {
      throw cursor.error(`expected ${this.#values.expected}, found an array`);
    }
    if (this.#rank !== undefined && axis >= this.#rank) {
      throw cursor.error('the array is ragged: expected a number as before it, found an array');
    }
    const start = cursor.position;
    const length = cursor.sequence(CHAR.closeBracket, () => this.#value(axis + 1, taken));
    if (length === 0) {
      throw new UserError({
        where: cursor.where(start),
        problem:
          axis === 0 ? 'no samples: the array is empty' : 'expected numbers, found an empty array',
      });
    }
    this.#lengths[axis] ??= length;
    const areRows = axis === 1 && this.#rank === 2;
    if (areRows) this.#rowLengths?.put(length);
    if (length === this.#lengths[axis] || (areRows && this.#rowLengths)) return;
    const OfArray = areRows ? RaggedRows : UserError;
    throw new OfArray({
      where: cursor.where(start),
      problem: `the array is ragged: expected ${this.#lengths[axis]} elements as in the one before it, found ${length}`,
    });
  }

  #object(axis: number, taken: number): void {
    const cursor = this.#cursor;
    const key = this.#keys[taken];
    if (key === undefined && axis === 0 && this.#isOfColumns) {
      this.#column(this.#labels!, taken);
      return;
    }
    if (key === undefined) {
      throw cursor.error(
        `expected ${this.#values.expected}, found an object`,
        `choose a part of it with #key; ${listedKeys(keysOf(cursor))}`,
      );
    }
    const start = cursor.position;
    // A key may hold dots itself: what is left of the path, taken as one key, wins.
    const whole = this.#wholes[taken]!;
    const isWhole = whole !== key && keysOf(cursor).includes(whole);
    const wanted = isWhole ? whole : key;
    const next = isWhole ? this.#keys.length : taken + 1;
    let matches = 0;
    cursor.sequence(CHAR.closeBrace, () => {
      const { position } = cursor;
      if (cursor.text(cursor.key()) !== wanted) {
        cursor.skip();
        return;
      }
      if (++matches > 1) {
        throw new UserError({
          where: cursor.where(position),
          problem: `expected the key ${quote(wanted)} once in an object, found it again`,
        });
      }
      this.#value(axis, next);
    });
    if (matches > 0) return;
    const isFrame = axis === 0 && taken === 0 && this.#labels && this.#frame(cursor.at(start), key);
    if (!isFrame) throw missingKey(key, cursor.at(start));
  }

  /** Reads an object of values by the labels of rows, in the order of the rows of other columns. */
  #column(labels: RowLabels, taken: number): void {
    const cursor = this.#cursor;
    const where = cursor.where();
    const positions = new Map<string, number>();
    const count = cursor.sequence(CHAR.closeBrace, () => {
      positions.set(cursor.text(cursor.key()), cursor.position);
      cursor.skip();
    });
    if (positions.size < count) {
      throw new UserError({
        where,
        problem: 'expected each row once in a column, found one again',
      });
    }
    for (const label of labels.inOrder(positions, where)) {
      this.#cursor = cursor.at(positions.get(label)!);
      this.#value(1, taken);
    }
    this.#cursor = cursor;
    this.#lengths[0] = count;
  }

  /** Reads a column of a document that holds a table; false where it is none. */
  #frame(document: JsonCursor, key: string): boolean {
    const kind = frameOf(document);
    const place = kind === 'split' ? columnPlace(document, [this.#wholes[0]!, key]) : undefined;
    if (kind === undefined || (kind === 'split' && place === undefined)) return false;
    const outer = this.#cursor;
    this.#cursor = document;
    const count = document.sequence(CHAR.closeBrace, () => {
      const name = document.text(document.key());
      if (kind === 'index') this.#value(1, 0);
      else if (name !== 'data') document.skip();
      else if (kind === 'table') this.#array(0, 0);
      else {
        this.#lengths[0] = document.sequence(CHAR.closeBracket, () => {
          elementAt(document, String(place), () => this.#value(1, this.#keys.length));
        });
      }
    });
    if (kind === 'index') this.#lengths[0] = count;
    this.#cursor = outer;
    return true;
  }

  #leaf(axis: number): void {
    const cursor = this.#cursor;
    if (this.#isByNames) {
      throw cursor.unexpected('the classes by their names, as before it');
    }
    if (this.#rank === undefined) this.#rank = axis;
    else if (axis !== this.#rank) {
      const found = cursor.peek() === CHAR.quote ? 'a string' : 'a number';
      throw cursor.error(`the array is ragged: expected an array as before it, found ${found}`);
    }
    this.#valueStart = cursor.position;
    this.#values.read(cursor, this);
  }
}

/** The error of an object, before which the cursor stands, that lacks a key. */
function missingKey(key: string, object: JsonCursor): UserError {
  const keys = keysOf(object);
  const near = suggestion(key, keys);
  return object.error(
    `no key ${quote(key)}`,
    (near ? `did you mean ${quote(near)}? ` : '') + listedKeys(keys),
  );
}

function listedKeys(keys: readonly string[]): string {
  return keys.length === 0 ? 'it has no keys' : `its keys are ${listNames(keys)}`;
}
