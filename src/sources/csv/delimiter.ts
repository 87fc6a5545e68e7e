import { UserError } from '../../messages/errors.ts';
import { numeralsOf, type Notation } from '../../text/notation.ts';
import { isNumeric } from '../../text/parse-number.ts';
import { lineAhead, takeFirstRow, LONGEST_TEXT } from '../bytes/lines.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import { SEPARATED, type Delimiter, type SeparatedFormat } from '../input/formats.ts';
import type { ReadOptions } from '../input/read-options.ts';

/** What separates cells besides the usual comma, where there is nothing else of its kind in the first row. */
const OTHERS: readonly Delimiter[] = [';', '|', '\t'];
const QUOTED = /"(?:[^"]|"")*"/g;
/** A first line by which Excel is told what separates cells. */
const TOLD = /^sep=([^\r\n])\r?\n?$/;
/** So long a first row is no header. */
const LONGEST_LOOK = 1024 * 1024;

/** What separates the cells of a table, and the number of its first line after a line that only says so. */
export interface FoundDelimiter {
  readonly delimiter: Delimiter;
  readonly firstLine: number;
}

/**
 * Finds what separates the cells of a table, from its first row: what `sep=` says there, which is taken; the comma where
 * it holds one; else a semicolon, a bar or a tab where it is a header and holds one kind of these only.
 * Where the comma is a decimal one, a semicolon, a bar or a tab does in a row of numbers, too.
 * @param options what the user says, which goes before all else
 * @throws UserError where the comma is a decimal one and separates cells, which it does in quotes at most
 */
export async function findDelimiter(
  bytes: ByteReader,
  format: SeparatedFormat,
  { delimiter: given, notation }: Pick<ReadOptions, 'delimiter' | 'notation'>,
): Promise<FoundDelimiter> {
  const line = await firstLine(bytes);
  const told = TOLD.exec(line)?.[1];
  if (told !== undefined) await takeFirstRow(bytes, LONGEST_TEXT);
  const delimiter = given ?? findDelimiterOf(line, format, notation);
  if (delimiter !== given && delimiter === ',' && notation?.decimal === ',')
    throw commaIsDecimal(bytes.label);
  return { delimiter, firstLine: told === undefined ? 1 : 2 };
}

/** What separates the cells of a table by its first line, where the user does not say it. */
export function findDelimiterOf(
  line: string,
  format: SeparatedFormat,
  notation: Notation | undefined,
): Delimiter {
  const usual = SEPARATED[format].delimiter;
  return (
    TOLD.exec(line)?.[1] ??
    delimiterOf(line.replace(QUOTED, 'x').trimEnd(), usual, notation) ??
    usual
  );
}

/** What separates the cells of the first row; undefined where that is in doubt. */
function delimiterOf(
  row: string,
  usual: Delimiter,
  notation: Notation | undefined,
): Delimiter | undefined {
  const [found, ...more] = OTHERS.filter((other) => row.includes(other));
  if (notation?.decimal === ',') {
    if (found !== undefined) return more.length > 0 ? undefined : found;
    // Programs that write decimal commas write semicolons between them; here is one column only.
    return usual === ',' && !isOfNames(row, ',', notation) ? ';' : undefined;
  }
  if (row.includes(',') || found === undefined || more.length > 0) return undefined;
  return isOfNames(row, found, notation) ? found : undefined;
}

/** Whether a row is made of several names. */
function isOfNames(row: string, delimiter: Delimiter, notation: Notation | undefined): boolean {
  const numerals = numeralsOf(notation);
  const isName = (cell: string): boolean =>
    cell.trim() !== '' && !numerals.isNumeric(cell) && !isNumeric(cell);
  const cells = row.split(delimiter);
  return cells.length > 1 && cells.every(isName);
}

function commaIsDecimal(where: string): UserError {
  return new UserError({
    where,
    problem: 'expected cells that something else separates than the decimal comma, found commas',
    hint: "--delimiter ';' names it, and --delimiter , says that decimal commas are in quotes",
  });
}

/** The first line with its end, without taking it; no more of the text is waited for. */
async function firstLine(bytes: ByteReader): Promise<string> {
  const ahead = await lineAhead(bytes, LONGEST_LOOK);
  const end = ahead.indexOf(0x0a);
  return ahead.toString('latin1', 0, end < 0 ? ahead.length : end + 1);
}
