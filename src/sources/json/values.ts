import { quote, UserError } from '../../messages/errors.ts';
import type { CellLabels } from '../input/cell-labels.ts';
import type { Place } from '../input/number-queue.ts';
import type { TextQueue } from '../input/text-queue.ts';
import { CHAR, isNumberStart, type JsonCursor } from './cursor.ts';
import type { RowReader } from './named-rows.ts';
import type { NumberBlocks } from './number-blocks.ts';

/** What the values of a tensor in JSON are, and what becomes of them. */
export interface JsonValues {
  /** What there must be in place of an object, for messages. */
  readonly expected: string;
  /** How many arrays they can be in, one within the other. */
  readonly mostAxes: number;
  /**
   * Moves the cursor over a value that is no array and no object, and takes it.
   * @throws UserError if it is none of those that are expected
   */
  read(cursor: JsonCursor, place: Place): void;
  /**
   * Moves the cursor over a row that is one by the names of classes, and returns how many numbers it is; undefined, with
   * the cursor where it was, where there is no such row.
   * @param rest what is left of the key path, with dots; undefined where none of it was taken
   */
  row?(cursor: JsonCursor, rest: string | undefined): number | undefined;
}

/** What would make a number of a value that is none. */
export const NUMBERS_ONLY = 'a tensor holds numbers only; null stands for a missing value';

/** Numbers, and what stands for them. */
export class JsonNumbers implements JsonValues {
  readonly expected = 'a number or an array of numbers';
  readonly mostAxes = Infinity;
  readonly #numbers: NumberBlocks;
  readonly #labels: Pick<CellLabels, 'numberOf'> | undefined;
  readonly #rows: readonly RowReader[];

  /**
   * @param labels what strings stand for; without them a string is an error
   * @param rows what reads rows that are no arrays of numbers
   */
  constructor(
    numbers: NumberBlocks,
    labels?: Pick<CellLabels, 'numberOf'>,
    rows: readonly RowReader[] = [],
  ) {
    this.#numbers = numbers;
    this.#labels = labels;
    this.#rows = rows;
  }

  row(cursor: JsonCursor, rest: string | undefined): number | undefined {
    const target = {
      read: (at: JsonCursor): void => {
        const { position } = at;
        this.read(at, { where: () => cursor.where(position), hint: () => NUMBERS_ONLY });
      },
      add: (value: number): void => this.#numbers.add(value),
    };
    for (const reader of this.#rows) {
      const length = reader.take(cursor, rest, target);
      if (length !== undefined) return length;
    }
    return undefined;
  }

  read(cursor: JsonCursor, place: Place): void {
    const labels = this.#labels;
    const plain = labels || this.#numbers.hasNamedMissing ? NaN : cursor.plainNumber();
    if (Number.isNaN(plain)) this.#readToken(cursor, place);
    else this.#numbers.add(plain);
  }

  #readToken(cursor: JsonCursor, place: Place): void {
    const byte = cursor.peek();
    if (byte === CHAR.quote && !this.#labels && !this.#isNamedMissing(cursor)) {
      throw cursor.error(`expected ${this.expected}, found a string`, NUMBERS_ONLY);
    }
    if (byte === CHAR.quote) this.#take(cursor.text(cursor.string()), false, place);
    else if (isNumberStart(byte)) this.#take(cursor.number(), true, place);
    else this.#take(cursor.literal(), false, place);
  }

  /** Whether the string before which a cursor stands is a missing value that the user has named. */
  #isNamedMissing(cursor: JsonCursor): boolean {
    const { position } = cursor;
    return this.#numbers.isNamedMissing(cursor.text(cursor.at(position).string()));
  }

  /** Takes the number that a text stands for, or is. */
  #take(text: string, isNumber: boolean, place: Place): void {
    const isMissing = this.#numbers.isNamedMissing(text);
    const number = isMissing ? undefined : this.#labels?.numberOf(text, isNumber, place);
    if (number === undefined) this.#numbers.addText(text, place);
    else this.#numbers.add(number);
  }
}

/** Texts, one for each entry along the first axis. */
export class JsonTexts implements JsonValues {
  readonly expected = 'text';
  readonly mostAxes = 1;
  readonly #texts: TextQueue;

  constructor(texts: TextQueue) {
    this.#texts = texts;
  }

  read(cursor: JsonCursor): void {
    this.#texts.push(takeText(cursor));
  }
}

/**
 * Moves over a value that is no array and no object, and returns it as text: what a string holds, nothing for `null`, as
 * an empty cell of a CSV is, and all else as it is written.
 * @throws UserError for a string with half of a surrogate pair, which would be printed as any other half is
 */
export function takeText(cursor: JsonCursor): string {
  const byte = cursor.peek();
  if (isNumberStart(byte)) return cursor.number();
  if (byte !== CHAR.quote) {
    const word = cursor.literal();
    return word === 'null' ? '' : word;
  }
  const { position } = cursor;
  const text = cursor.text(cursor.string());
  if (!/\p{Cs}/u.test(text)) return text;
  throw new UserError({
    where: cursor.where(position),
    problem: `expected text in Unicode, found half of a surrogate pair in ${quote(text)}`,
    hint: 'a character beyond \\uffff is written as two escapes, such as \\ud83d\\ude00',
  });
}
