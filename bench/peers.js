/** The programs that losscalc is measured against: how each is run, and whether it is installed. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { losscalcCommand, VERSION } from './process.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const PYTHON = `${HERE}.venv/${process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python'}`;

/**
 * A peer is a function that makes a task of its arguments: the peer and the command to run. `title` is how tables
 * call it, `version` asks for its version, and `computes` is false for what only bounds what can be reached.
 */
function definePeer(title, version, commandOf, computes = true) {
  const peer = (...args) => ({ peer, command: commandOf(...args) });
  return Object.assign(peer, { title, computes, version: once(version) });
}

function once(ask) {
  let answer;
  return () => (answer ??= { version: ask() }).version;
}

/** The version that a command prints; undefined where it cannot be run. */
function printedVersion(command, ...args) {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', cwd: HERE });
  return status === 0 ? /\d+(\.\d+)+/.exec(stdout)?.[0] : undefined;
}

function pythonPeer(title, library) {
  return definePeer(
    title,
    () => printedVersion(PYTHON, '-c', `import ${library}; print(${library}.__version__)`),
    (program, ...files) => [PYTHON, `${HERE}peers/${library}/${program}.py`, ...files],
  );
}

function nodePeer(title, folder, library) {
  return definePeer(
    title,
    () => {
      // A client may be there without the binary of this platform.
      const loads = spawnSync(process.execPath, ['-e', `require('${library}')`], { cwd: HERE });
      if (loads.status !== 0) return undefined;
      return JSON.parse(readFileSync(`${HERE}node_modules/${library}/package.json`)).version;
    },
    (program, ...files) => [process.execPath, `${HERE}peers/${folder}/${program}.js`, ...files],
  );
}

export const polars = pythonPeer('polars', 'polars');
export const duckdb = pythonPeer('DuckDB', 'duckdb');
export const pandas = pythonPeer('pandas', 'pandas');
export const numpy = pythonPeer('numpy', 'numpy');
export const polarsNode = nodePeer('polars for Node', 'nodejs-polars', 'nodejs-polars');
export const duckdbNode = nodePeer('DuckDB for Node', 'duckdb-node', '@duckdb/node-api');
export const mawk = definePeer(
  'mawk',
  () => printedVersion('mawk', '-W', 'version'),
  (...args) => ['mawk', ...args],
);
export const miller = definePeer(
  'Miller',
  () => printedVersion('mlr', '--version'),
  (...args) => ['mlr', ...args],
);
export const gzip = definePeer(
  'gzip -dc',
  () => printedVersion('gzip', '--version'),
  (file) => ['gzip', '-dc', file],
  false,
);
export const bareNode = definePeer(
  'node -e 0',
  () => process.versions.node,
  () => [process.execPath, '-e', '0'],
  false,
);

/** losscalc itself, doing less. */
export const plainLosscalc = definePeer(
  'losscalc mse',
  () => VERSION,
  (...args) => losscalcCommand(args),
  false,
);

/**
 * Writes a CSV file as Parquet.
 * @throws Error where DuckDB is not installed
 */
export function writeParquet(source, target) {
  const { status, stderr } = spawnSync(
    PYTHON,
    [`${HERE}peers/duckdb/write_parquet.py`, source, target],
    { encoding: 'utf8' },
  );
  if (status !== 0)
    throw new Error(
      `DuckDB, which writes the data, ${stderr ? `failed: ${stderr}` : 'is not installed'}`,
    );
}
