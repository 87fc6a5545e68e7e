import { quote, UserError } from '../../messages/errors.ts';
import { expectedNumber, isNumeric, losesDigits, parseNumber } from '../../text/parse-number.ts';
import type { MissingPolicy, ReadOptions } from './types.ts';

const MISSING_HINT = '--missing skip drops such rows, --missing nan lets NaN through';

/** Numbers that an array has room for at least. */
const LEAST = 1024;
const NONE = new Float64Array(0);

/** Where in a file a text stands; asked only for a message. */
export interface Place {
  /** `pred.csv:4, column "score"` */
  where(): string;
  /** What would make a number of a text that is none, where the text gives it away. */
  hint(text: string): string | undefined;
}

/** The numbers of one input, in order, between the text they are read from and the blocks they leave in. */
export class NumberQueue {
  readonly #missing: MissingPolicy;
  readonly #warn: (message: string) => void;
  #warned = false;
  #values: Float64Array = new Float64Array(LEAST);
  /** Whether the array belongs to whoever appended it. */
  #isBorrowed = false;
  #head = 0;
  #tail = 0;

  constructor(options: Pick<ReadOptions, 'missing' | 'warn'>) {
    this.#missing = options.missing;
    this.#warn = options.warn;
  }

  get length(): number {
    return this.#tail - this.#head;
  }

  /**
   * Appends the number that a text stands for; NaN for a missing one.
   * @throws UserError if it is no number, or missing where that is an error
   */
  push(text: string, place: Place): void {
    const value = parseNumber(text);
    if (value === undefined) throw refusal(text, place);
    if (Number.isNaN(value)) {
      if (this.#missing === 'error') {
        throw new UserError({
          where: place.where(),
          problem: expectedNumber(text),
          hint: MISSING_HINT,
        });
      }
    } else if (!this.#warned && Number.isFinite(value) && losesDigits(text, value)) {
      this.#warned = true;
      this.#warn(
        `${place.where()}: ${quote(text)} has more digits than a double holds and is read as ${value}; ` +
          'others like it are not reported',
      );
    }
    this.put(value);
  }

  /** Appends a number that needs no check. */
  put(value: number): void {
    this.#makeRoom(1);
    this.#values[this.#tail++] = value;
  }

  /** Takes the first `count` numbers out: a view of them that is valid until numbers are put in. */
  take(count: number): Float64Array {
    const taken = this.#values.subarray(this.#head, this.#head + count);
    this.#head += count;
    return taken;
  }

  /**
   * Appends numbers that need no check. Where none are waiting the array itself is used, not a copy: it must stay
   * as it is until they have all been taken.
   */
  append(values: Float64Array): void {
    if (this.length === 0) {
      this.#values = values;
      this.#head = 0;
      this.#tail = values.length;
      this.#isBorrowed = true;
      return;
    }
    this.#makeRoom(values.length);
    this.#values.set(values, this.#tail);
    this.#tail += values.length;
  }

  /** Makes room for more numbers in an array of its own. */
  #makeRoom(count: number): void {
    if (!this.#isBorrowed && this.#tail + count <= this.#values.length) return;
    // Of an array that was borrowed there may be nothing left, where the memory that it is of has grown since.
    const waiting = this.length === 0 ? NONE : this.#values.subarray(this.#head, this.#tail);
    const needed = waiting.length + count;
    const hasRoom = !this.#isBorrowed && 2 * needed <= this.#values.length;
    const values = hasRoom ? this.#values : new Float64Array(Math.max(LEAST, 2 * needed));
    values.set(waiting);
    this.#values = values;
    this.#head = 0;
    this.#tail = waiting.length;
    this.#isBorrowed = false;
  }
}

function refusal(text: string, place: Place): UserError {
  if (isNumeric(text)) {
    return new UserError({
      where: place.where(),
      problem: `expected at most ${Number.MAX_VALUE}, the largest double, found ${quote(text)}`,
      hint: 'rescale the data, or write inf for infinity in a CSV',
    });
  }
  return new UserError({
    where: place.where(),
    problem: expectedNumber(text),
    hint: place.hint(text),
  });
}
