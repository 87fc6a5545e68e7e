/** Labels and what is predicted of them: probabilities, and scores before the softmax. */
import { fileOf } from '../data.js';
import { writeListParquet } from '../peers.js';
import { normalNumbers, uniformNumbers } from '../random.js';
import { SEED } from './seed.js';
import { writeLines, writeNpy } from './writers.js';

const CLASSES = 10;

/** A label of ten and the ten probabilities of a softmax. */
export const classes = {
  name: 'classes',
  extension: 'csv',
  write: (path, rows) => {
    const nextLogits = logitSource(CLASSES);
    const nextLabel = labelSource(CLASSES);
    const header = `label,${Array.from({ length: CLASSES }, (_, k) => `p${k}`).join()}\n`;
    writeLines(path, rows, header, () => `${nextLabel()},${softmax(nextLogits()).join()}\n`);
  },
};

/** Three classes, one-hot. */
export const oneHot = {
  name: 'one-hot',
  extension: 'csv',
  write: (path, rows) => {
    const nextLogits = logitSource(3);
    const nextLabel = labelSource(3);
    writeLines(path, rows, 'y0,y1,y2,p0,p1,p2\n', () => {
      const label = nextLabel();
      const target = [0, 1, 2].map((k) => Number(k === label));
      return `${target.join()},${softmax(nextLogits()).join()}\n`;
    });
  },
};

/** A label of 0 or 1 and a probability. */
export const binary = {
  name: 'binary',
  extension: 'csv',
  write: (path, rows) => {
    const nextOutcome = outcomeSource();
    const lineOf = (outcome, score) => `${outcome},${score}\n`;
    writeLines(path, rows, 'label,score\n', () => nextOutcome(lineOf));
  },
};

export const outcomesNpy = {
  name: 'outcomes',
  extension: 'npy',
  write: (path, rows) => {
    const nextOutcome = outcomeSource();
    writeNpy(path, [rows], Float64Array, () => nextOutcome((outcome) => outcome));
  },
};

export const scoresNpy = {
  name: 'scores',
  extension: 'npy',
  write: (path, rows) => {
    const nextOutcome = outcomeSource();
    writeNpy(path, [rows], Float64Array, () => nextOutcome((_, score) => score));
  },
};

export const labelsNpy = {
  name: 'labels',
  extension: 'npy',
  write: (path, rows) => {
    const nextLabel = labelSource(CLASSES);
    writeNpy(path, [rows], BigInt64Array, () => BigInt(nextLabel()));
  },
};

export const logitsNpy = {
  name: 'logits',
  extension: 'npy',
  write: (path, rows) => writeNpy(path, [rows, CLASSES], Float64Array, normalNumbers(SEED)),
};

export const probabilitiesNpy = probabilities('probabilities', SEED, Float64Array);

/** Others, which do not follow from those. */
export const otherProbabilitiesNpy = probabilities('other-probabilities', SEED + 2, Float64Array);

const singleProbabilitiesNpy = probabilities('single-probabilities', SEED, Float32Array);

/** A label, and its probabilities as a list of float32. */
export const classesParquet = {
  name: 'classes-lists',
  extension: 'parquet',
  write: async (path, rows) => {
    const labels = await fileOf(labelsNpy, rows);
    writeListParquet(labels, await fileOf(singleProbabilitiesNpy, rows), path);
  },
};

function probabilities(name, seed, NumberArray) {
  return {
    name,
    extension: 'npy',
    write: (path, rows) => {
      const nextLogits = logitSource(CLASSES, seed);
      let row = [];
      writeNpy(path, [rows, CLASSES], NumberArray, () => {
        if (row.length === 0) row = softmax(nextLogits());
        return row.shift();
      });
    },
  };
}

function logitSource(count, seed = SEED) {
  const normal = normalNumbers(seed);
  return () => Array.from({ length: count }, normal);
}

function labelSource(count) {
  const uniform = uniformNumbers(SEED + 1);
  return () => Math.floor(count * uniform());
}

/** A function that hands a label of 0 or 1 and its probability to another, and returns what that does. */
function outcomeSource() {
  const uniform = uniformNumbers(SEED);
  return (use) => {
    const score = uniform();
    return use(Number(uniform() < score), score);
  };
}

function softmax(logits) {
  const powers = logits.map(Math.exp);
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}
