import { isUtf8 } from 'node:buffer';
import { quote, UserError } from '../messages/errors.ts';
import { beginTable } from '../sources/csv/beginning.ts';
import { HeaderDoubt } from '../sources/csv/header.ts';
import { isSeparated, type InputFormat, type ReadOptions } from '../sources/index.ts';
import type { SeparatedFormat } from '../sources/input/formats.ts';
import { delimiterName, optionWords } from './fitting-command.ts';
import type { InspectedBytes } from './inspected-bytes.ts';
import { likelyComment, likelyDelimiter, likelyMissing, likelyNotations } from './likely-text.ts';
import { firstRows, isHeaderFirst } from './table-parts.ts';

/** Bytes at the beginning of a file that tell whether it is UTF-8. */
const LOOK = 1024 * 1024;
const NEWLINE = 0x0a;
/** The encoding of most files that are not UTF-8. */
const USUAL = 'windows-1252';

/** How a file of text is read where it leaves that in doubt. */
export interface SettledReading {
  readonly options: ReadOptions;
  /** What was taken for granted and why, in sentences. */
  readonly doubts: readonly string[];
}

/**
 * Takes for granted what a file of text leaves in doubt and its first rows make likely: where a loss would refuse it, or
 * read a table otherwise than is meant. What the user says goes before all else.
 * @throws UserError if it is no text, or no table
 */
export async function settledReading(
  file: InspectedBytes,
  format: InputFormat,
  given: ReadOptions,
): Promise<SettledReading> {
  const doubts: string[] = [];
  let options = given;
  const settle = (more: Partial<ReadOptions>, option: string, reason: string): void => {
    options = { ...options, ...more };
    doubts.push(`${option} is taken for granted: ${reason}`);
  };
  if (given.encoding === undefined) {
    const { encoding, reason } = await likelyEncoding(file, format);
    if (encoding !== undefined) settle({ encoding }, `--encoding ${encoding}`, reason);
  }
  if (!isSeparated(format)) return { options, doubts };
  const table = { file, format };
  if (options.comment === undefined && likelyComment(await beginningOf(table, options))) {
    settle({ comment: '#' }, "--comment '#'", 'the file begins with a line that begins so');
  }
  if (options.delimiter === undefined) {
    const found = likelyDelimiter(await beginningOf(table, options), format, options);
    if (found !== undefined) {
      const name = delimiterName(found);
      settle(
        { delimiter: found },
        `--delimiter ${name === found ? quoted(found) : name}`,
        'every row has the same number of them',
      );
    }
  }
  await settleNotation(table, () => options, settle, doubts);
  await settleHeader(table, options, settle);
  return { options, doubts };
}

/** As a shell takes it. */
function quoted(delimiter: string): string {
  return `'${delimiter}'`;
}

interface TextTable {
  readonly file: InspectedBytes;
  readonly format: SeparatedFormat;
}
type Settle = (more: Partial<ReadOptions>, option: string, reason: string) => void;

async function likelyEncoding(
  file: InspectedBytes,
  format: InputFormat,
): Promise<{ encoding?: string; reason: string }> {
  const { bytes, marked } = await file.open(undefined);
  try {
    if (marked !== undefined) {
      return isSeparated(format)
        ? { reason: '' }
        : { encoding: marked, reason: 'the file begins with its byte order mark' };
    }
    const ahead = await bytes.peek(LOOK);
    const lines = ahead.length < LOOK ? ahead : ahead.subarray(0, ahead.lastIndexOf(NEWLINE) + 1);
    return isUtf8(lines) || lines.includes(0)
      ? { reason: '' }
      : { encoding: USUAL, reason: 'the text is not UTF-8, and most that is not is that' };
  } finally {
    await bytes.close();
  }
}

/** The first lines of a table, comments included. */
async function beginningOf({ file }: TextTable, { encoding }: ReadOptions): Promise<string> {
  const { bytes } = await file.open(encoding);
  try {
    const ahead = await bytes.peek(LOOK / 16);
    return ahead.toString().replace(/^\uFEFF/, '');
  } finally {
    await bytes.close();
  }
}

async function settleNotation(
  table: TextTable,
  options: () => ReadOptions,
  settle: Settle,
  doubts: string[],
): Promise<void> {
  const { notation } = options();
  if (notation?.decimal === undefined && notation?.thousands === undefined) {
    const { rows, delimiter } = await rowsOf(table, options());
    const { likely, example } = likelyNotations(rows, options().notation);
    const [found, other] = likely;
    if (found && other) {
      doubts.push(
        `${quote(example)} may be a decimal number or a large integer, and is read as text: --decimal , or --thousands , says which`,
      );
    } else if (found) {
      const { decimal, thousands } = found;
      const flags = [
        ...(decimal === undefined ? [] : [`--decimal ${decimal}`]),
        ...(thousands === undefined ? [] : [`--thousands ${thousands}`]),
      ];
      const more = delimiter === ',' && decimal === ',' ? { delimiter } : {};
      const merged = { ...options().notation, ...found };
      settle({ ...more, notation: merged }, flags.join(' '), `numbers are as ${quote(example)}`);
    }
  }
  if (options().notation?.missing !== undefined) return;
  const missing = likelyMissing((await rowsOf(table, options())).rows, options().notation);
  if (missing.length === 0) return;
  const flags = missing.flatMap((text) => optionWords('--missing-value', text)).join(' ');
  const reason = `${missing.map(quote).join(', ')} ${missing.length === 1 ? 'stands' : 'stand'} among numbers`;
  settle({ notation: { ...options().notation, missing } }, flags, reason);
}

async function settleHeader(
  { file: { path, stdin }, format }: TextTable,
  options: ReadOptions,
  settle: Settle,
): Promise<void> {
  try {
    await isHeaderFirst(path, { ...options, format, stdin, warn: () => undefined });
  } catch (error) {
    if (!(error instanceof HeaderDoubt)) throw error;
    const { isHeader: header, complaint } = error;
    const found = complaint.problem.replace(/^.*?, found /, 'the first row holds ');
    settle({ header }, header ? '--header' : '--no-header', found);
  }
}

/** The first rows of a table, and what separates their cells. Of one that cannot be read so there are none. */
async function rowsOf(
  { file, format }: TextTable,
  options: ReadOptions,
): Promise<{ rows: readonly (readonly string[])[]; delimiter: string | undefined }> {
  const { bytes } = await file.open(options.encoding);
  try {
    const beginning = await beginTable(bytes, format, options);
    return { rows: await firstRows(beginning, options.comment), delimiter: beginning.delimiter };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { rows: [], delimiter: undefined };
  } finally {
    await bytes.close();
  }
}
