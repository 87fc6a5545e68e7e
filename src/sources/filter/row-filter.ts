import { quote, UserError } from '../../messages/errors.ts';
import { closest } from '../../messages/closest.ts';
import { NoRows } from '../input/no-rows.ts';
import { compareNumbers } from '../../text/compare-numbers.ts';
import { momentOf } from '../../text/moments.ts';
import { numeralsOf, type Numerals } from '../../text/notation.ts';
import { isNumeric, parseNumber } from '../../text/parse-number.ts';
import { PhraseParser } from '../../text/phrase-parser.ts';

/** What a column must hold for a row to be read. */
export interface RowCondition {
  readonly column: string;
  readonly comparison: Comparison;
  readonly value: string;
}

type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** Conditions on columns, all of which a row has to meet to be read. */
export interface RowFilter {
  /** As it was written. */
  readonly text: string;
  readonly conditions: readonly RowCondition[];
}

const COMPARISON = /<=|>=|!=|==?|<|>/y;
const BARE_COLUMN = /[^=<>!,"]+/y;
const BARE_VALUE = /[^,"]+/y;
const EXAMPLE = "--where 'region=eu', or 'quantile=0.5,horizon<=3'";

/**
 * Reads conditions on rows: `region=eu`, `quantile=0.5,horizon<=3`. Texts, numbers and dates are compared as such for
 * being equal (0.5 is 0.50), numbers and dates by their order. A text with commas or the like in it is quoted as in JSON.
 * @throws UserError that says at which character something else was expected
 */
export function parseRowFilter(text: string): RowFilter {
  const parser = new PhraseParser(text, '--where', `write ${EXAMPLE}`);
  const conditions: RowCondition[] = [];
  do {
    const column = parser.word(BARE_COLUMN);
    if (column === undefined) throw parser.expected('a column');
    const sign = parser.take(COMPARISON);
    if (sign === undefined) throw parser.expected('one of = != < <= > >=');
    const comparison = sign === '==' ? '=' : (sign as Comparison);
    const start = parser.position;
    const value = parser.word(BARE_VALUE) ?? '';
    const isOrder = comparison !== '=' && comparison !== '!=';
    if (isOrder && !isFinite(numberOf(value)) && momentOf(value) === undefined) {
      parser.goBack(start);
      throw parser.expected('a number or a date such as 2024-05-31');
    }
    conditions.push({ column, comparison, value });
  } while (parser.skip(','));
  parser.requireEnd();
  return { text: text.trim(), conditions };
}

/**
 * Whether the text in a cell meets a condition; one that is missing has no place in an order, and meets none.
 * @param numerals how numbers are written in the cell; that of the condition has a point for its decimals
 * @throws UserError for a text that cannot be compared with the value
 */
export function meets(
  cell: string,
  { column, comparison, value }: RowCondition,
  numerals: Numerals = numeralsOf(undefined),
): boolean {
  if (comparison === '=' || comparison === '!=') {
    return isSame(cell, value, numerals) === (comparison === '=');
  }
  const number = numerals.parse(cell);
  if (isNumeric(value)) {
    if (number === undefined) throw notComparable(cell, column, value, 'numbers');
    return holds(orderOf(cell, value, numerals), comparison);
  }
  if (Number.isNaN(number)) return false;
  const [moment, bound] = [momentOf(cell), momentOf(value)!];
  if (moment === undefined) throw notComparable(cell, column, value, 'dates');
  return holds(moment < bound ? -1 : moment > bound ? 1 : 0, comparison);
}

/** Whether two texts are equal, be it as numbers or as moments. */
function isSame(cell: string, value: string, numerals: Numerals): boolean {
  if (cell === value) return true;
  const order = orderOf(cell, value, numerals);
  if (!Number.isNaN(order)) return order === 0;
  const moment = momentOf(value);
  return moment !== undefined && momentOf(cell) === moment;
}

/** How the numbers of a cell and a condition are in order; NaN where one is none, or is missing. */
function orderOf(cell: string, value: string, numerals: Numerals): number {
  return compareNumbers(
    { text: numerals.plain(cell), value: numerals.parse(cell) ?? NaN },
    { text: value, value: numberOf(value) },
  );
}

/** Whether one that is before, the same or after its bound meets the comparison; what has no order meets none. */
function holds(order: number, comparison: Comparison): boolean {
  if (comparison.startsWith('<')) return order < 0 || (order === 0 && comparison === '<=');
  return order > 0 || (order === 0 && comparison === '>=');
}

/** The number that a text is; NaN, which equals none, where it is none. */
function numberOf(text: string): number {
  return parseNumber(text) ?? NaN;
}

function notComparable(cell: string, column: string, value: string, kind: string): UserError {
  return new UserError({
    where: '--where',
    problem: `expected ${kind} in column ${quote(column)} to compare with ${value}, found ${quote(cell)}`,
    hint: 'of texts, = and != tell whether they are the same',
  });
}

/** The error that no row meets the conditions, with what a column holds instead. */
export function noRowsMeet(
  { text }: RowFilter,
  rows: number,
  missed: readonly { readonly condition: RowCondition; readonly found: readonly string[] }[],
): NoRows {
  const held = missed.map(({ condition: { column, comparison, value }, found }) => {
    const near = comparison === '=' ? closest(value, found) : undefined;
    const suggestion = near === undefined ? '' : `did you mean ${quote(near)}? `;
    return `${suggestion}column ${quote(column)} holds ${found.map(quote).join(', ')}`;
  });
  return new NoRows({
    where: `--where ${text}`,
    problem: `expected rows that meet it, found none among ${rows}`,
    hint: held.length > 0 ? held.join('; ') : undefined,
  });
}
