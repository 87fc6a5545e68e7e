import { BOOLEANS, booleanOf } from '../../text/booleans.ts';
import type { Notation } from '../../text/notation.ts';
import { parseNumber } from '../../text/parse-number.ts';
import { SEPARATED_FORMATS, SEPARATED } from '../input/formats.ts';

const [, ...OTHERS] = SEPARATED_FORMATS.map((format) => ({ format, ...SEPARATED[format] }));
/** What separates cells in tables of other kinds, whether they can be read or not. */
const SEPARATOR = new RegExp(`[${OTHERS.map(({ delimiter }) => `\\${delimiter}`).join('')};|]`);

/** The first character of a text that separates cells in another kind of table. */
export function separatorIn(text: string): string | undefined {
  return SEPARATOR.exec(text)?.[0];
}

/** What would make cells of texts between such separators. */
export function separatorHint(separator: string): string {
  return (
    hintOfFormat(separator) ??
    `--delimiter '${separator}' reads cells that are separated by ${separator}`
  );
}

/** The same where a text holds what separates the cells of another format; undefined where it does not. */
export function hintOfFormat(text: string): string | undefined {
  const found = OTHERS.find(({ delimiter }) => text.includes(delimiter));
  return (
    found && `--input-format ${found.format} reads cells that are separated by ${found.plural}`
  );
}

/** A number with a comma for the point, and with groups of three digits; in which both look alike. */
const COMMA = /^\s*[-+]?\d*,\d+(?:e[-+]?\d+)?\s*$/i;
const ENGLISH = /^\s*[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?\s*$/;
const GERMAN = /^\s*[-+]?[1-9]\d{0,2}(?:\.\d{3})+,\d*\s*$/;

/** The options that would make a number of a cell; undefined where none would. */
export function notationHint(cell: string): string | undefined {
  if (GERMAN.test(cell)) return '--decimal , --thousands . read numbers as 1.234,5';
  const isDecimal = COMMA.test(cell);
  const isGrouped = ENGLISH.test(cell);
  if (isDecimal && isGrouped) {
    return '--decimal , takes the comma for a decimal point, --thousands , for what separates groups of digits';
  }
  if (isGrouped) return '--thousands , reads numbers as 1,234.5';
  return isDecimal ? '--decimal , reads numbers as 0,5' : undefined;
}

/** The options that would make numbers of a row that was cut at commas; undefined where none would. */
export function decimalRowHint(cells: readonly string[]): string | undefined {
  const parts = cells.join(',').split(';');
  const isDecimal = parts.length > 1 && parts.some((part) => COMMA.test(part));
  return isDecimal && parts.every((part) => COMMA.test(part) || parseNumber(part) !== undefined)
    ? '--decimal , reads numbers as 0,5 between semicolons'
    : undefined;
}

/** What would make rows of lines after one that begins so, as numpy writes names. */
export function commentHint(firstCell: string | undefined): string | undefined {
  return firstCell?.startsWith('#')
    ? "--comment '#' passes over lines that begin with #, such as the first"
    : undefined;
}

/** What would make a number of a cell that is none. */
export function cellHint(cell: string, notation: Notation | undefined): string {
  const separator = separatorIn(cell);
  if (separator !== undefined && isNumberList(cell, separator)) return separatorHint(separator);
  if (cell.includes('\r')) return 'lines must end in LF or CRLF';
  if (booleanOf(cell) !== undefined) return BOOLEANS;
  if (notation?.decimal === ',') return 'numbers are written as 0,5, -3 or 1e-7, as --decimal says';
  return notationHint(cell) ?? 'numbers are written as 0.5, -3 or 1e-7';
}

function isNumberList(text: string, separator: string): boolean {
  return text.split(separator).every((part) => parseNumber(part) !== undefined);
}
