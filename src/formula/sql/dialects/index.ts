import type { Dialect } from '../dialect.ts';
import { duckdb } from './duckdb.ts';
import type { DialectName } from './names.ts';
import { sqlite } from './sqlite.ts';

/** The engines that there is SQL for. */
export const DIALECTS: Readonly<Record<DialectName, Dialect>> = { duckdb, sqlite };
