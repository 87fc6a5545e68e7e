/** One loss of CSV files. */
import * as data from '../datasets/index.js';
import { duckdb, duckdbNode, gzip, mawk, miller, pandas, polars, polarsNode } from '../peers.js';
import { mse, ofPairs, ofTwoFiles } from './arguments.js';

const MSE_IN_AWK = 'NR>1{d=$1-$2;s+=d*d;n++}END{printf "%.17g\\n",s/n}';
const MSE_IN_MILLER = '@s += ($y_true - $y_pred) ** 2; @n += 1; end {print @s / @n}';

export const CSV_CASES = [
  { ...mseOfPlain('one CSV, two columns, 17 digits', 1e7, data.pairs), isShown: true },
  mseOfPlain('one CSV, two columns, 17 digits', 1e6, data.pairs),
  mseOfPlain('one CSV, two columns, 6 decimals', 1e6, data.pairsOf6Decimals),
  { ...mseOfQuoted('CSV with a quoted text beside two numbers', data.quoted), isShown: true },
  mseOfQuoted('CSV with commas and doubled quotes in a text', data.quotedCommas),
  mseOfQuoted('CSV, every cell quoted', data.allQuoted),
  {
    name: 'two CSV files',
    rows: 1e7,
    files: { truth: data.truths, pred: data.predictions },
    prints: 'number',
    losscalc: (files) => ['mse', ...ofTwoFiles(files), '-f', 'value'],
    peers: ({ truth, pred }) =>
      [polars, duckdb, pandas].map((peer) => peer('mse_two_files', truth, pred)),
  },
  {
    name: 'two CSV files joined by an id, in another order',
    rows: 2e6,
    files: { truth: data.identifiedTruths, pred: data.shuffledPredictions },
    prints: 'number',
    losscalc: ({ truth, pred }) => [
      ...['mse', '--true', `${truth}#y_true`, '--pred', `${pred}#y_pred`],
      ...['--on', 'id', '-f', 'value'],
    ],
    peers: ({ truth, pred }) => [polars, duckdb].map((peer) => peer('mse_join', truth, pred)),
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
    name: 'median absolute error',
    rows: 1e6,
    files: { table: data.pairs },
    prints: 'number',
    losscalc: ({ table }) => ['median-absolute-error', ...ofPairs(table), '-f', 'value'],
    peers: ({ table }) => [polars('median_error', table)],
  },
  {
    name: 'losses of every sample as CSV',
    rows: 1e6,
    files: { table: data.pairs },
    prints: 'losses',
    losscalc: ({ table }) => mse(table, '-f', 'csv'),
    peers: ({ table }) => [polars, duckdb, pandas].map((peer) => peer('squared_errors', table)),
  },
  {
    name: 'gradient of every sample as JSON',
    rows: 1e7,
    files: { table: data.pairs },
    losscalc: ({ table }) => mse(table, '--gradient', '-f', 'json'),
    peers: () => [],
  },
];

function mseOfPlain(name, rows, table) {
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

function mseOfQuoted(name, table) {
  return {
    name,
    rows: 1e6,
    files: { table },
    prints: 'number',
    losscalc: (files) => mse(files.table, '-f', 'value'),
    peers: (files) => [duckdb, pandas].map((peer) => peer('mse_table', files.table)),
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
