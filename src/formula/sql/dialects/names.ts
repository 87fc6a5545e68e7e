/** The engines that there is SQL for, as `--dialect` calls them. */
export const DIALECT_NAMES = [
  'duckdb',
  'postgres',
  'sqlite',
  'spark',
  'databricks',
  'bigquery',
  'snowflake',
  'trino',
  'clickhouse',
] as const;
export type DialectName = (typeof DIALECT_NAMES)[number];
