import { aggregates } from '../aggregates.ts';
import type { Dialect } from '../dialect.ts';
import {
  call,
  comparisons,
  guardedFunctions,
  ieeeFunctions,
  kahanLog1p,
  PLAIN,
} from '../operations.ts';
import { doubled } from '../quoting.ts';

const special = {
  nan: `'NaN'::DOUBLE`,
  infinity: `'Infinity'::DOUBLE`,
  negativeInfinity: `'-Infinity'::DOUBLE`,
};
const { div, sqrt, log } = guardedFunctions(special);

/** DuckDB. Of old versions the functions of numbers that are not positive are an error, and a quotient by 0 is NULL. */
export const duckdb: Dialect = {
  name: 'duckdb',
  title: 'DuckDB',
  quote: doubled('"'),
  text: doubled("'"),
  double: (digits) => digits,
  types: { double: 'DOUBLE', text: 'VARCHAR', integer: 'BIGINT' },
  special,
  nanOrder: 'largest',
  number: (column) => `NULLIF(CAST(${column} AS DOUBLE), ${special.nan})`,
  numberOrNull: (column) => `TRY_CAST(${column} AS DOUBLE)`,
  isText: (column, text) => `${column} = ${text}`,
  element: (array, position, length) =>
    `CASE WHEN LEN(${array}) = ${length} THEN ${array}[${position + 1}] END`,
  operations: {
    ...PLAIN,
    ...comparisons('largest', special),
    ...ieeeFunctions(special),
    div: div!,
    sqrt: sqrt!,
    log: log!,
    log1p: kahanLog1p(special),
    lgamma: call('LGAMMA'),
    float32: ({ text }) => `CAST(CAST(${text} AS FLOAT) AS DOUBLE)`,
  },
  aggregates: aggregates('largest', special),
  hasGroupingSets: true,
  except: 'EXCLUDE',
};
