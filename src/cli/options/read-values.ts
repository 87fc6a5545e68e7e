import { quote, UserError } from '../../messages/errors.ts';
import { didYouMean } from '../../messages/suggest.ts';
import { parseNumber } from '../../text/parse-number.ts';

// What options make of their text. `where` names the option in errors, which are UserErrors.

/** One number, written as in an input file but not NaN. */
export function readNumber(text: string, where: string, expected = 'a number'): number {
  const value = parseNumber(text);
  if (value !== undefined && !Number.isNaN(value)) return value;
  throw new UserError({
    where,
    problem: `expected ${expected}, found ${quote(text)}`,
    hint: 'numbers are written as 0.5, -3 or 1e-7',
  });
}

/** One number, or a list of them separated by commas: `0.5` becomes a number, `0.5,2` an array. */
export function readNumbers(text: string, where: string): number | number[] {
  const expected = 'a number or a list such as 0.5,2,1';
  const numbers = text.split(',').map((part) => readNumber(part, where, expected));
  return numbers.length === 1 ? numbers[0]! : numbers;
}

/** An integer of at least 1. */
export function readCount(text: string, where: string): number {
  if (/^0*[1-9]\d*$/.test(text)) return Number(text);
  throw new UserError({
    where,
    problem: `expected an integer of at least 1, found ${quote(text)}`,
  });
}

/** Two numbers, the lower first. */
export function readRange(text: string, where: string): readonly [from: number, to: number] {
  const [from, to, ...more] = [readNumbers(text, where)].flat();
  const isRange = from !== undefined && to !== undefined && more.length === 0;
  if (isRange && from < to && Number.isFinite(to - from)) return [from, to];
  throw new UserError({
    where,
    problem: `expected two numbers, the lower first, found ${quote(text)}`,
    hint: 'as in --range -3,3',
  });
}

/** One of a few words. */
export function readChoice<Word extends string>(
  text: string,
  where: string,
  choices: readonly Word[],
): Word {
  const choice = choices.find((word) => word === text);
  if (choice !== undefined) return choice;
  throw new UserError({
    where,
    problem: `expected one of ${choices.map(shownWord).join(', ')}, found ${quote(text)}`,
    hint: didYouMean(text, choices),
  });
}

/** A word, in quotes where it is a sign that a reader could take for one of the sentence. */
function shownWord(word: string): string {
  return /^\w/.test(word) ? word : quote(word);
}

/** Columns of a table, in the order in which they were named. */
export type Columns = readonly string[];

/**
 * Columns separated by commas.
 * @throws UserError for a column that is there twice
 */
export function readColumns(text: string, where: string): Columns {
  const columns = text.split(',');
  const twice = columns.find((column, k) => columns.indexOf(column) < k);
  if (twice === undefined) return columns;
  throw new UserError({
    where,
    problem: `expected each column once, found ${quote(twice)} twice in ${quote(text)}`,
    hint: 'leave one out',
  });
}

/**
 * Adds the columns of one more division to those of others.
 * @throws UserError for a column that is there twice, and for columns that have a division already
 */
export function withDivision(
  divisions: readonly Columns[],
  text: string,
  where: string,
): readonly Columns[] {
  const columns = readColumns(text, where);
  const isSame = (other: Columns): boolean =>
    other.length === columns.length && columns.every((column) => other.includes(column));
  const same = divisions.find(isSame);
  if (!same) return [...divisions, columns];
  throw new UserError({
    where,
    problem: `expected other columns than before, found ${quote(same.join(','))} and ${quote(text)}`,
    hint: 'leave one out',
  });
}

/** Text that is given once; given twice, one of the two would be ignored in silence. */
export function readOnce(
  text: string,
  previous: string | undefined,
  where: string,
  hint = 'leave one out',
): string {
  if (previous === undefined) return text;
  throw new UserError({
    where,
    problem: `expected once, found ${quote(previous)} and ${quote(text)}`,
    hint,
  });
}
