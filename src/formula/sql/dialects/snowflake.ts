import { aggregates } from '../aggregates.ts';
import type { Dialect } from '../dialect.ts';
import { labelNumber } from '../numbers.ts';
import { comparisons, guardedFunctions, kahanLog1p, PLAIN, rounded } from '../operations.ts';
import { doubled, escaped } from '../quoting.ts';

const special = {
  nan: `'NaN'::FLOAT`,
  infinity: `'inf'::FLOAT`,
  negativeInfinity: `'-inf'::FLOAT`,
};

/** Snowflake. Names in quotes have upper and lower case, and those that were written without are upper case. */
export const snowflake: Dialect = {
  name: 'snowflake',
  title: 'Snowflake',
  quote: doubled('"'),
  text: escaped("'"),
  double: (digits) => `${digits}::FLOAT`,
  types: { double: 'FLOAT', text: 'VARCHAR', integer: 'BIGINT' },
  special,
  nanOrder: 'largest',
  number: (column, isLabel) => {
    const number = isLabel ? labelNumber(column, 'VARCHAR', 'FLOAT') : `CAST(${column} AS FLOAT)`;
    return `NULLIF(${number}, ${special.nan})`;
  },
  numberOrNull: (column) => `TRY_CAST(CAST(${column} AS VARCHAR) AS FLOAT)`,
  isText: (column, text) => `${column} = ${text}`,
  element: (array, position, length) =>
    `CASE WHEN ARRAY_SIZE(${array}) = ${length} THEN ${array}[${position}] END`,
  operations: {
    ...PLAIN,
    ...comparisons('largest', special),
    ...guardedFunctions(special),
    log1p: kahanLog1p(special),
    float32: rounded(special),
  },
  aggregates: aggregates('largest', special),
  hasGroupingSets: true,
  except: 'EXCLUDE',
};
