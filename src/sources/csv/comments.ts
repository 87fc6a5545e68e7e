import type { ByteReader } from '../bytes/byte-reader.ts';
import { hasOddQuotes, lineAhead, LONGEST_TEXT } from '../bytes/lines.ts';

const NEWLINE = 0x0a;

/**
 * Whether lines that begin so may be comments: not those that may begin with a number, a name or a quoted cell.
 */
export function isCommentMark(text: string): boolean {
  return /^[!-/:-@[-`{-~][^"\r\n]*$/.test(text) && !/^(?:"|[-+]?[\d.]*$)/.test(text);
}

/** Takes the lines that are comments, up to the first that is none; returns how many they are. */
export async function skipComments(bytes: ByteReader, mark: string | undefined): Promise<number> {
  if (mark === undefined) return 0;
  for (let count = 0; ; count++) {
    if (!beginsWith(await bytes.peek(Buffer.byteLength(mark)), mark)) return count;
    const line = await lineAhead(bytes, LONGEST_TEXT);
    bytes.take(endOfLine(line, 0));
  }
}

/** Whole lines of a text: rows, or one comment. */
interface Lines {
  readonly lines: Buffer;
  readonly isComment: boolean;
}

/**
 * Tells the rows of some whole lines from comments: lines that begin with the mark, if not within quotes.
 * @param isWithinQuotes whether the text before ends within quotes
 */
export function* tellComments(
  text: Buffer,
  mark: string | undefined,
  isWithinQuotes: boolean,
): Generator<Lines, void> {
  if (mark === undefined) {
    yield { lines: text, isComment: false };
    return;
  }
  /** Where the next line begins that may be one; the end where there is none. */
  const after = (at: number): number => text.indexOf(`\n${mark}`, at) + 1 || text.length;
  let rows = 0;
  let seen = 0;
  let isQuoted = isWithinQuotes;
  let at = beginsWith(text, mark) ? 0 : after(0);
  while (at < text.length) {
    if (hasOddQuotes(text.subarray(seen, at))) isQuoted = !isQuoted;
    seen = at;
    if (!isQuoted) {
      if (at > rows) yield { lines: text.subarray(rows, at), isComment: false };
      rows = seen = endOfLine(text, at);
      yield { lines: text.subarray(at, rows), isComment: true };
    }
    at = after(isQuoted ? at : rows - 1);
  }
  if (rows < text.length) yield { lines: text.subarray(rows), isComment: false };
}

/** Whether a line of some whole lines begins with the mark, be it within quotes. */
export function mayHaveComments(text: Buffer, mark: string): boolean {
  return beginsWith(text, mark) || text.includes(`\n${mark}`);
}

function beginsWith(text: Buffer, mark: string): boolean {
  const start = Buffer.from(mark);
  return text.subarray(0, start.length).equals(start);
}

function endOfLine(text: Buffer, at: number): number {
  const newline = text.indexOf(NEWLINE, at);
  return newline < 0 ? text.length : newline + 1;
}
