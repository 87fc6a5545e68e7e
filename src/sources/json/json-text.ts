import { quote, UserError } from '../../messages/errors.ts';
import { CHAR, isNumberStart, type JsonCursor } from './json.ts';

/**
 * Moves over a value that is no array and no object, and returns it as text: what a string holds, nothing for `null`, as
 * an empty cell of a CSV is, and all else as it is written.
 * @throws UserError for a string with half of a surrogate pair, which would be printed as any other half is
 */
export function takeText(cursor: JsonCursor): string {
  const byte = cursor.peek();
  if (isNumberStart(byte)) return cursor.number();
  if (byte !== CHAR.quote) {
    const word = cursor.literal();
    return word === 'null' ? '' : word;
  }
  const { position } = cursor;
  const text = cursor.text(cursor.string());
  if (!/\p{Cs}/u.test(text)) return text;
  throw new UserError({
    where: cursor.where(position),
    problem: `expected text in Unicode, found half of a surrogate pair in ${quote(text)}`,
    hint: 'a character beyond \\uffff is written as two escapes, such as \\ud83d\\ude00',
  });
}
