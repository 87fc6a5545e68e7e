import { quote } from '../messages/errors.ts';

// In none of these can two neighbouring parts match the same characters, so a long text takes linear time.
const DECIMAL = /^[ \t]*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[ \t]*$/;
const INTEGER = /^[ \t]*[+-]?\d+[ \t]*$/;
/**
 * What programs write where there is no value: nothing, or what R, pandas, polars, SQL, spreadsheets, Weka and COPY of
 * PostgreSQL write. In this case of letters only: `none` and `na` may be names.
 */
const MISSING =
  /^[ \t]*(?:(?:NA|N\/A|n\/a|#N\/A|#NA|#N\/A N\/A|<NA>|null|NULL|None|\?|-|\\N|-?1\.#(?:IND|QNAN))[ \t]*)?$/;
const BLANK = /^[ \t]*$/;
const NAN = /^[ \t]*[+-]?nan[ \t]*$/i;
const INFINITE = /^[ \t]*([+-]?)inf(?:inity)?[ \t]*$/i;

/**
 * The double nearest to a decimal text; spaces and tabs around it are ignored. NaN for a missing value (an
 * empty text, `NA`, `null`, `-`, `nan`, ...), undefined for what is no number and for one too large for a double.
 */
export function parseNumber(text: string): number | undefined {
  if (DECIMAL.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  if (MISSING.test(text) || NAN.test(text)) return NaN;
  const sign = INFINITE.exec(text)?.[1];
  if (sign === undefined) return undefined;
  return sign === '-' ? -Infinity : Infinity;
}

/** Whether a text is written as a number, be it too large for a double; a missing value is none, `nan` is. */
export function isNumeric(text: string): boolean {
  return DECIMAL.test(text) || NAN.test(text) || INFINITE.test(text);
}

/** Whether a text is an integer that the nearest double, its finite `value`, does not hold exactly. */
export function losesDigits(text: string, value: number): boolean {
  return (
    Math.abs(value) > Number.MAX_SAFE_INTEGER &&
    INTEGER.test(text) &&
    BigInt(text) !== BigInt(value)
  );
}

/**
 * The double that a text stands for where there is nothing to be said about it: undefined for what is no number, for a
 * missing value unless those are allowed, and for an integer that loses digits.
 */
export function plainNumber(text: string, allowMissing: boolean): number | undefined {
  const value = parseNumber(text);
  if (value === undefined || (Number.isNaN(value) && !allowMissing)) return undefined;
  return Number.isFinite(value) && losesDigits(text, value) ? undefined : value;
}

/** `expected a number, found ...`, for a text that is none or is missing. */
export function expectedNumber(text: string): string {
  return `expected a number, found ${BLANK.test(text) ? 'an empty cell' : quote(text)}`;
}
