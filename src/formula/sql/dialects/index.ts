import type { Dialect } from '../dialect.ts';
import { bigquery } from './bigquery.ts';
import { clickhouse } from './clickhouse.ts';
import { duckdb } from './duckdb.ts';
import type { DialectName } from './names.ts';
import { postgres } from './postgres.ts';
import { snowflake } from './snowflake.ts';
import { databricks, spark } from './spark.ts';
import { sqlite } from './sqlite.ts';
import { trino } from './trino.ts';

/** The engines that there is SQL for. */
export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  duckdb,
  postgres,
  sqlite,
  spark,
  databricks,
  bigquery,
  snowflake,
  trino,
  clickhouse,
};
