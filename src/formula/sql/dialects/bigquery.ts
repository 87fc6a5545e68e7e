import { aggregates } from '../aggregates.ts';
import type { Dialect } from '../dialect.ts';
import { labelNumber } from '../numbers.ts';
import { call, comparisons, guardedFunctions, kahanLog1p, PLAIN, rounded } from '../operations.ts';
import { escaped } from '../quoting.ts';

const special = {
  nan: `CAST('NaN' AS FLOAT64)`,
  infinity: `CAST('Infinity' AS FLOAT64)`,
  negativeInfinity: `CAST('-Infinity' AS FLOAT64)`,
};

/** BigQuery, in which a product or a sum of numbers that overflows is an error. */
export const bigquery: Dialect = {
  name: 'bigquery',
  title: 'BigQuery',
  quote: escaped('`'),
  text: escaped("'"),
  double: (digits) => digits,
  types: { double: 'FLOAT64', text: 'STRING', integer: 'INT64' },
  special,
  nanOrder: 'ieee',
  number: (column, isLabel) => {
    const number = isLabel
      ? labelNumber(column, 'STRING', 'FLOAT64')
      : `CAST(${column} AS FLOAT64)`;
    return `CASE WHEN NOT IS_NAN(${number}) THEN ${number} END`;
  },
  numberOrNull: (column) => `SAFE_CAST(CAST(${column} AS STRING) AS FLOAT64)`,
  isText: (column, text) => `${column} = ${text}`,
  element: (array, position, length) =>
    `CASE WHEN ARRAY_LENGTH(${array}) = ${length} THEN ${array}[OFFSET(${position})] END`,
  operations: {
    ...PLAIN,
    ...comparisons('ieee', special),
    ...guardedFunctions(special),
    div: call('IEEE_DIVIDE'),
    log1p: kahanLog1p(special),
    float32: rounded(special),
  },
  aggregates: aggregates('ieee', special),
  hasGroupingSets: true,
  except: 'EXCEPT',
};
