import { isUtf8 } from 'node:buffer';
import { UserError } from '../errors.ts';

const NEWLINE = 0x0a;
const BYTE_ORDER_MARKS = [
  { bytes: Buffer.from([0xef, 0xbb, 0xbf]), encoding: 'UTF-8' },
  // Before UTF-16, whose little-endian mark is the beginning of this one.
  { bytes: Buffer.from([0xff, 0xfe, 0x00, 0x00]), encoding: 'UTF-32' },
  { bytes: Buffer.from([0x00, 0x00, 0xfe, 0xff]), encoding: 'UTF-32' },
  { bytes: Buffer.from([0xff, 0xfe]), encoding: 'UTF-16' },
  { bytes: Buffer.from([0xfe, 0xff]), encoding: 'UTF-16' },
] as const;
const LONGEST_MARK = 4;

/** Reads chunks of bytes as text: UTF-8 without its byte order mark, in pieces that end between characters. */
export class TextReader {
  readonly #label: string;
  readonly #pieces: AsyncGenerator<Buffer, void>;
  #held: Buffer | undefined;

  /** `label` names the file in messages. */
  constructor(chunks: AsyncIterable<Uint8Array>, label: string) {
    this.#label = label;
    this.#pieces = this.#validated(chunks);
  }

  /**
   * The next piece, or undefined at the end.
   * @throws UserError if it is not UTF-8 or holds a NUL character
   */
  async next(): Promise<Buffer | undefined> {
    const piece = this.#held ?? (await this.#read());
    this.#held = undefined;
    return piece;
  }

  /** The first byte that is not white space, without taking it; undefined in a blank text. */
  async firstByte(): Promise<number | undefined> {
    let start = await this.next();
    for (;;) {
      this.#held = start;
      const byte = start?.find((b) => b > 0x20);
      if (start === undefined || byte !== undefined) return byte;
      const more = await this.#read();
      if (more === undefined) return undefined;
      start = Buffer.concat([start, more]);
    }
  }

  /** Stops reading; what the bytes come from is closed. */
  async close(): Promise<void> {
    await this.#pieces.return();
  }

  async #read(): Promise<Buffer | undefined> {
    const { value, done } = await this.#pieces.next();
    return done ? undefined : value;
  }

  async *#validated(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void> {
    let line = 1;
    let rest: Buffer = Buffer.alloc(0);
    let started = false;
    for await (const chunk of chunks) {
      let bytes: Buffer = Buffer.concat([rest, chunk]);
      if (!started) {
        rest = bytes;
        if (bytes.length < LONGEST_MARK) continue;
        bytes = this.#withoutMark(bytes);
        started = true;
      }
      const end = characterBoundary(bytes);
      const piece = bytes.subarray(0, end);
      rest = bytes.subarray(end);
      this.#check(piece, line);
      line += newlines(piece);
      yield piece;
    }
    const last = started ? rest : this.#withoutMark(rest);
    this.#check(last, line);
    yield last;
  }

  #withoutMark(bytes: Buffer): Buffer {
    const mark = BYTE_ORDER_MARKS.find((m) => bytes.subarray(0, m.bytes.length).equals(m.bytes));
    if (mark === undefined) return bytes;
    if (mark.encoding === 'UTF-8') return bytes.subarray(mark.bytes.length);
    throw new UserError({
      where: this.#label,
      problem: `expected text in UTF-8, found ${mark.encoding}`,
      hint: `iconv -f ${mark.encoding} -t UTF-8 converts it`,
    });
  }

  /** `line` is the number of the line in which the piece begins. */
  #check(piece: Buffer, line: number): void {
    const nul = piece.indexOf(0);
    if (nul !== -1) {
      throw new UserError({
        where: `${this.#label}:${line + newlines(piece.subarray(0, nul))}`,
        problem: 'expected text, found a NUL byte',
        hint: 'the formats read are CSV, TSV and JSON, in UTF-8',
      });
    }
    if (isUtf8(piece)) return;
    throw new UserError({
      where: `${this.#label}:${line + newlinesBeforeInvalid(piece)}`,
      problem: 'expected text in UTF-8, found bytes that are not',
      hint: 'iconv -f ISO-8859-1 -t UTF-8 converts text in Latin-1',
    });
  }
}

/** The length of the longest beginning of some UTF-8 that does not end within a character. */
function characterBoundary(bytes: Buffer): number {
  const longestTail = Math.min(3, bytes.length);
  for (let tail = 1; tail <= longestTail; tail++) {
    const byte = bytes[bytes.length - tail]!;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return tail < needed ? bytes.length - tail : bytes.length;
    }
  }
  return bytes.length;
}

function newlines(bytes: Buffer): number {
  let count = 0;
  for (const byte of bytes) if (byte === NEWLINE) count++;
  return count;
}

function newlinesBeforeInvalid(bytes: Buffer): number {
  let lines = 0;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(NEWLINE, start);
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) return lines;
    start = end + 1;
    lines++;
  }
}
