import { isNumeric, plainNumber, parseNumber } from './parse-number.ts';

/** What may stand before decimals. */
export const DECIMALS = ['.', ','] as const;

/** What may stand between groups of three digits, as options call it. */
export const THOUSANDS = ['.', ',', 'space', "'", '_'] as const;

/** How the cells of a table write what `parseNumber` knows in one way only. */
export interface Notation {
  /** What is before the fraction; a point by default. */
  readonly decimal?: (typeof DECIMALS)[number] | undefined;
  /** What is between groups of three digits; nothing by default. It is not what `decimal` is. */
  readonly thousands?: (typeof THOUSANDS)[number] | undefined;
  /** Texts that stand for missing values, besides the usual ones; a number does however it is written. */
  readonly missing?: readonly string[] | undefined;
}

/** Between groups, when points and commas have been exchanged where the comma is the decimal one. */
const SEPARATORS = {
  '.': ',',
  ',': ',',
  // Spreadsheets and programs that typeset numbers write spaces that do not break.
  space: '[ \\u00a0\\u2009\\u202f]',
  "'": "['\\u2019]",
  _: '_',
} as const;

/** Reads numbers as a notation writes them. */
export class Numerals {
  readonly isCommaDecimal: boolean;
  /** The sign and the groups of a number, which are all of its digits before the fraction. */
  readonly #grouped: RegExp | undefined;
  readonly #missing: ReadonlySet<string>;
  /** The missing values that are numbers. */
  readonly missingNumbers: readonly number[];

  constructor({ decimal, thousands, missing = [] }: Notation) {
    this.isCommaDecimal = decimal === ',';
    const separator = thousands && SEPARATORS[thousands];
    // A group that begins with 0 comes from a decimal separator.
    this.#grouped =
      separator === undefined
        ? undefined
        : new RegExp(
            `^([ \\t]*[+-]?)([1-9]\\d{0,2}(${separator})\\d{3}(?:\\3\\d{3})*)(?!\\d|${separator}\\d)`,
          );
    this.#missing = new Set(missing.map((text) => text.trim()));
    this.missingNumbers = missing.map((text) => parseNumber(text) ?? NaN).filter((x) => x === x);
  }

  /** A number with a point for its decimals as the notation writes it, and the other way round. */
  written(number: string): string {
    return this.isCommaDecimal ? exchanged(number) : number;
  }

  /** The text that `parseNumber` takes for the same number; for what is none, one that it does not take for one. */
  plain(cell: string): string {
    const text = this.written(cell);
    if (!this.#grouped) return text;
    return text.replace(this.#grouped, (_, sign: string, groups: string) => {
      return sign + groups.replaceAll(/\D/g, '');
    });
  }

  /** As `parseNumber`. */
  parse(cell: string): number | undefined {
    return this.isNamedMissing(cell) ? NaN : parseNumber(this.plain(cell));
  }

  /** Whether a cell is written as a number, be it one that stands for a missing value. */
  isNumeric(cell: string): boolean {
    return isNumeric(this.plain(cell));
  }

  /** As `plainNumber`. */
  plainNumber(cell: string, allowMissing: boolean): number | undefined {
    if (this.isNamedMissing(cell)) return allowMissing ? NaN : undefined;
    return plainNumber(this.plain(cell), allowMissing);
  }

  /** Whether a cell is one of the missing values that the notation names. */
  isNamedMissing(cell: string): boolean {
    if (this.#missing.size === 0) return false;
    if (this.#missing.has(cell.trim())) return true;
    const value = this.missingNumbers.length === 0 ? undefined : parseNumber(this.plain(cell));
    return value !== undefined && this.missingNumbers.includes(value);
  }

  /** Whether a number is a missing value. */
  isMissingNumber(value: number): boolean {
    return this.missingNumbers.includes(value);
  }
}

const PLAIN = new Numerals({});

/** What reads numbers in a notation; without one as `parseNumber` does. */
export function numeralsOf(notation: Notation | undefined): Numerals {
  return notation ? new Numerals(notation) : PLAIN;
}

/** A text with a comma for each point, and the other way round. */
export function exchanged(text: string): string {
  return text.replaceAll(/[.,]/g, (character) => (character === '.' ? ',' : '.'));
}
