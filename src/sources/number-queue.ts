import { quote, UserError } from '../errors.ts';
import { expectedNumber, isNumeric, losesDigits, parseNumber } from './number.ts';
import type { MissingPolicy, ReadOptions } from './types.ts';

const MISSING_HINT = '--missing skip drops such rows, --missing nan lets NaN through';

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
  #values: Float64Array = new Float64Array(1024);
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
    if (this.#tail === this.#values.length) this.#makeRoom();
    this.#values[this.#tail++] = value;
  }

  /** Moves the first `count` numbers, or all there are, to the start of `target`; returns how many. */
  shift(target: Float64Array, count: number): number {
    const moved = Math.min(count, this.length);
    target.set(this.#values.subarray(this.#head, this.#head + moved));
    this.#head += moved;
    return moved;
  }

  /** Takes these numbers in place of those that have left. */
  refill(values: Float64Array): void {
    this.#values = values;
    this.#head = 0;
    this.#tail = values.length;
  }

  #makeRoom(): void {
    const waiting = this.#values.subarray(this.#head, this.#tail);
    const crowded = waiting.length * 2 > this.#values.length;
    const values = crowded ? new Float64Array(this.#values.length * 2) : this.#values;
    values.set(waiting);
    this.#values = values;
    this.#tail = waiting.length;
    this.#head = 0;
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
