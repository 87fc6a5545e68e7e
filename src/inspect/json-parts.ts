import { UserError } from '../messages/errors.ts';
import {
  takeFirstRow,
  LONGEST_TEXT,
  requireText,
  skipByteOrderMark,
  type ByteReader,
} from '../sources/index.ts';
import { CHAR, JsonCursor } from '../sources/json/cursor.ts';
import { columnsOf, frameOf, isOfColumns } from '../sources/json/frame.ts';
import type { Part, Parts } from './parts.ts';

const LARGEST = 2 ** 31;

/**
 * The key paths of a JSON document that lead to numbers or text; of a list of records those of the first one, and of a
 * table as pandas writes it its columns.
 * @throws UserError if it is not JSON
 */
export async function documentParts(bytes: ByteReader): Promise<Parts> {
  await skipByteOrderMark(bytes);
  const document = await bytes.rest('JSON', LARGEST);
  requireNotEmpty(document, bytes.label);
  requireText(document, bytes.label);
  const cursor = new JsonCursor(document, bytes.label);
  const columns = frameColumns(cursor);
  const isTable = columns !== undefined || cursor.peek() === CHAR.openBracket;
  const parts = columns ?? leaves(cursor, []);
  cursor.end();
  return { parts, isTable };
}

/** The columns of a document that holds a table as pandas writes it, which the cursor is moved over; else undefined. */
function frameColumns(cursor: JsonCursor): Part[] | undefined {
  if (cursor.peek() !== CHAR.openBrace) return undefined;
  const kind = isOfColumns(cursor) ? 'columns' : frameOf(cursor);
  const names = kind === 'split' ? columnsOf(cursor) : [];
  if (kind === undefined || (kind === 'split' && names.length === 0)) return undefined;
  const parts: Part[] = [];
  cursor.sequence(CHAR.closeBrace, (member) => {
    const key = cursor.text(cursor.key());
    if (kind === 'columns') parts.push(...firstMember(cursor, [key]));
    else if (kind === 'index' ? member === 0 : key === 'data') {
      parts.push(...(kind === 'split' ? firstRow(cursor, names) : leaves(cursor, [])));
    } else cursor.skip();
  });
  return parts;
}

/** What is in the first member of the object at the cursor, which is moved over it. */
function firstMember(cursor: JsonCursor, keys: readonly string[]): Part[] {
  const parts: Part[] = [];
  cursor.sequence(CHAR.closeBrace, (index) => {
    cursor.key();
    if (index === 0) parts.push(...leaves(cursor, keys));
    else cursor.skip();
  });
  return parts;
}

/** What is in the first of the lists in the array at the cursor, which is moved over it, by the names of columns. */
function firstRow(cursor: JsonCursor, names: readonly string[]): Part[] {
  const parts: Part[] = [];
  if (cursor.peek() !== CHAR.openBracket) throw cursor.unexpected('a list of rows');
  cursor.sequence(CHAR.closeBracket, (row) => {
    if (row > 0 || cursor.peek() !== CHAR.openBracket) cursor.skip();
    else {
      cursor.sequence(CHAR.closeBracket, (place) => {
        const name = names[place];
        if (name === undefined) cursor.skip();
        else parts.push(...leaves(cursor, [name]));
      });
    }
  });
  return parts;
}

/**
 * The key paths of the first of many JSON documents that are a line each.
 * @throws UserError if that is not JSON
 */
export async function recordParts(bytes: ByteReader): Promise<Parts> {
  await skipByteOrderMark(bytes);
  const line = await takeFirstRow(bytes, LONGEST_TEXT);
  requireNotEmpty(line, bytes.label);
  requireText(line, bytes.label);
  const cursor = new JsonCursor(line, bytes.label, 1);
  const parts = leaves(cursor, []);
  cursor.end();
  return { parts, isTable: true };
}

/** What is in the value at the cursor, which is moved over it; arrays are as their first element. */
function leaves(cursor: JsonCursor, keys: readonly string[]): Part[] {
  const byte = cursor.peek();
  const parts: Part[] = [];
  if (byte === CHAR.openBrace) {
    cursor.sequence(CHAR.closeBrace, () => {
      const key = cursor.text(cursor.key());
      parts.push(...leaves(cursor, [...keys, key]));
    });
  } else if (byte === CHAR.openBracket) {
    cursor.sequence(CHAR.closeBracket, (index) => {
      if (index === 0) parts.push(...leaves(cursor, keys));
      else cursor.skip();
    });
  } else {
    cursor.skip();
    const part = keys.length === 0 ? undefined : keys.join('.');
    const layout = byte === CHAR.quote ? 'text' : 'rows';
    parts.push({ name: part ?? 'all', part, layout });
  }
  return parts;
}

function requireNotEmpty(text: Buffer, where: string): void {
  if (text.length === 0) throw new UserError({ where, problem: 'no rows: the file is empty' });
}
