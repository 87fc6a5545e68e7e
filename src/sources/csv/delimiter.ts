import { isNumeric } from '../../text/parse-number.ts';
import { lineAhead, takeFirstRow, LONGEST_TEXT } from '../bytes/lines.ts';
import type { ByteReader } from '../bytes/byte-reader.ts';
import { SEPARATED, type Delimiter, type SeparatedFormat } from '../input/formats.ts';

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
 * @param given what the user says, which goes before all else
 */
export async function findDelimiter(
  bytes: ByteReader,
  format: SeparatedFormat,
  given: Delimiter | undefined,
): Promise<FoundDelimiter> {
  const usual = SEPARATED[format].delimiter;
  const line = await firstLine(bytes);
  const told = TOLD.exec(line)?.[1];
  if (told !== undefined) {
    await takeFirstRow(bytes, LONGEST_TEXT);
    return { delimiter: given ?? told, firstLine: 2 };
  }
  return { delimiter: given ?? delimiterOfHeader(line) ?? usual, firstLine: 1 };
}

/** What separates names; undefined where that is in doubt. */
function delimiterOfHeader(line: string): Delimiter | undefined {
  const unquoted = line.replace(QUOTED, 'x').trimEnd();
  if (unquoted.includes(',')) return undefined;
  const [found, ...more] = OTHERS.filter((other) => unquoted.includes(other));
  if (found === undefined || more.length > 0) return undefined;
  const isHeader = unquoted.split(found).every((cell) => cell.trim() !== '' && !isNumeric(cell));
  return isHeader ? found : undefined;
}

/** The first line with its end, without taking it; no more of the text is waited for. */
async function firstLine(bytes: ByteReader): Promise<string> {
  const ahead = await lineAhead(bytes, LONGEST_LOOK);
  const end = ahead.indexOf(0x0a);
  return ahead.toString('latin1', 0, end < 0 ? ahead.length : end + 1);
}
