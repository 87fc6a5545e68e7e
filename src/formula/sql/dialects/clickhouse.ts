import { aggregates } from '../aggregates.ts';
import type { Dialect } from '../dialect.ts';
import { call, comparisons, ieeeFunctions, PLAIN } from '../operations.ts';
import { escaped } from '../quoting.ts';

const special = { nan: 'nan', infinity: 'inf', negativeInfinity: '(-inf)' };
const types = { double: 'Nullable(Float64)', text: 'Nullable(String)', integer: 'Nullable(Int64)' };

/** ClickHouse, which computes as IEEE 754 has it. */
export const clickhouse: Dialect = {
  name: 'clickhouse',
  title: 'ClickHouse',
  quote: escaped('`'),
  text: escaped("'"),
  double: (digits) => digits,
  types,
  special,
  nanOrder: 'ieee',
  number: (column) => {
    const number = `CAST(${column} AS ${types.double})`;
    return `CASE WHEN NOT isNaN(${number}) THEN ${number} END`;
  },
  numberOrNull: (column) => `toFloat64OrNull(toString(${column}))`,
  isText: (column, text) => `toString(${column}) = ${text}`,
  element: (array, position, length) =>
    `CASE WHEN length(${array}) = ${length} THEN ${array}[${position + 1}] END`,
  operations: {
    ...PLAIN,
    ...comparisons('ieee', special),
    ...ieeeFunctions(special),
    log: call('log'),
    log1p: call('log1p'),
    erf: call('erf'),
    erfc: call('erfc'),
    lgamma: call('lgamma'),
    float32: ({ text }) => `CAST(CAST(${text} AS Nullable(Float32)) AS ${types.double})`,
  },
  aggregates: aggregates('ieee', special),
  hasGroupingSets: true,
  except: 'EXCEPT',
};
