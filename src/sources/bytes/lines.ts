import type { ByteReader } from './byte-reader.ts';

/** Bytes of a line at most, and of text that is scanned at once: csv-parse, which has the last word, refuses a row that is longer. */
export const LONGEST_TEXT = 64 * 1024 * 1024;

const NEWLINE = 0x0a;
const QUOTE = 0x22;

/** Reads a text in chunks of whole lines; the last may lack its newline. */
export class LineReader {
  readonly #bytes: ByteReader;
  readonly #longestLine: number;
  /** The lines handed out last, up to `#handed`, and the beginning of the line after them, up to `#end`. */
  #buffer: Buffer = Buffer.alloc(0);
  #handed = 0;
  #end = 0;

  /** @param longestLine bytes from which on a line is handed out in pieces, lest it fill the memory */
  constructor(bytes: ByteReader, longestLine: number) {
    this.#bytes = bytes;
    this.#longestLine = longestLine;
  }

  /**
   * The next lines, valid until the next call; undefined at the end.
   * @param least bytes that they have, unless the text ends
   */
  async next(least = 0): Promise<Buffer | undefined> {
    this.#buffer.copyWithin(0, this.#handed, this.#end);
    this.#end -= this.#handed;
    this.#handed = 0;
    for (;;) {
      const chunk = await this.#bytes.next();
      if (chunk === undefined) return this.#end === 0 ? undefined : this.#hand(this.#end);
      const newline = chunk.lastIndexOf(NEWLINE);
      if (this.#end === 0 && newline >= 0 && newline === chunk.length - 1) return chunk;
      this.#append(chunk);
      const lines = this.#end - chunk.length + newline + 1;
      if (newline >= 0 && lines >= least) return this.#hand(lines);
      if (this.#end > this.#longestLine) return this.#hand(this.#end);
    }
  }

  /** Takes back the last of the lines that were handed out last, which the next begin with. */
  putBack(lines: Buffer): void {
    if (this.#handed > 0) this.#handed -= lines.length;
    else this.#append(lines);
  }

  #append(chunk: Buffer): void {
    const needed = this.#end + chunk.length;
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#buffer.length));
      this.#buffer.copy(larger, 0, 0, this.#end);
      this.#buffer = larger;
    }
    chunk.copy(this.#buffer, this.#end);
    this.#end = needed;
  }

  #hand(length: number): Buffer {
    this.#handed = length;
    return this.#buffer.subarray(0, length);
  }
}

/**
 * Takes the first row of a CSV text: up to the first newline that is not within quotes, or all of the text where
 * that is nowhere in its first `longest` bytes.
 */
export async function takeFirstRow(bytes: ByteReader, longest: number): Promise<Buffer> {
  let isQuoted = false;
  for (let seen = 0; ;) {
    // No more than is needed is waited for: a pipe may be slow.
    const ahead = await bytes.peek(seen + 1);
    if (ahead.length === seen || seen > longest) return bytes.take(seen);
    for (; seen < ahead.length; seen++) {
      const byte = ahead[seen];
      if (byte === QUOTE) isQuoted = !isQuoted;
      else if (byte === NEWLINE && !isQuoted) return bytes.take(seen + 1);
    }
  }
}

/**
 * The position after the first line end from `from` on that is not within quotes, -1 where there is none.
 * @param isWithinQuotes whether `from` is
 */
export function rowEnd(text: Buffer, from: number, isWithinQuotes = false): number {
  let at = from;
  for (let isQuoted = isWithinQuotes; ; isQuoted = true) {
    if (isQuoted) {
      at = text.indexOf(QUOTE, at) + 1;
      if (at === 0) return -1;
    }
    const newline = text.indexOf(NEWLINE, at);
    if (newline < 0) return -1;
    const quote = text.subarray(at, newline).indexOf(QUOTE);
    if (quote < 0) return newline + 1;
    at += quote + 1;
  }
}

/** Whether an odd number of quotes is in a text: what begins outside of quotes then ends within. */
export function hasOddQuotes(text: Buffer): boolean {
  let isOdd = false;
  for (let at = text.indexOf(QUOTE); at !== -1; at = text.indexOf(QUOTE, at + 1)) isOdd = !isOdd;
  return isOdd;
}

/** The cells of one row; undefined for a blank line, and for one with quotes that are not as RFC 4180 has them. */
export function cellsOf(row: Buffer, delimiter: string): string[] | undefined {
  const line = row.toString().replace(/\r?\n$/, '');
  if (line === '') return undefined;
  if (!row.includes(QUOTE)) return line.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; at <= line.length;) {
    const isQuoted = line[at] === '"';
    const end = isQuoted ? closingQuote(line, at) + 1 : endOfCell(line, at, delimiter);
    const isWhole = end === line.length || line.startsWith(delimiter, end);
    const cell = line.slice(at, end);
    if (end === 0 || !isWhole || (!isQuoted && cell.includes('"'))) return undefined;
    cells.push(isQuoted ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    at = end + 1;
  }
  return cells;
}

/** Where the quote is that closes the cell which the one at `start` opens; -1 for nowhere. */
function closingQuote(line: string, start: number): number {
  let at = line.indexOf('"', start + 1);
  while (at >= 0 && line[at + 1] === '"') at = line.indexOf('"', at + 2);
  return at;
}

function endOfCell(line: string, start: number, delimiter: string): number {
  const end = line.indexOf(delimiter, start);
  return end < 0 ? line.length : end;
}

/** The bytes that have come, without taking them: the next line and more, or less where it is longer than `longest`. */
export async function lineAhead(bytes: ByteReader, longest: number): Promise<Buffer> {
  let ahead = await bytes.peek(1);
  while (!ahead.includes(NEWLINE) && ahead.length < longest) {
    const more = await bytes.peek(ahead.length + 1);
    if (more.length === ahead.length) break;
    ahead = more;
  }
  return ahead;
}

/** Rows that are looked at before they are read. */
const MOST_AHEAD = 1000;

/** The cells of the next rows, as many as have come, without taking them. */
export async function rowsAhead(bytes: ByteReader, delimiter: string): Promise<string[][]> {
  const ahead = await lineAhead(bytes, LONGEST_TEXT);
  const rows: string[][] = [];
  for (const row of rowsOf(ahead)) {
    const cells = cellsOf(row, delimiter);
    if (cells) rows.push(cells);
    if (rows.length === MOST_AHEAD) break;
  }
  return rows;
}

/** The rows of a text, each with its line end; the last may be part of one. */
export function* rowsOf(text: Buffer): Generator<Buffer, void> {
  for (let from = 0; from < text.length;) {
    const next = rowEnd(text, from);
    const end = next < 0 ? text.length : next;
    yield text.subarray(from, end);
    from = end;
  }
}
