/**
 * What is measured. A case names its data, losscalc's arguments, and the peers that do the same work; the first
 * peer is the one that losscalc is judged by.
 */
import * as data from './data.js';
import {
  bareNode,
  duckdb,
  duckdbNode,
  gzip,
  mawk,
  miller,
  numpy,
  pandas,
  plainLosscalc,
  polars,
  polarsNode,
} from './peers.js';

const MSE_IN_AWK = 'NR>1{d=$1-$2;s+=d*d;n++}END{printf "%.17g\\n",s/n}';
const MSE_IN_MILLER = '@s += ($y_true - $y_pred) ** 2; @n += 1; end {print @s / @n}';

/** A few milliseconds vary by more than a tenth from run to run. */
const STARTUP_PAIRS = 31;
const ANALYSIS_PAIRS = 7;

/**
 * name: of the work; rows: of each file; files: the data sets by name; pairs: how many runs of each program, where
 * the default is too few; prints: `number` or, for each sample, `losses`; losscalc and peers: arguments and tasks,
 * from the files' paths.
 */
export const CASES = [
  startup('losscalc --version', {}, () => ['--version']),
  startup('mean squared error', { table: data.pairs }, ({ table }) => mse(table)),
  startup('mean absolute error', { table: data.pairs }, ({ table }) => ['mae', ...ofPairs(table)]),
  startup('Huber', { table: data.pairs }, ({ table }) => ['huber', ...ofPairs(table)]),
  startup('binary cross-entropy', { table: data.binary }, ({ table }) => {
    return ['binary-crossentropy', table, '--true', 'label', '--pred', 'score'];
  }),
  startup('categorical cross-entropy', { table: data.oneHot }, ({ table }) => {
    return ['categorical-crossentropy', table, '--true', 'y0-y2', '--pred', 'p0-p2'];
  }),
  mseOfTable('one CSV, two columns, 17 digits', 1e7, data.pairs),
  mseOfTable('one CSV, two columns, 17 digits', 1e6, data.pairs),
  mseOfTable('one CSV, two columns, 6 decimals', 1e6, data.pairsOf6Decimals),
  {
    name: 'two CSV files',
    rows: 1e7,
    files: { truth: data.truths, pred: data.predictions },
    prints: 'number',
    losscalc: ofTwoFiles,
    peers: ({ truth, pred }) =>
      [polars, duckdb, pandas].map((peer) => peer('mse_two_files', truth, pred)),
  },
  // Peers compute -ln(p), which is the convention `exact`; tf.keras also divides each row by its sum.
  crossEntropy('cross-entropy, CSV of 10 probabilities and a label', '--compat', 'exact'),
  crossEntropy('cross-entropy as in tf.keras, CSV of 10 probabilities and a label'),
  {
    name: 'gzipped CSV',
    rows: 1e6,
    files: { table: data.pairsGzipped },
    prints: 'number',
    losscalc: ({ table }) => mse(table, '-f', 'value'),
    peers: ({ table }) => [
      gzip(table),
      ...[duckdb, polars, pandas].map((peer) => peer('mse_table', table)),
    ],
  },
  {
    name: 'NPY',
    rows: 1e7,
    files: { truth: data.truthsNpy, pred: data.predictionsNpy },
    prints: 'number',
    losscalc: ofTwoFiles,
    peers: ({ truth, pred }) => [numpy('mse_npy', truth, pred)],
  },
  {
    name: 'Parquet',
    rows: 1e7,
    files: { table: data.pairsParquet },
    prints: 'number',
    losscalc: ({ table }) => mse(table, '-f', 'value'),
    peers: ({ table }) => [duckdb('mse_table', table), polars('mse_parquet', table)],
  },
  {
    name: 'NDJSON records',
    rows: 1e6,
    files: { table: data.records },
    prints: 'number',
    losscalc: ({ table }) => ['mse', table, '--true', 'label', '--pred', 'score', '-f', 'value'],
    peers: ({ table }) => [polars, duckdb].map((peer) => peer('mse_ndjson', table)),
  },
  {
    name: 'losses of every sample as CSV',
    rows: 1e6,
    files: { table: data.pairs },
    prints: 'losses',
    losscalc: ({ table }) => mse(table, '-f', 'csv'),
    peers: ({ table }) => [polars, duckdb, pandas].map((peer) => peer('squared_errors', table)),
  },
];

