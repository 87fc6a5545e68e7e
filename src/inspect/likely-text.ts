import { findDelimiterOf } from '../sources/csv/delimiter.ts';
import { isNoValue } from '../sources/csv/header.ts';
import { decimalRowHint } from '../sources/csv/separator.ts';
import { BLANKS, type Delimiter, type ReadOptions } from '../sources/index.ts';
import type { SeparatedFormat } from '../sources/input/formats.ts';
import { numeralsOf, type Notation, type Numerals } from '../text/notation.ts';

const QUOTED = /"(?:[^"]|"")*"/g;
/** Rows that have to agree. */
const MOST_ROWS = 100;
const OTHERS: readonly Delimiter[] = [';', '|', '\t'];

type Rows = readonly (readonly string[])[];

/** Whether lines at the beginning that begin with `#` are comments, and not one header that does. */
export function likelyComment(text: string): boolean {
  const lines = text.split(/\r?\n/);
  const first = lines.findIndex((line) => !line.startsWith('#'));
  if (first < 1 || lines[first]!.trim() === '') return false;
  const separators = (line: string): number => line.replace(QUOTED, '').split(/[,;|\t]/).length;
  return first > 1 || separators(lines[0]!) !== separators(lines[1]!);
}

/** What separates the cells of a table whose first row does not tell; undefined where it does, or rows do not agree. */
export function likelyDelimiter(
  text: string,
  format: SeparatedFormat,
  { comment, notation }: Pick<ReadOptions, 'comment' | 'notation'>,
): Delimiter | undefined {
  const complete = text.split(/\r?\n/).slice(0, MOST_ROWS);
  const rows = complete
    .filter((line) => line !== '' && (comment === undefined || !line.startsWith(comment)))
    .map((line) => line.replace(QUOTED, 'x'));
  const [first] = rows;
  if (first === undefined) return undefined;
  const found = findDelimiterOf(first, format, notation);
  const isDecimal = rows.some((row) => decimalRowHint(row.split(',')) !== undefined);
  if (first.includes(found) && !(found === ',' && isDecimal)) return undefined;
  const agreed = (cut: (row: string) => readonly string[]): boolean => {
    const width = cut(first).length;
    return width > 1 && rows.every((row) => cut(row).length === width);
  };
  const other = OTHERS.find((each) => agreed((row) => row.split(each)));
  if (other !== undefined) return other;
  const numerals = numeralsOf(notation);
  const cells = (row: string): string[] => row.trim().split(/[ \t]+/);
  const isOfNumbers = (row: string): boolean =>
    cells(row).every((cell) => numerals.isNumeric(cell));
  return agreed(cells) && (rows.length === 1 ? rows : rows.slice(1)).every(isOfNumbers)
    ? BLANKS
    : undefined;
}

const NOTATIONS: readonly Notation[] = [
  { decimal: ',' },
  { decimal: ',', thousands: '.' },
  { thousands: ',' },
];

/** The notations by which more columns hold numbers, those with as many as any, and a cell that shows it. */
export function likelyNotations(
  rows: Rows,
  notation: Notation | undefined,
): { readonly likely: readonly Notation[]; readonly example: string } {
  const columns = columnsOf(rows);
  const plain = columns.map((cells) => areNumbers(cells, numeralsOf(notation)));
  const counts = NOTATIONS.map((more) => {
    const numerals = numeralsOf({ ...notation, ...more });
    const numeric = columns.map((cells) => areNumbers(cells, numerals));
    const isKept = plain.every((isNumber, k) => !isNumber || numeric[k]);
    return isKept ? numeric.filter((isNumber) => isNumber).length : 0;
  });
  const most = Math.max(...counts);
  if (most <= plain.filter((isNumber) => isNumber).length) return { likely: [], example: '' };
  const [first, ...others] = NOTATIONS.filter((_, k) => counts[k] === most);
  // A point between groups is not needed where there is none.
  const likely = [first!, ...others.filter(({ decimal }) => decimal !== first!.decimal)];
  const numerals = numeralsOf(notation);
  const inNotation = numeralsOf({ ...notation, ...first });
  const changed = columns.find((cells, k) => !plain[k] && areNumbers(cells, inNotation));
  return { likely, example: changed!.find((cell) => numerals.parse(cell) === undefined)! };
}

/** Texts that stand for missing values, as nothing but these is among the numbers of a column. */
export function likelyMissing(rows: Rows, notation: Notation | undefined): string[] {
  const numerals = numeralsOf(notation);
  const found = columnsOf(rows).flatMap((cells) => {
    const texts = [...new Set(cells.filter((cell) => numerals.parse(cell) === undefined))];
    const numbers = cells.filter((cell) => numerals.isNumeric(cell)).length;
    return 2 * numbers > cells.length && texts.every(isNoValue) ? texts : [];
  });
  return [...new Set(found.map((text) => text.trim()))].filter((text) => !text.includes(','));
}

/** What a number begins with, be it a damaged one. */
const NUMBER = /^[\s+-]*[.,]?\d/;

/** The cells of each column, without the first row where that may hold names. */
function columnsOf(rows: Rows): string[][] {
  const isData = rows.length === 1 || rows[0]?.every((cell) => NUMBER.test(cell));
  const data = isData ? rows : rows.slice(1);
  return (rows[0] ?? []).map((_, k) => data.map((row) => row[k] ?? ''));
}

/** Whether there are numbers, and beside them nothing but missing values. */
function areNumbers(cells: readonly string[], numerals: Numerals): boolean {
  return (
    cells.some((cell) => numerals.isNumeric(cell)) &&
    cells.every((cell) => numerals.parse(cell) !== undefined || isNoValue(cell))
  );
}
