import { aggregates } from '../aggregates.ts';
import type { Dialect } from '../dialect.ts';
import { call, comparisons, guardedFunctions, ieeeFunctions, PLAIN } from '../operations.ts';
import { doubled, escaped } from '../quoting.ts';
import { sql } from '../template.ts';

const special = {
  nan: `DOUBLE('NaN')`,
  infinity: `DOUBLE('Infinity')`,
  negativeInfinity: `DOUBLE('-Infinity')`,
};
const { div, log } = guardedFunctions(special);

/** Spark from 4 on, with or without its ANSI mode: a quotient by 0 is an error or NULL, and so is a logarithm of 0. */
export const spark: Dialect = {
  name: 'spark',
  title: 'Spark',
  quote: doubled('`'),
  text: escaped("'"),
  double: (digits) => `${digits}D`,
  types: { double: 'DOUBLE', text: 'STRING', integer: 'BIGINT' },
  special,
  nanOrder: 'largest',
  number: (column) => `NULLIF(CAST(${column} AS DOUBLE), ${special.nan})`,
  numberOrNull: (column) => `TRY_CAST(CAST(${column} AS STRING) AS DOUBLE)`,
  isText: (column, text) => `${column} = ${text}`,
  element: (array, position, length) =>
    `CASE WHEN SIZE(${array}) = ${length} THEN ${array}[${position}] END`,
  operations: {
    ...PLAIN,
    ...comparisons('largest', special),
    ...ieeeFunctions(special),
    div: div!,
    log: log!,
    log1p: (x) =>
      x.low > -1
        ? sql`LOG1P(${x})`
        : sql`CASE WHEN ${x} > -1 THEN LOG1P(${x}) WHEN ${x} = -1 THEN ${special.negativeInfinity} ELSE ${special.nan} END`,
    expm1: call('EXPM1'),
    // They are integers there, of which larger numbers are none.
    floor: wholeOr('FLOOR'),
    ceil: wholeOr('CEIL'),
    float32: (x) => sql`CAST(CAST(${x} AS FLOAT) AS DOUBLE)`,
  },
  aggregates: aggregates('largest', special),
  hasGroupingSets: true,
  except: 'EXCEPT',
};

/** The same engine, as Databricks has it. */
export const databricks: Dialect = { ...spark, name: 'databricks', title: 'Databricks' };

function wholeOr(name: string): Dialect['operations'][string] {
  return (x) =>
    sql`CASE WHEN ABS(${x}) < 9007199254740992 THEN CAST(${name}(${x}) AS DOUBLE) ELSE ${x} END`;
}