/** What losscalc tells besides the loss, of the same table; the peer is losscalc computing the loss alone. */
export const ANALYSIS_CASES = [
  analysis('segments, 5', 'run', '--by', 'region'),
  analysis('segments, 5 and 15', 'run', '--by', 'region', '--by', 'region,device'),
  analysis('interval', 'run', '--ci', '95'),
  analysis('interval, 1e5 clusters', 'run', '--ci', '95', '--cluster', 'user'),
  analysis('segments and interval', 'run', '--by', 'region', '--ci', '95'),
  analysis('worst samples with their texts', 'worst', '--show', 'id,region'),
  analysis('comparison', 'compare', '--pred', 'y_other'),
  analysis('comparison, 1e5 clusters', 'compare', '--pred', 'y_other', '--cluster', 'user'),
  analysis('page with a histogram', 'run', '-f', 'html'),
  {
    ...analysis('check with a baseline', 'check'),
    files: { table: data.observations, baseline: data.baseline },
    losscalc: ({ table, baseline }) => {
      return ['check', ...ofPairs(table), '-l', 'mse', '--baseline', baseline];
    },
  },
];

/** The same work at growing sizes: with memory that does not grow, each has the same peak. */
export const MEMORY_CASES = [
  [data.pairs, 1e6],
  [data.pairs, 1e7],
  [data.repeatedPairs, 1e8],
].map(([table, rows]) => ({
  name: 'one CSV, two columns, 17 digits',
  rows,
  files: { table },
  losscalc: (files) => mse(files.table, '-f', 'value'),
}));

function startup(name, files, losscalc) {
  return {
    name: `start-up, ${name}`,
    rows: 10,
    files,
    pairs: STARTUP_PAIRS,
    losscalc,
    peers: () => [bareNode()],
  };
}

function mseOfTable(name, rows, table) {
  return {
    name,
    rows,
    files: { table },
    prints: 'number',
    losscalc: (files) => mse(files.table, '-f', 'value'),
    peers: (files) => [
      ...[polars, duckdb, pandas, polarsNode, duckdbNode].map((peer) =>
        peer('mse_table', files.table),
      ),
      mawk('-F,', MSE_IN_AWK, files.table),
      miller('--icsv', '--ocsv', 'put', '-q', MSE_IN_MILLER, files.table),
    ],
  };
}

function analysis(name, command, ...options) {
  return {
    name,
    rows: 1e7,
    files: { table: data.observations },
    pairs: ANALYSIS_PAIRS,
    losscalc: ({ table }) => [command, ...ofPairs(table), '-l', 'mse', ...options],
    peers: ({ table }) => [plainLosscalc(...mse(table))],
  };
}

function crossEntropy(name, ...options) {
  return {
    name,
    rows: 1e6,
    files: { table: data.classes },
    prints: 'number',
    losscalc: ({ table }) => [
      'sparse-categorical-crossentropy',
      ...[table, '--true', 'label', '--pred', 'p0-p9', '-f', 'value', ...options],
    ],
    peers: ({ table }) => [duckdb, polars, pandas].map((peer) => peer('cross_entropy', table)),
  };
}

function mse(table, ...options) {
  return ['mse', ...ofPairs(table), ...options];
}

function ofPairs(table) {
  return [table, '--true', 'y_true', '--pred', 'y_pred'];
}

function ofTwoFiles({ truth, pred }) {
  return ['mse', '--true', truth, '--pred', pred, '-f', 'value'];
}
