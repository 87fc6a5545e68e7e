import { aggregates } from '../aggregates.ts';
import type { Dialect } from '../dialect.ts';
import {
  comparisons,
  guardedFunctions,
  ieeeFunctions,
  kahanLog1p,
  PLAIN,
  rounded,
} from '../operations.ts';
import { doubled } from '../quoting.ts';

/** A literal beyond the doubles is an infinity, and NaN is NULL. */
const special = { nan: 'NULL', infinity: '9e999', negativeInfinity: '(-9e999)' };
const { div, log } = guardedFunctions(special);

/** A text may hold a number; any other text would be cast to 0. */
function number(column: string): string {
  return `CASE TYPEOF(${column}) WHEN 'real' THEN ${column} WHEN 'integer' THEN CAST(${column} AS REAL) WHEN 'text' THEN CASE WHEN JSON_VALID(TRIM(${column})) AND JSON_TYPE(TRIM(${column})) IN ('integer', 'real') THEN CAST(${column} AS REAL) END END`;
}

/** SQLite from 3.35 on, with its functions of mathematics. */
export const sqlite: Dialect = {
  name: 'sqlite',
  title: 'SQLite',
  quote: doubled('"'),
  text: doubled("'"),
  double: (digits) => digits,
  types: { double: 'REAL', text: 'TEXT', integer: 'INTEGER' },
  special,
  nanOrder: 'null',
  number,
  numberOrNull: number,
  isText: (column, text) => `${column} = ${text}`,
  element: (array, position, length) =>
    `CASE WHEN JSON_ARRAY_LENGTH(${array}) = ${length} THEN JSON_EXTRACT(${array}, '$[${position}]') END`,
  operations: {
    ...PLAIN,
    ...comparisons('null', special),
    ...ieeeFunctions(special),
    div: div!,
    log: log!,
    log1p: kahanLog1p(special),
    float32: rounded(special),
  },
  aggregates: aggregates('null', special),
  hasGroupingSets: false,
  fence: 'LIMIT -1',
};
