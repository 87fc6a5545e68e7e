import { aggregates } from '../aggregates.ts';
import type { Dialect } from '../dialect.ts';
import { labelNumber } from '../numbers.ts';
import { comparisons, guardedFunctions, kahanLog1p, PLAIN, rounded } from '../operations.ts';
import { doubled } from '../quoting.ts';
import { sql } from '../template.ts';

const special = {
  nan: `'NaN'::float8`,
  infinity: `'Infinity'::float8`,
  negativeInfinity: `'-Infinity'::float8`,
};
const types = { double: 'double precision', text: 'text', integer: 'bigint' };

const NUMBER = "'^[[:space:]]*[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?[[:space:]]*$'";

/**
 * PostgreSQL. What overflows or vanishes is an error there: functions and squares are kept from it, and a product of two
 * numbers whose product is beyond the doubles stops the query.
 */
export const postgres: Dialect = {
  name: 'postgres',
  title: 'PostgreSQL',
  quote: doubled('"'),
  text: doubled("'"),
  double: (digits) => `${digits}::float8`,
  types,
  special,
  nanOrder: 'largest',
  number: (column, isLabel) => {
    const number = isLabel
      ? labelNumber(column, types.text, types.double)
      : `CAST(${column} AS ${types.double})`;
    return `NULLIF(${number}, ${special.nan})`;
  },
  numberOrNull: (column) =>
    `CASE WHEN CAST(${column} AS text) ~ ${NUMBER} THEN CAST(CAST(${column} AS text) AS double precision) END`,
  isText: (column, text) => `${column} = ${text}`,
  element: (array, position, length) =>
    `CASE WHEN CARDINALITY(${array}) = ${length} THEN ${array}[${position + 1}] END`,
  operations: {
    ...PLAIN,
    ...comparisons('largest', special),
    ...guardedFunctions(special),
    square: (x) =>
      sql`CASE WHEN ABS(${x}) < 1e-154 THEN 0 WHEN ABS(${x}) < 1e154 THEN ${x} * ${x} ELSE ABS(${x}) * ${special.infinity} END`,
    log1p: kahanLog1p(special),
    float32: rounded(special),
  },
  aggregates: aggregates('largest', special),
  hasGroupingSets: true,
  fence: 'OFFSET 0',
};
