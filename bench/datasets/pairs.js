/** Truths and predictions: standard normal numbers, and the same with normal errors of a tenth. */
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { fileOf } from '../data.js';
import { writeParquet, writeZstdParquet } from '../peers.js';
import { normalNumbers } from '../random.js';
import { SEED } from './seed.js';
import { writeLines, writeNpy } from './writers.js';

/** Truth and prediction in the shortest text that reads back to the same double: 16 or 17 digits. */
export const pairs = {
  name: 'pairs',
  extension: 'csv',
  write: (path, rows) => writePairs(path, rows, 'y_true,y_pred\n', (t, p) => `${t},${p}\n`),
};

export const pairsOf6Decimals = {
  name: 'pairs-6-decimals',
  extension: 'csv',
  write: (path, rows) =>
    writePairs(path, rows, 'y_true,y_pred\n', (t, p) => `${t.toFixed(6)},${p.toFixed(6)}\n`),
};

export const truths = {
  name: 'true',
  extension: 'csv',
  write: (path, rows) => writePairs(path, rows, 'y\n', (t) => `${t}\n`),
};

export const predictions = {
  name: 'pred',
  extension: 'csv',
  write: (path, rows) => writePairs(path, rows, 'y\n', (_, p) => `${p}\n`),
};

export const records = {
  name: 'records',
  extension: 'ndjson',
  write: (path, rows) => writePairs(path, rows, '', (t, p) => `{"label":${t},"score":${p}}\n`),
};

export const pairsGzipped = {
  name: 'pairs',
  extension: 'csv.gz',
  write: async (path, rows) => {
    const text = createReadStream(await fileOf(pairs, rows));
    await pipeline(text, createGzip(), createWriteStream(path));
  },
};

export const pairsParquet = {
  name: 'pairs',
  extension: 'parquet',
  write: async (path, rows) => writeParquet(await fileOf(pairs, rows), path),
};

/** As polars writes it. */
export const pairsZstdParquet = {
  name: 'pairs-zstd',
  extension: 'parquet',
  write: async (path, rows) => writeZstdParquet(await fileOf(pairs, rows), path),
};

export const truthsNpy = {
  name: 'true',
  extension: 'npy',
  write: (path, rows) => writePairNumbers(path, rows, (t) => t),
};

export const predictionsNpy = {
  name: 'pred',
  extension: 'npy',
  write: (path, rows) => writePairNumbers(path, rows, (_, p) => p),
};

/** A function that hands the next pair to another, and returns what that does. */
export function pairSource() {
  const normal = normalNumbers(SEED);
  return (use) => {
    const truth = normal();
    return use(truth, truth + 0.1 * normal());
  };
}

function writePairs(path, rows, header, lineOf) {
  const nextPair = pairSource();
  writeLines(path, rows, header, () => nextPair(lineOf));
}

function writePairNumbers(path, rows, chosen) {
  const nextPair = pairSource();
  writeNpy(path, [rows], Float64Array, () => nextPair(chosen));
}
