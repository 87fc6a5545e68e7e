import { quote, UserError } from '../../messages/errors.ts';
import type { Numerals } from '../../text/notation.ts';
import { parseNumber } from '../../text/parse-number.ts';
import type { CsvInput } from './input.ts';
import { isNumberList } from './list-cell.ts';
import { decimalRowHint, notationHint, separatorHint, separatorIn } from './separator.ts';

const SETTLES =
  '--header says that it holds the names of the columns, --no-header that it does not';

/** It is unclear whether the first row is a header. */
export class HeaderDoubt extends UserError {
  /** What is likely. */
  readonly isHeader: boolean;

  constructor(complaint: ConstructorParameters<typeof UserError>[0], isHeader: boolean) {
    super(complaint);
    this.isHeader = isHeader;
  }
}

/**
 * Whether the first row is a header: when none of its cells is a number.
 * @param where the row, for messages
 * @throws UserError where only some are, or it is all missing values or what looks like damaged numbers
 */
export function isHeader(cells: readonly string[], numerals: Numerals, where: string): boolean {
  const isValue = (cell: string): boolean => numerals.isNumeric(cell) || isNumberList(cell);
  const number = cells.find(isValue);
  const other = cells.find((cell) => !isValue(cell));
  if (other === undefined) return false;
  if (number === undefined && cells.some(isName)) return true;
  const found = number ?? cells.find((cell) => parseNumber(cell) === undefined);
  const separator = cells.length === 1 ? separatorIn(cells[0]!) : undefined;
  const complaint = {
    where,
    problem:
      found === undefined
        ? 'expected names or numbers in the first row, found none'
        : `expected names or numbers in the first row, found ${[...new Set([found, other])].map(quote).join(' and ')}`,
    hint:
      separator === undefined
        ? (decimalRowHint(cells) ?? firstHint(cells) ?? SETTLES)
        : separatorHint(separator),
  };
  throw new HeaderDoubt(complaint, isLikelyHeader(cells, numerals));
}

/** Whether there are names, and beside them no numbers but such that may be names: years, places. */
function isLikelyHeader(cells: readonly string[], numerals: Numerals): boolean {
  const isDoubtful = (cell: string): boolean => doubtfulName([cell]) !== undefined;
  return (
    cells.some((cell) => isName(cell) && !isDoubtful(cell)) &&
    cells.every((cell) => (numerals.isNumeric(cell) ? /^\s*\d+\s*$/.test(cell) : !isDoubtful(cell)))
  );
}

function firstHint(cells: readonly string[]): string | undefined {
  return cells.map(notationHint).find((hint) => hint !== undefined);
}

/** Nothing but digits and what stands around them: `--1`, `1%`, `1.000,5`, `(3)`, a minus of Unicode, `0x1f`. */
const DAMAGED =
  /^[-+(.,$€£¥'\s\u2010-\u2015\u2212]*(?:0x[\da-f]+|\d[\d.,'\s]*)(?:e[-+]?\d*)?[-+)%\s]*$/i;
/** What programs write where there is no value. */
const NO_VALUE =
  /^(?:#.*|n\/a|n\.a\.|none|null|nil|<na>|na[nt]|[-–—?.*_]+|\\n|missing|undefined)$/i;

/** Whether a text is what programs write where there is no value. */
export function isNoValue(text: string): boolean {
  return NO_VALUE.test(text.trim());
}

/** Whether a cell may be the name of a column, and is no number that is damaged or missing. */
function isName(cell: string): boolean {
  const text = cell.trim();
  return parseNumber(cell) === undefined && !DAMAGED.test(text) && !NO_VALUE.test(text);
}

/**
 * Whether a first row of numbers may be the header that programs write for columns without names: places counted from 0
 * (`0`, `0,1,2`), or years.
 */
export function mayCountColumns(cells: readonly string[]): boolean {
  if (!cells.every((cell) => /^\d{1,15}$/.test(cell))) return false;
  const first = Number(cells[0]);
  const isYear = cells.length > 1 && first >= 1900 && first + cells.length <= 2100;
  return (first === 0 || isYear) && cells.every((cell, place) => Number(cell) === first + place);
}

/**
 * Whether a first row that counts the columns is a header, from rows after it: one where a column of three or more goes on
 * with fractions or all numbers are lower than it counts, none where all are whole numbers of which one comes again or
 * that may be classes.
 * @param where the row, for messages
 * @throws UserError where rows do not tell
 */
export function isCountedHeader(
  cells: readonly string[],
  rows: readonly (readonly string[])[],
  where: string,
): boolean {
  const isOfFractions = (_: string, column: number): boolean =>
    rows.every((row) => /[.e]/i.test(row[column] ?? ''));
  const comesAgain = (cell: string, column: number): boolean =>
    rows.some((row) => row[column]?.trim() === cell);
  const isAmongClasses = (cell: string, column: number): boolean =>
    cell.length === 1 && rows.every((row) => /^\s*\d\s*$/.test(row[column] ?? ''));
  if (rows.length === 0) return false;
  const hasFractions = cells.some(isOfFractions);
  if (hasFractions && cells.length > 2) return true;
  // One-hot rows and the like: no number in them is as high as the columns are counted.
  const isBelow = (cell: string): boolean => Number(cell) < cells.length - 1;
  if (cells.length > 2 && rows.every((row) => row.every(isBelow))) return true;
  if (!hasFractions && (cells.some(comesAgain) || cells.every(isAmongClasses))) return false;
  const complaint = {
    where,
    problem: `expected names or numbers in the first row, found ${quote(cells.join(','))}, which may be either: programs number columns so that have no names`,
    hint: SETTLES,
  };
  throw new HeaderDoubt(complaint, hasFractions || cells.length > 1);
}

/**
 * A first row that holds a label is data as likely as a header, and must not be lost in silence.
 * @throws UserError if it does
 */
export function refuseLabels(
  cells: readonly string[],
  inputs: readonly CsvInput[],
  where: string,
): void {
  for (const input of inputs) {
    const label = input.columns.map((column) => cells[column]!).find((cell) => input.isLabel(cell));
    if (label === undefined) continue;
    throw new UserError({
      where,
      problem: `expected names or labels in the first row, found ${quote(label)}, which is a label`,
      hint: '--header says that it is the name of the column, --no-header that it is not',
    });
  }
}

/** A name that may be a mistyped number, which must not pass for a name in silence, and its row be lost. */
export function doubtfulName(header: readonly string[]): string | undefined {
  return header.find((cell) => /^[ \t]*[+-]?\.?\d/.test(cell));
}
