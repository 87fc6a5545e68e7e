import { quote, UserError } from '../../messages/errors.ts';
import { formatCounted } from '../../text/format-number.ts';
import { isNumeric } from '../../text/parse-number.ts';
import type { Place } from '../input/number-queue.ts';

/**
 * As Python and NumPy print lists, arrays and tuples: in brackets, between commas or white space; `(3)` and `(1,234)`, which
 * are numbers below 0 to accountants, are none.
 */
const LIST = /^\s*(?:\[(.*)\]|\((.*,(?:\s.*)?)\))\s*$/s;
/** A list of texts in quotes, as Python or JSON write it. */
const NAME_LIST = /^\s*\[\s*(?:(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*,?\s*)*\]\s*$/s;
const NAME = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/gs;

/** The texts in the brackets of a cell that is a list; undefined where it is none. */
function itemsOf(cell: string): readonly string[] | undefined {
  const [, square, round] = LIST.exec(cell) ?? [];
  const inner = (square ?? round)?.trim();
  if (inner === undefined) return undefined;
  if (!inner.includes(',')) return inner === '' ? [] : inner.split(/\s+/);
  return inner.replace(/,$/, '').split(',');
}

/** Whether a cell is a list of numbers, be it one that was cut short. */
export function isNumberList(cell: string): boolean {
  const items = itemsOf(cell) ?? [];
  return items.length > 0 && items.every((item) => isNumeric(item) || item.trim() === '...');
}

/** Whether there are brackets in the text of a row, as there are around lists. */
export function mayHoldLists(row: Buffer): boolean {
  return row.includes('[') || row.includes('(');
}

/** Whether a cell has brackets as a list has, that may hold numbers. */
export function isList(cell: string): boolean {
  return isNumberList(cell) || /^\s*(?:\[|\(\s*[[(])[\s[(]*[-+.\d]/.test(cell);
}

/**
 * The numbers of a cell that is a list, as text.
 * @param length how many there have to be, where that is known
 * @throws UserError if it is no list of numbers, or of another length
 */
export function listItems(
  cell: string,
  length: number | undefined,
  place: Place,
): readonly string[] {
  const items = itemsOf(cell);
  if (items === undefined) {
    throw failure(place, `expected a list of numbers as in the first row, found ${quote(cell)}`);
  }
  if (/[[(]/.test(items.join(''))) {
    throw failure(
      place,
      'expected a list of numbers, found lists in it',
      'JSON, NDJSON, NPY and Parquet hold arrays of any shape',
    );
  }
  if (items.some((item) => item.includes('...'))) {
    throw failure(
      place,
      'expected all numbers of a list, found "..." for some of them',
      'NumPy prints them all after np.set_printoptions(threshold=sys.maxsize)',
    );
  }
  if (length !== undefined && items.length !== length) {
    const expected = formatCounted(length, 'number');
    throw failure(
      place,
      `expected a list of ${expected} as in the first row, found ${items.length}`,
    );
  }
  return items;
}

/** The names in a cell that is a list of them; undefined where it is none. */
export function namesIn(cell: string): readonly string[] | undefined {
  if (!NAME_LIST.test(cell)) return undefined;
  return Array.from(cell.matchAll(NAME), ([, single, double]) =>
    (single ?? double)!.replace(/\\(.)/gs, '$1'),
  );
}

function failure(place: Place, problem: string, hint?: string): UserError {
  return new UserError({ where: place.where(), problem, hint });
}
