/** The programs that losscalc is measured against: how each is run, and whether it is installed. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { losscalcCommand, VERSION } from './process.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const VENV = `${HERE}.venv/${process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python'}`;
/** Interpreters of Python; a library is taken from the first that has it. */
const PYTHONS = (process.env.LOSSCALC_BENCH_PYTHON ?? VENV).split(delimiter);

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

/** @param distribution how pip calls the library, where that is not its name */
function pythonPeer(title, library, distribution = library) {
  const found = once(() => interpreterWith(distribution));
  return definePeer(
    title,
    () => found()?.version,
    (program, ...files) => [
      found()?.python ?? PYTHONS[0],
      `${HERE}peers/${library}/${program}.py`,
      ...files,
    ],
  );
}

/** The first interpreter that has a library, and its version; the library is not loaded. */
function interpreterWith(distribution) {
  const program = `from importlib.metadata import version; print(version("${distribution}"))`;
  for (const python of PYTHONS) {
    const version = printedVersion(python, '-c', program);
    if (version !== undefined) return { python, version };
  }
  return undefined;
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
export const orjson = pythonPeer('orjson', 'orjson');
export const torch = pythonPeer('torch', 'torch');
export const tfKeras = pythonPeer('tf.keras', 'tf_keras');
export const keras = pythonPeer('keras', 'keras');
export const sklearn = pythonPeer('scikit-learn', 'sklearn', 'scikit-learn');
export const optax = pythonPeer('optax', 'optax');
const pyarrow = pythonPeer('pyarrow', 'pyarrow');
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
 * Writes a CSV file as Parquet, as DuckDB does by default.
 * @throws Error where DuckDB is not installed
 */
export function writeParquet(source, target) {
  runWriter(duckdb('write_parquet', source, target));
}

/**
 * Writes a CSV file as Parquet, as polars does by default.
 * @throws Error where polars is not installed
 */
export function writeZstdParquet(source, target) {
  runWriter(polars('write_parquet', source, target));
}

/**
 * Writes the labels and the rows of numbers of two NPY files as Parquet with a column of lists, as pyarrow does by
 * default.
 * @throws Error where pyarrow is not installed
 */
export function writeListParquet(labels, rows, target) {
  runWriter(pyarrow('write_lists', labels, rows, target));
}

function runWriter({ peer: { title }, command: [program, ...args] }) {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status === 0) return;
  const reason = stderr ? `failed: ${stderr}` : 'is not installed';
  throw new Error(`${title}, which writes the data, ${reason}`);
}
