/**
 * Makes what the engines need, below a folder that is kept: a virtual environment of the packages in `requirements.txt`,
 * and a throw-away cluster of PostgreSQL on the loopback address.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/losscalc/engines', import.meta.url));
const REQUIREMENTS = join(FOLDER, 'requirements.txt');
const VERSIONS_OF_DEBIAN = '/usr/lib/postgresql';

export const ENGINES_SCRIPT = join(FOLDER, 'engines.py');

/**
 * The interpreter of an environment with the engines, which is made where it is not there.
 * @throws Error where it cannot be made
 */
export function enginesPython(): string {
  // An environment of one's own, such as that of a machine without a registry.
  const own = process.env['LOSSCALC_ENGINES_PYTHON'];
  if (own !== undefined) return own;
  const digest = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
  const folder = join(CACHE, digest.slice(0, 16));
  const python = join(folder, 'bin/python');
  if (existsSync(join(folder, 'complete'))) return python;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '-r', REQUIREMENTS], {
    stdio: 'inherit',
  });
  execFileSync('touch', [join(folder, 'complete')]);
  return python;
}

/** A running cluster of PostgreSQL. */
export interface Cluster {
  /** As clients name it. */
  readonly connection: string;
  readonly stop: () => void;
}

/** Starts a cluster of its own; undefined, with a reason, where PostgreSQL is not there and cannot be installed. */
export async function startPostgres(): Promise<Cluster | string> {
  const programs = programsOfPostgres() ?? installPostgres();
  if (programs === undefined) return 'it is not installed, and only root can install it';
  const data = mkdtempSync(join(tmpdir(), 'losscalc-postgres-'));
  const isRoot = process.getuid?.() === 0;
  const run = (program: string, ...args: readonly string[]): void => {
    const command = [join(programs, program), ...args];
    const [first, ...rest] = isRoot ? ['runuser', '-u', 'postgres', '--', ...command] : command;
    const { status, stderr } = spawnSync(first!, rest, {
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: '/',
    });
    if (status !== 0) throw new Error(`${program}: ${stderr.toString()}`);
  };
  if (isRoot) execFileSync('chown', ['postgres', data]);
  const port = await freePort();
  run('initdb', '-D', data, '-U', 'losscalc', '-A', 'trust', '--no-sync', '-E', 'UTF8');
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${data} -c fsync=off`;
  run('pg_ctl', '-D', data, '-w', '-l', join(data, 'log'), '-o', options, 'start');
  return {
    connection: `host=127.0.0.1 port=${port} user=losscalc dbname=postgres`,
    stop: () => {
      run('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** The folder of the newest programs of Debian's packages, or of those on the path. */
function programsOfPostgres(): string | undefined {
  if (existsSync(VERSIONS_OF_DEBIAN)) {
    const newest = readdirSync(VERSIONS_OF_DEBIAN).sort((a, b) => Number(b) - Number(a))[0];
    if (newest !== undefined) return join(VERSIONS_OF_DEBIAN, newest, 'bin');
  }
  const { status, stdout } = spawnSync('pg_config', ['--bindir']);
  return status === 0 ? stdout.toString().trim() : undefined;
}

function installPostgres(): string | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const quiet = {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  } as const;
  spawnSync('apt-get', ['update'], quiet);
  spawnSync('apt-get', ['install', '-y', 'postgresql'], quiet);
  return programsOfPostgres();
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
