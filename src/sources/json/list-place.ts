import { UserError } from '../../messages/errors.ts';
import { formatCounted } from '../../text/format-number.ts';
import { CHAR, type JsonCursor } from './cursor.ts';

const PLACE = /^(?:0|[1-9]\d{0,14})$/;

/**
 * Whether a key is the place of an element in the array before which a cursor stands: a number, where what the array
 * holds are no objects with such a key. Leaves the cursor where it is.
 * @param whole what is left of the path from the key on, which may be one key
 */
export function isPlaceIn(array: JsonCursor, key: string, whole: string): boolean {
  if (!PLACE.test(key)) return false;
  const inner = array.at(array.position);
  while (inner.peek() === CHAR.openBracket) inner.enter();
  if (inner.peek() !== CHAR.openBrace) return true;
  const keys = keysOf(inner);
  return !keys.includes(key) && !keys.includes(whole);
}

/**
 * Moves a cursor over an array, of which `take` moves it over the element at a place, counted from 0.
 * @throws UserError if the array has no such element
 */
export function elementAt(cursor: JsonCursor, place: string, take: () => void): void {
  const { position } = cursor;
  const wanted = Number(place);
  const length = cursor.sequence(CHAR.closeBracket, (index) => {
    if (index === wanted) take();
    else cursor.skip();
  });
  if (wanted < length) return;
  throw new UserError({
    where: cursor.where(position),
    problem: `no element ${place}: the list has ${formatCounted(length, 'element')}`,
    hint: length === 0 ? undefined : `elements are counted from 0, the last is ${length - 1}`,
  });
}

/** The keys of the object before which a cursor stands; leaves the cursor where it is. */
export function keysOf(object: JsonCursor): string[] {
  const cursor = object.at(object.position);
  const keys: string[] = [];
  cursor.sequence(CHAR.closeBrace, () => {
    keys.push(cursor.text(cursor.key()));
    cursor.skip();
  });
  return keys;
}
