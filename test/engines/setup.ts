import { spawnSync } from 'node:child_process';
import type { TestProject } from 'vitest/node';
import { enginesPython, startPostgres } from './environment.ts';

/** Says which engines run, and which do not and why: nothing is left out in silence. */
export default async function setup(project: TestProject): Promise<() => void> {
  const python = enginesPython();
  const wanted = (
    process.env['LOSSCALC_ENGINES'] ?? 'duckdb,sqlite,postgres,spark,clickhouse'
  ).split(',');
  const running = ['duckdb', 'sqlite', 'clickhouse'].filter((name) => wanted.includes(name));
  const notes: string[] = [];
  const cluster = wanted.includes('postgres') ? await startPostgres() : 'it was not asked for';
  if (typeof cluster === 'string') notes.push(`postgres does not run: ${cluster}`);
  else running.push('postgres');
  if (wanted.includes('spark')) {
    if (spawnSync('java', ['-version']).status === 0) running.push('spark');
    else notes.push('spark does not run: there is no Java');
  }
  console.log(
    `Engines that run: ${running.join(', ')}. Texts that are parsed: trino, bigquery, snowflake.`,
  );
  for (const note of notes) console.log(note);
  project.provide('python', python);
  project.provide('engines', running);
  project.provide('postgres', typeof cluster === 'string' ? '' : cluster.connection);
  return () => {
    if (typeof cluster !== 'string') cluster.stop();
  };
}
