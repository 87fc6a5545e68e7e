import { isUtf8 } from 'node:buffer';
import { UserError } from '../../messages/errors.ts';
import { titlesOf } from '../input/formats.ts';
import type { ByteReader } from './byte-reader.ts';

interface ByteOrderMark {
  readonly bytes: Buffer;
  readonly encoding: string;
  /** What decodes it, where anything does. */
  readonly decoder?: string;
}

const NEWLINE = 0x0a;
const BYTE_ORDER_MARKS: readonly ByteOrderMark[] = [
  { bytes: Buffer.from([0xef, 0xbb, 0xbf]), encoding: 'UTF-8' },
  // Before UTF-16, whose little-endian mark is the beginning of this one.
  { bytes: Buffer.from([0xff, 0xfe, 0x00, 0x00]), encoding: 'UTF-32' },
  { bytes: Buffer.from([0x00, 0x00, 0xfe, 0xff]), encoding: 'UTF-32' },
  { bytes: Buffer.from([0xff, 0xfe]), encoding: 'UTF-16', decoder: 'utf-16le' },
  { bytes: Buffer.from([0xfe, 0xff]), encoding: 'UTF-16', decoder: 'utf-16be' },
];
const LONGEST_MARK = 4;

/**
 * Passes over the byte order mark at the beginning of a text, if it has one.
 * @throws UserError if it is that of another encoding than UTF-8
 */
export async function skipByteOrderMark(bytes: ByteReader): Promise<void> {
  const mark = await byteOrderMark(bytes);
  if (mark === undefined) return;
  if (mark.encoding !== 'UTF-8') {
    throw new UserError({
      where: bytes.label,
      problem: `expected text in UTF-8, found ${mark.encoding}`,
      hint: `iconv -f ${mark.encoding} -t UTF-8 converts it`,
    });
  }
  bytes.take(mark.bytes.length);
}

/** What decodes a text by its byte order mark, without taking that; undefined where it has none. */
export async function encodingMarked(bytes: ByteReader): Promise<string | undefined> {
  const mark = await byteOrderMark(bytes);
  return mark && (mark.decoder ?? 'utf-8');
}

async function byteOrderMark(bytes: ByteReader): Promise<ByteOrderMark | undefined> {
  const start = await bytes.peek(LONGEST_MARK);
  return BYTE_ORDER_MARKS.find((m) => start.subarray(0, m.bytes.length).equals(m.bytes));
}

/** The first byte of a text that is not white space, without taking it; undefined in a blank text. */
export async function firstByte(bytes: ByteReader): Promise<number | undefined> {
  let start = await bytes.peek(1);
  for (;;) {
    const byte = start.find((b) => b > 0x20);
    if (byte !== undefined) return byte;
    const more = await bytes.peek(start.length + 1);
    if (more.length === start.length) return undefined;
    start = more;
  }
}

/** What is wrong with a text. */
export interface TextFlaw {
  /** Where the line begins that is no text. */
  readonly start: number;
  readonly error: UserError;
}

/**
 * Finds the first of some whole lines that is not UTF-8 or holds a NUL character.
 * @param line the number of the first of the lines
 */
export function findFlaw(bytes: Buffer, label: string, line: number): TextFlaw | undefined {
  const nul = bytes.indexOf(0);
  if (nul === -1 && isUtf8(bytes)) return undefined;
  const broken = startOfInvalid(bytes);
  const nulLine = bytes.lastIndexOf(NEWLINE, nul) + 1;
  const isNul = nul !== -1 && (broken === undefined || nulLine <= broken);
  const start = isNul ? nulLine : broken!;
  const where = `${label}:${line + newlines(bytes.subarray(0, start))}`;
  const error = isNul
    ? new UserError({
        where,
        problem: 'expected text, found a NUL byte',
        hint: `text is ${titlesOf(({ magic }) => magic === undefined)}, in UTF-8; --encoding utf-16 reads UTF-16, --input-format names another format`,
      })
    : new UserError({
        where,
        problem: 'expected text in UTF-8, found bytes that are not',
        hint: '--encoding windows-1252 reads text of Western Windows programs and in Latin-1; other encodings have other names',
      });
  return { start, error };
}

/**
 * Checks whole lines of a text.
 * @throws UserError if one is not UTF-8 or holds a NUL character
 */
export function requireText(bytes: Buffer, label: string): void {
  const flaw = findFlaw(bytes, label, 1);
  if (flaw) throw flaw.error;
}

export function newlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

/** Where the first line begins that is not UTF-8. */
function startOfInvalid(bytes: Buffer): number | undefined {
  if (isUtf8(bytes)) return undefined;
  for (let start = 0; ;) {
    const end = bytes.indexOf(NEWLINE, start);
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) return start;
    start = end + 1;
  }
}
