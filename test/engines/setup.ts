import { spawnSync } from 'node:child_process';
import type { TestProject } from 'vitest/node';
import { ENGINES, environmentOf } from './environment.ts';
import { startPostgres } from './postgres.ts';

/** The status of a test that was skipped, to makefiles and those who call them. */
const SKIPPED = 77;

/** Says which engines run, and which do not and why: nothing is left out in silence. */
export default async function setup(project: TestProject): Promise<() => void> {
  const wanted = wantedEngines();
  const environment = environmentOf([...wanted, 'texts']);
  const isNamed = process.env['LOSSCALC_ENGINES_PYTHON'] !== undefined;
  if (typeof environment === 'string')
    return end(`No engine runs: ${environment}.`, isNamed ? 1 : SKIPPED);
  const lacks = new Map(environment.lacks);
  if (wanted.includes('spark') && spawnSync('java', ['-version']).status !== 0) {
    lacks.set('spark', 'there is no Java');
  }
  const cluster =
    wanted.includes('postgres') && !lacks.has('postgres') ? await startPostgres() : undefined;
  if (typeof cluster === 'string') lacks.set('postgres', cluster);

  const running = wanted.filter((engine) => !lacks.has(engine));
  for (const [engine, reason] of lacks) {
    console.warn(`NOT RUN: ${engine === 'texts' ? 'texts that are parsed' : engine}: ${reason}`);
  }
  if (running.length === 0) return end('No engine runs.', SKIPPED);
  console.log(`Engines that run: ${running.join(', ')}.`);
  project.provide('python', environment.python);
  project.provide('engines', running);
  project.provide('parsed', lacks.has('texts') ? [] : PARSED);
  project.provide('postgres', typeof cluster === 'object' ? cluster.connection : '');
  return () => {
    if (typeof cluster === 'object') cluster.stop();
  };
}

/** Engines that cannot be had: their texts are parsed. */
const PARSED = ['trino', 'bigquery', 'snowflake', 'databricks'];

/** The engines that LOSSCALC_ENGINES names, or all. */
function wantedEngines(): readonly (typeof ENGINES)[number][] {
  const engines = ENGINES.filter((engine) => engine !== 'texts');
  const named = process.env['LOSSCALC_ENGINES']?.split(',');
  const other = named?.find((name) => !(engines as readonly string[]).includes(name));
  if (other !== undefined) {
    return end(`LOSSCALC_ENGINES: expected some of ${engines.join(',')}, found ${other}`, 1);
  }
  return engines.filter((engine) => named?.includes(engine) ?? true);
}

/** Ends without the trace of an error. */
function end(message: string, status: number): never {
  console.error(message);
  process.exit(status);
}
