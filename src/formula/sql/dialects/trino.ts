import { aggregates } from '../aggregates.ts';
import type { Dialect } from '../dialect.ts';
import { comparisons, ieeeFunctions, kahanLog1p, PLAIN } from '../operations.ts';
import { doubled } from '../quoting.ts';
import { sql } from '../template.ts';

const special = { nan: 'NAN()', infinity: 'INFINITY()', negativeInfinity: '(-INFINITY())' };

/** Trino, which computes as IEEE 754 has it. */
export const trino: Dialect = {
  name: 'trino',
  title: 'Trino',
  quote: doubled('"'),
  text: doubled("'"),
  double: (digits) => digits.toUpperCase(),
  types: { double: 'DOUBLE', text: 'VARCHAR', integer: 'BIGINT' },
  special,
  nanOrder: 'ieee',
  number: (column) => {
    const number = `CAST(${column} AS DOUBLE)`;
    return `CASE WHEN NOT IS_NAN(${number}) THEN ${number} END`;
  },
  numberOrNull: (column) => `TRY_CAST(CAST(${column} AS VARCHAR) AS DOUBLE)`,
  isText: (column, text) => `CAST(${column} AS VARCHAR) = ${text}`,
  element: (array, position, length) =>
    `CASE WHEN CARDINALITY(${array}) = ${length} THEN ${array}[${position + 1}] END`,
  operations: {
    ...PLAIN,
    ...comparisons('ieee', special),
    ...ieeeFunctions(special),
    log1p: kahanLog1p(special),
    float32: (x) => sql`CAST(CAST(${x} AS REAL) AS DOUBLE)`,
  },
  aggregates: aggregates('ieee', special),
  hasGroupingSets: true,
};
