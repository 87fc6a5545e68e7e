/** Vectors: embeddings with labels, triplets of them, and frames of sequences. */
import { normalNumbers, uniformNumbers } from '../random.js';
import { SEED } from './seed.js';
import { writeNpy } from './writers.js';

const WIDTH = 32;
/** Embeddings of a label, on average. */
const PER_LABEL = 16;
const TRIPLET_WIDTH = 8;
const [FRAMES, SYMBOLS, LABELS] = [50, 20, 10];

/** Rows of length 1. */
export const embeddingsNpy = {
  name: 'embeddings',
  extension: 'npy',
  write: (path, rows) => {
    const normal = normalNumbers(SEED);
    let row = [];
    writeNpy(path, [rows, WIDTH], Float64Array, () => {
      if (row.length === 0) row = unit(Array.from({ length: WIDTH }, normal));
      return row.shift();
    });
  },
};

export const embeddingLabelsNpy = {
  name: 'embedding-labels',
  extension: 'npy',
  write: (path, rows) => {
    const uniform = uniformNumbers(SEED + 1);
    const labels = Math.ceil(rows / PER_LABEL);
    writeNpy(path, [rows], BigInt64Array, () => BigInt(Math.floor(labels * uniform())));
  },
};

export const anchorsNpy = triplet('anchors', SEED);
export const positivesNpy = triplet('positives', SEED + 1);
export const negativesNpy = triplet('negatives', SEED + 2);

/** Scores of each symbol in each frame; the first symbol is the blank. */
export const framesNpy = {
  name: 'frames',
  extension: 'npy',
  write: (path, rows) => writeNpy(path, [rows, FRAMES, SYMBOLS], Float64Array, normalNumbers(SEED)),
};

/** Symbols that the frames say, none of them the blank. */
export const sequencesNpy = {
  name: 'sequences',
  extension: 'npy',
  write: (path, rows) => {
    const uniform = uniformNumbers(SEED + 1);
    const nextSymbol = () => BigInt(1 + Math.floor((SYMBOLS - 1) * uniform()));
    writeNpy(path, [rows, LABELS], BigInt64Array, nextSymbol);
  },
};

function triplet(name, seed) {
  return {
    name,
    extension: 'npy',
    write: (path, rows) => writeNpy(path, [rows, TRIPLET_WIDTH], Float64Array, normalNumbers(seed)),
  };
}

function unit(vector) {
  const length = Math.hypot(...vector);
  return vector.map((x) => x / length);
}
