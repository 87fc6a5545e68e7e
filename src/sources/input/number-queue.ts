import { quote, UserError } from '../../messages/errors.ts';
import { booleanOf } from '../../text/booleans.ts';
import { numeralsOf, type Numerals } from '../../text/notation.ts';
import { expectedNumber, losesDigits } from '../../text/parse-number.ts';
import type { MissingPolicy, ReadOptions } from './read-options.ts';
import { ValueQueue } from './value-queue.ts';

export const MISSING_HINT = '--missing skip drops such rows, --missing nan lets NaN through';

/** Where in a file a text stands; asked only for a message. */
export interface Place {
  /** `pred.csv:4, column "score"` */
  where(): string;
  /** What would make a number of a text that is none, where the text gives it away. */
  hint(text: string): string | undefined;
}

/** The numbers of one input, in order, between the text they are read from and the blocks they leave in. */
export class NumberQueue extends ValueQueue {
  readonly #missing: MissingPolicy;
  readonly #warn: (message: string) => void;
  readonly #booleans: boolean;
  readonly numerals: Numerals;
  #warned = false;

  /** @param booleans whether `true` and `false` stand for 1 and 0 */
  constructor(options: Pick<ReadOptions, 'missing' | 'warn' | 'notation'>, booleans = false) {
    super();
    this.numerals = numeralsOf(options.notation);
    this.#booleans = booleans;
    this.#missing = options.missing;
    this.#warn = options.warn;
  }

  /**
   * Appends the number that a text stands for; NaN for a missing one.
   * @throws UserError if it is no number, or missing where that is an error
   */
  push(text: string, place: Place): void {
    const { numerals } = this;
    const value = numerals.parse(text) ?? (this.#booleans ? booleanOf(text) : undefined);
    if (value === undefined) throw refusal(text, numerals, place);
    if (Number.isNaN(value)) {
      if (this.#missing === 'error') {
        throw new UserError({
          where: place.where(),
          problem: numerals.isNamedMissing(text)
            ? `${expectedNumber(text)}, which --missing-value names`
            : expectedNumber(text),
          hint: MISSING_HINT,
        });
      }
    } else if (
      !this.#warned &&
      Number.isFinite(value) &&
      losesDigits(numerals.plain(text), value)
    ) {
      this.#warned = true;
      this.#warn(
        `${place.where()}: ${quote(text)} has more digits than a double holds and is read as ${value}; ` +
          'others like it are not reported',
      );
    }
    this.put(value);
  }
}

function refusal(text: string, numerals: Numerals, place: Place): UserError {
  if (numerals.isNumeric(text)) {
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
