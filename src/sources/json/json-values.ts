import { CHAR, isNumberStart, type JsonCursor } from './json.ts';
import type { NumberBlocks } from './json-numbers.ts';
import { takeText } from './json-text.ts';
import type { Labels } from '../input/labels.ts';
import type { Place } from '../input/number-queue.ts';
import type { TextQueue } from '../input/text-queue.ts';

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
}

/** What would make a number of a value that is none. */
export const NUMBERS_ONLY = 'a tensor holds numbers only; null stands for a missing value';

/** Numbers, and what stands for them. */
export class JsonNumbers implements JsonValues {
  readonly expected = 'a number or an array of numbers';
  readonly mostAxes = Infinity;
  readonly #numbers: NumberBlocks;
  readonly #labels: Pick<Labels, 'translate'> | undefined;

  /** @param labels what strings stand for; without them a string is an error */
  constructor(numbers: NumberBlocks, labels?: Pick<Labels, 'translate'>) {
    this.#numbers = numbers;
    this.#labels = labels;
  }

  read(cursor: JsonCursor, place: Place): void {
    const labels = this.#labels;
    const plain = labels ? NaN : cursor.plainNumber();
    if (Number.isNaN(plain)) this.#numbers.addText(this.#token(cursor, place), place);
    else this.#numbers.add(plain);
  }

  #token(cursor: JsonCursor, place: Place): string {
    const labels = this.#labels;
    const byte = cursor.peek();
    if (byte === CHAR.quote) {
      if (labels) return labels.translate(cursor.text(cursor.string()), false, place);
      throw cursor.error(`expected ${this.expected}, found a string`, NUMBERS_ONLY);
    }
    if (!isNumberStart(byte)) return cursor.literal();
    const text = cursor.number();
    return labels ? labels.translate(text, true, place) : text;
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
