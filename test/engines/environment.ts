/**
 * The Python that engines run in: one that is named, or a virtual environment of the packages of those that are wanted,
 * which is made in a folder that is kept. Where it cannot be made, what an engine lacks is said and the others run.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/losscalc/engines', import.meta.url));
const PROBE = fileURLToPath(new URL('probe.py', import.meta.url));

/** What each engine needs besides Python's own library; `texts` are those for engines that cannot be had, which are parsed. */
const PACKAGES = {
  duckdb: ['duckdb==2.0.1'],
  sqlite: [],
  postgres: ['psycopg[binary]==3.3.9'],
  spark: ['pyspark==4.3.0', 'pandas==2.3.3', 'pyarrow==26.0.1'],
  clickhouse: ['chdb==4.4.0'],
  texts: ['sqlglot==30.30.0'],
} as const;

type Engine = keyof typeof PACKAGES;

export const ENGINES = Object.keys(PACKAGES) as readonly Engine[];

/** An interpreter, and of each engine that it has not, why. */
export interface Environment {
  readonly python: string;
  readonly lacks: ReadonlyMap<string, string>;
}

/** An environment with the engines that are wanted, as far as they can be had; a text says why there is no Python at all. */
export function environmentOf(wanted: readonly Engine[]): Environment | string {
  // An environment of one's own, such as that of a machine without a registry.
  const own = process.env['LOSSCALC_ENGINES_PYTHON'];
  const python = own ?? virtualEnvironment() ?? 'python3';
  const before = lackingIn(python, wanted);
  if (typeof before === 'string' || own !== undefined) return asFound(python, before);
  const failures = new Map<string, string>();
  for (const engine of before.keys()) {
    const failure = python === 'python3' ? NO_ENVIRONMENT : install(python, engine as Engine);
    if (failure !== undefined) failures.set(engine, failure);
  }
  const after = lackingIn(python, wanted);
  if (typeof after === 'string') return after;
  return {
    python,
    lacks: new Map([...after].map(([engine, reason]) => [engine, failures.get(engine) ?? reason])),
  };
}

function asFound(
  python: string,
  lacks: ReadonlyMap<string, string> | string,
): Environment | string {
  return typeof lacks === 'string' ? lacks : { python, lacks };
}

const NO_ENVIRONMENT = 'python3 -m venv makes no environment to install it in';

/** The interpreter of an environment that is kept; undefined where none can be made. */
function virtualEnvironment(): string | undefined {
  const digest = createHash('sha256').update(JSON.stringify(PACKAGES)).digest('hex');
  const folder = join(CACHE, digest.slice(0, 16));
  const python = join(folder, 'bin/python');
  if (existsSync(join(folder, 'bin/pip')) && run(python, ['-V']).failure === undefined)
    return python;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  return run('python3', ['-m', 'venv', folder]).failure === undefined ? python : undefined;
}

/** Installs what an engine needs; a text says why it did not. */
function install(python: string, engine: Engine): string | undefined {
  console.log(`Installing ${PACKAGES[engine].join(', ')} for the tests on engines ...`);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  const { failure } = run(python, [
    ...pip,
    '--retries',
    '1',
    '--timeout',
    '20',
    ...PACKAGES[engine],
  ]);
  return failure === undefined ? undefined : `pip does not install it: ${failure}`;
}

/** Of each engine that an interpreter has not, why; a text where it does not run. */
function lackingIn(
  python: string,
  engines: readonly Engine[],
): ReadonlyMap<string, string> | string {
  const { stdout, failure } = run(python, [PROBE, ...engines]);
  if (failure !== undefined) return `${python} does not run: ${failure}`;
  const found = Object.entries(JSON.parse(stdout) as Record<string, string | null>);
  return new Map(found.flatMap(([engine, reason]) => (reason === null ? [] : [[engine, reason]])));
}

/** Runs a program to its end; `failure` is the last that it says where it fails. */
function run(
  program: string,
  args: readonly string[],
): { readonly stdout: string; readonly failure: string | undefined } {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (error) return { stdout: '', failure: error.message };
  const said = stderr.trim().split('\n').at(-1)!;
  return { stdout, failure: status === 0 ? undefined : said || `status ${status}` };
}
