/** Pairs beside texts: in quotes, to make segments by, or to join by. */
import { uniformNumbers } from '../random.js';
import { pairSource } from './pairs.js';
import { SEED } from './seed.js';
import { writeLines } from './writers.js';

const NAMES = 100;

/** A text in quotes, of a hundred, and a pair. */
export const quoted = namedPairs('quoted', (k) => `"segment ${k}"`);

/** The same with commas and doubled quotes in the texts. */
export const quotedCommas = namedPairs('quoted-commas', (k) => `"segment ${k}, the ""${k}th"""`);

/** Pairs, every cell in quotes. */
export const allQuoted = {
  name: 'all-quoted',
  extension: 'csv',
  write: (path, rows) => {
    const nextPair = pairSource();
    const lineOf = (t, p) => `"${t}","${p}"\n`;
    writeLines(path, rows, '"y_true","y_pred"\n', () => nextPair(lineOf));
  },
};

/** Pairs of this many users, in no order. */
export function pairsOfUsers(users) {
  return {
    name: `users-${users}`,
    extension: 'csv',
    write: (path, rows) => writeKeyed(path, rows, 'user,y_true,y_pred', users, (k) => `user${k}`),
  };
}

/** Truths with ids that count up. */
export const identifiedTruths = {
  name: 'true-by-id',
  extension: 'csv',
  write: (path, rows) => {
    const nextPair = pairSource();
    writeLines(path, rows, 'id,y_true\n', (i) => nextPair((t) => `${i},${t}\n`));
  },
};

/** The predictions of these, in another order. */
export const shuffledPredictions = {
  name: 'pred-by-id',
  extension: 'csv',
  write: (path, rows) => {
    const nextPair = pairSource();
    const values = Float64Array.from({ length: rows }, () => nextPair((_, p) => p));
    const ids = shuffled(rows);
    writeLines(path, rows, 'id,y_pred\n', (i) => `${ids[i]},${values[ids[i]]}\n`);
  },
};

function namedPairs(name, textOf) {
  return {
    name,
    extension: 'csv',
    write: (path, rows) => writeKeyed(path, rows, '"name","y_true","y_pred"', NAMES, textOf),
  };
}

/** Lines of a key, one of so many, and a pair. */
function writeKeyed(path, rows, header, keys, textOf) {
  const nextPair = pairSource();
  const uniform = uniformNumbers(SEED + 1);
  writeLines(path, rows, `${header}\n`, () => {
    const key = textOf(Math.floor(keys * uniform()));
    return nextPair((t, p) => `${key},${t},${p}\n`);
  });
}

/** The numbers below `count` in random order: Fisher and Yates. */
function shuffled(count) {
  const uniform = uniformNumbers(SEED + 1);
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor((i + 1) * uniform());
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
