/** One loss of files that are not CSV. */
import * as data from '../datasets/index.js';
import { duckdb, numpy, orjson, polars } from '../peers.js';
import { mse, ofTwoFiles } from './arguments.js';

export const FORMAT_CASES = [
  {
    name: 'NPY',
    rows: 1e7,
    files: { truth: data.truthsNpy, pred: data.predictionsNpy },
    prints: 'number',
    losscalc: (files) => ['mse', ...ofTwoFiles(files), '-f', 'value'],
    peers: ({ truth, pred }) => [numpy('mse_npy', truth, pred)],
    isShown: true,
  },
  { ...mseOfParquet('Parquet', 1e7, data.pairsParquet), isShown: true },
  mseOfParquet('Parquet with zstd, as polars writes it', 2e6, data.pairsZstdParquet),
  {
    name: 'cross-entropy, Parquet of a label and a list of 10 float32',
    rows: 2e6,
    files: { table: data.classesParquet },
    prints: 'number',
    losscalc: ({ table }) => [
      ...['sparse-categorical-crossentropy', table, '--true', 'label', '--pred', 'probs'],
      ...['--compat', 'exact', '-f', 'value'],
    ],
    peers: ({ table }) => [duckdb('cross_entropy_lists', table)],
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
    name: 'JSON document of two arrays',
    rows: 1e6,
    files: { document: data.document },
    prints: 'number',
    losscalc: ({ document }) => mseOfDocument(document),
    peers: ({ document }) => [orjson('mse_document', document)],
  },
];

/** Arguments for the mean squared error of a JSON document. */
export function mseOfDocument(document) {
  return ['mse', document, '--true', 'true', '--pred', 'pred', '-f', 'value'];
}

function mseOfParquet(name, rows, table) {
  return {
    name,
    rows,
    files: { table },
    prints: 'number',
    losscalc: (files) => mse(files.table, '-f', 'value'),
    peers: (files) => [duckdb('mse_table', files.table), polars('mse_parquet', files.table)],
  };
}
