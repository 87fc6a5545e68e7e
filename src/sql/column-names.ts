import { quote, UserError } from '../messages/errors.ts';
import { PhraseParser } from '../text/phrase-parser.ts';
import type { SourceColumn } from './query-request.ts';

const BARE_PART = /[^."]+/y;
const BARE_COLUMN = /[^,"]+/y;
const ARRAY = /^(.+)\[(\d{1,6})\]$/s;
const NUMBERED = /^(.*?)(\d{1,9})$/s;

/**
 * The parts of the name of a table: `db.schema.table`, of which any may be quoted as in JSON.
 * @throws UserError that says at which character something else was expected
 */
export function tableName(text: string): readonly string[] {
  const parser = new PhraseParser(
    text,
    '--from',
    'write --from schema.preds, or \'"a.b"\' for one name',
  );
  const parts: string[] = [];
  do {
    const part = parser.word(BARE_PART);
    if (part === undefined) throw parser.expected('a name');
    parts.push(part);
  } while (parser.skip('.'));
  parser.requireEnd();
  return parts;
}

/**
 * The columns that an option names: `score`; `p0,p1` or `p0-p9` for one for each class; `scores[10]` for an array of ten
 * numbers. A name with a comma, a range or brackets of its own is quoted as in JSON.
 * @param option as messages call it: `--pred`
 * @throws UserError for what names no columns, and for one that is there twice
 */
export function columnNames(text: string, option: string): readonly SourceColumn[] {
  const parser = new PhraseParser(text, option, `write ${option} score, p0-p9 or scores[10]`);
  const columns: SourceColumn[] = [];
  do {
    const isQuoted = parser.isAt('"');
    const word = parser.word(BARE_COLUMN);
    if (word === undefined) throw parser.expected('a column');
    columns.push(...(isQuoted ? [{ name: word }] : (arrayOf(word) ?? rangeOf(word, option))));
  } while (parser.skip(','));
  parser.requireEnd();
  requireDistinct(columns, option);
  return columns;
}

/** What messages and headings call a column. */
export function columnLabel({ name, element }: SourceColumn): string {
  return element === undefined ? name : `${name}[${element.position}]`;
}

function arrayOf(word: string): SourceColumn[] | undefined {
  const [, name, digits] = ARRAY.exec(word) ?? [];
  if (name === undefined) return undefined;
  const length = Number(digits);
  return Array.from({ length }, (_, position) => ({ name, element: { position, length } }));
}

/** The columns named with the numbers of a range; a word that is no range is a name. */
function rangeOf(word: string, option: string): SourceColumn[] {
  requireName(word, option);
  for (let hyphen = word.indexOf('-'); hyphen !== -1; hyphen = word.indexOf('-', hyphen + 1)) {
    const [, prefix, from] = NUMBERED.exec(word.slice(0, hyphen).trim()) ?? [];
    const [, same, to] = NUMBERED.exec(word.slice(hyphen + 1).trim()) ?? [];
    if (prefix === undefined || prefix !== same || Number(from) > Number(to)) continue;
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, k) => ({
      name: prefix + String(Number(from) + k).padStart(from!.length, '0'),
    }));
  }
  return [{ name: word }];
}

/** Positions of columns, which files have, mean nothing to SQL. */
function requireName(word: string, option: string): void {
  if (!/^\d+(\s*-\s*\d+)?$/.test(word)) return;
  throw new UserError({
    where: option,
    problem: `expected the name of a column, found ${quote(word)}`,
    hint: `of a table on an engine columns have no numbers; a column that is called so is '"${word}"'`,
  });
}

function requireDistinct(columns: readonly SourceColumn[], option: string): void {
  const labels = columns.map(columnLabel);
  const twice = labels.find((label, k) => labels.indexOf(label) < k);
  if (twice === undefined) return;
  throw new UserError({
    where: option,
    problem: `expected each column once, found ${quote(twice)} twice`,
    hint: 'leave one out',
  });
}
