/** Losses that compare every sample with all others. */
import * as data from '../datasets/index.js';
import { torch } from '../peers.js';
import { ofTwoFiles } from './arguments.js';

/** A run of a peer takes up to half a minute. */
const PAIRS = 3;

export const PAIRS_OF_SAMPLES_CASES = [
  // The matrix of all pairs, and a few more of it, as doubles and as booleans.
  pairwise('ntxent', { bytesPerPair: 20 }),
  pairwise('circle', { bytesPerPair: 28 }, '--compat', 'exact'),
];

function pairwise(loss, { bytesPerPair }, ...options) {
  return {
    name: `${loss} of 32 numbers a row`,
    rows: 16_000,
    files: { truth: data.embeddingLabelsNpy, pred: data.embeddingsNpy },
    pairs: PAIRS,
    prints: 'number',
    losscalc: (files) => [loss, ...ofTwoFiles(files), ...options, '-f', 'value'],
    peers: ({ truth, pred }) => [torch(loss, truth, pred)],
    peerBytes: (rows) => bytesPerPair * rows ** 2,
  };
}
