import { quote, UserError } from '../../messages/errors.ts';
import { CHAR, type JsonCursor } from './cursor.ts';
import { keysOf } from './list-place.ts';

const ROW_LABEL = /^-?\d+$/;

/** How a document that is an object holds the rows of a table, as pandas writes it: by label, or in lists. */
export type Frame = 'index' | 'split' | 'table';

/**
 * How the document before which a cursor stands holds rows with a column that is no key of it; undefined where it is no
 * table of the kinds that pandas writes: `orient='index'`, `'split'` and `'table'`.
 */
export function frameOf(document: JsonCursor): Frame | undefined {
  const keys = keysOf(document);
  const has = (...names: string[]): boolean => {
    return names.every((name) => keys.includes(name)) && keys.length <= names.length + 1;
  };
  if (has('columns', 'data')) return 'split';
  if (has('schema', 'data')) return 'table';
  const rows = keys.length > 0 && keys.every(isRowLabel) ? membersOf(document) : [];
  const areRecords = rows.length > 0 && rows.every((row) => row && !row.every(isRowLabel));
  return areRecords ? 'index' : undefined;
}

/**
 * Whether the document before which a cursor stands is an object of columns, each an object of its values by the labels of
 * their rows, which pandas numbers: `to_json()`.
 * @throws UserError where it may be one of rows as well
 */
export function isOfColumns(document: JsonCursor): boolean {
  if (document.peek() !== CHAR.openBrace) return false;
  const members = membersOf(document);
  const [first] = members;
  const isAlike = members.every((keys) => {
    return keys?.length === first?.length && keys?.every(isRowLabel);
  });
  if (first === undefined || first.length === 0 || !isAlike) return false;
  if (!keysOf(document).every(isRowLabel)) return true;
  throw document.error(
    'expected columns with names, found numbers for both rows and columns',
    "to_json(orient='records') tells rows from columns",
  );
}

/** The place of a column in the list of columns of a table in lists; undefined where there is none such. */
export function columnPlace(document: JsonCursor, names: readonly string[]): number | undefined {
  const found = columnsOf(document);
  const name = names.find((each) => found.includes(each));
  return name === undefined ? undefined : found.indexOf(name);
}

/** The names of the columns of a table in lists. */
export function columnsOf(document: JsonCursor): string[] {
  const cursor = document.at(document.position);
  const names: string[] = [];
  cursor.sequence(CHAR.closeBrace, () => {
    const key = cursor.text(cursor.key());
    if (key !== 'columns' || cursor.peek() !== CHAR.openBracket) cursor.skip();
    else {
      cursor.sequence(CHAR.closeBracket, () => {
        if (cursor.peek() === CHAR.quote) names.push(cursor.text(cursor.string()));
        else throw cursor.unexpected('the name of a column in quotes');
      });
    }
  });
  return names;
}

/** The labels of rows, which are the same in all columns. */
export class RowLabels {
  #labels: readonly string[] | undefined;

  /**
   * The labels in the order of the column that was read first.
   * @throws UserError where a column has others
   */
  inOrder(found: ReadonlyMap<string, number>, where: string): readonly string[] {
    this.#labels ??= [...found.keys()];
    const missing = this.#labels.find((label) => !found.has(label));
    if (missing === undefined && found.size === this.#labels.length) return this.#labels;
    throw new UserError({
      where,
      problem:
        missing === undefined
          ? `expected the ${this.#labels.length} rows of the other columns, found ${found.size}`
          : `expected the rows of the other columns, found none with the label ${quote(missing)}`,
    });
  }
}

/** Whether a key may be the label of a row. */
export function isRowLabel(key: string): boolean {
  return ROW_LABEL.test(key);
}

/** The keys of each member of an object; undefined for a member that is none. */
function membersOf(document: JsonCursor): (readonly string[] | undefined)[] {
  const cursor = document.at(document.position);
  const members: (readonly string[] | undefined)[] = [];
  cursor.sequence(CHAR.closeBrace, () => {
    cursor.key();
    members.push(cursor.peek() === CHAR.openBrace ? keysOf(cursor) : undefined);
    cursor.skip();
  });
  return members;
}
