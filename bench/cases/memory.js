/** The same work at growing sizes: with memory that does not grow, each has the same peak. */
import * as data from '../datasets/index.js';
import { mse, mseBy, ofTwoFiles } from './arguments.js';
import { mseOfDocument } from './formats.js';

const SIZES = [1e6, 1e7, 1e8];

const mseOfTable = ({ table }) => mse(table, '-f', 'value');

export const MEMORY_CASES = [
  ...growing('one CSV, two columns, 17 digits', { table: data.repeatedPairs }, mseOfTable).map(
    (memoryCase) => ({ ...memoryCase, isShown: true }),
  ),
  ...growing('CSV with a quoted text', { table: data.repeatedQuoted }, mseOfTable),
  ...growing('NPY', { truth: data.truthsNpy, pred: data.predictionsNpy }, (files) => {
    return ['mse', ...ofTwoFiles(files), '-f', 'value'];
  }),
  ...growing('Parquet', { table: data.repeatedPairsParquet }, mseOfTable),
  ...growing('NDJSON records', { table: data.repeatedRecords }, ({ table }) => {
    return ['mse', table, '--true', 'label', '--pred', 'score', '-f', 'value'];
  }),
  ...growing('100 segments of a CSV', { table: data.repeatedQuoted }, ({ table }) => {
    return mseBy('name', table);
  }),
  ...growing('gradient of every sample as JSON', { table: data.repeatedPairs }, ({ table }) => {
    return mse(table, '--gradient', '-f', 'json');
  }),
  ...growing('JSON document of two arrays', { document: data.document }, ({ document }) => {
    return mseOfDocument(document);
  }),
];

function growing(name, files, losscalc) {
  return SIZES.map((rows) => ({ name, rows, files, losscalc }));
}
