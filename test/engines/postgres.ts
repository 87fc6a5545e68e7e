/** A throw-away cluster of PostgreSQL on the loopback address. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const VERSIONS_OF_DEBIAN = '/usr/lib/postgresql';

/** A running cluster of PostgreSQL. */
export interface Cluster {
  /** As clients name it. */
  readonly connection: string;
  readonly stop: () => void;
}

/** Starts a cluster of its own; a text says why there is none. */
export async function startPostgres(): Promise<Cluster | string> {
  const programs = programsOfPostgres();
  if (programs === undefined) return 'it is not installed (apt-get install postgresql)';
  try {
    return await startWith(programs);
  } catch (error) {
    return `it does not start: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** @throws Error where a program fails */
async function startWith(programs: string): Promise<Cluster> {
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

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
