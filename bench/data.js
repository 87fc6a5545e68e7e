/**
 * The data of the benchmark: a data set is a file of any number of rows, made when it is first asked for and always
 * the same. Regression data are standard normal truths and predictions with normal errors of a tenth.
 */
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGzip } from 'node:zlib';
import { writeParquet } from './peers.js';
import { losscalcCommand, run } from './process.js';
import { normalNumbers, uniformNumbers } from './random.js';

const SEED = 42;

/** Where the data are kept; it is made when there is none. */
export function folder() {
  const path = process.env.LOSSCALC_BENCH_DATA ?? fileURLToPath(new URL('data', import.meta.url));
  mkdirSync(path, { recursive: true });
  return path;
}

/**
 * The path of a data set with this many rows.
 * @throws Error where the peer that writes it is not installed
 */
export async function fileOf({ name, extension, write }, rows) {
  const path = join(folder(), `${name}-${rows}.${extension}`);
  if (existsSync(path)) return path;
  const unfinished = `${path}.part`;
  await write(unfinished, rows);
  renameSync(unfinished, path);
  return path;
}

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

export const truthsNpy = {
  name: 'true',
  extension: 'npy',
  write: (path, rows) => writeNpy(path, rows, (t) => t),
};

export const predictionsNpy = {
  name: 'pred',
  extension: 'npy',
  write: (path, rows) => writeNpy(path, rows, (_, p) => p),
};

/** A label of ten and the ten probabilities of a softmax. */
export const classes = {
  name: 'classes',
  extension: 'csv',
  write: (path, rows) => {
    const normal = normalNumbers(SEED);
    const uniform = uniformNumbers(SEED + 1);
    const header = `label,${Array.from({ length: 10 }, (_, k) => `p${k}`).join()}\n`;
    writeLines(path, rows, header, () => {
      const label = Math.floor(10 * uniform());
      return `${label},${softmax(Array.from({ length: 10 }, normal)).join()}\n`;
    });
  },
};

/** Three classes, one-hot. */
export const oneHot = {
  name: 'one-hot',
  extension: 'csv',
  write: (path, rows) => {
    const normal = normalNumbers(SEED);
    const uniform = uniformNumbers(SEED + 1);
    writeLines(path, rows, 'y0,y1,y2,p0,p1,p2\n', () => {
      const label = Math.floor(3 * uniform());
      const target = [0, 1, 2].map((k) => Number(k === label));
      return `${target.join()},${softmax([normal(), normal(), normal()]).join()}\n`;
    });
  },
};

/** A label of 0 or 1 and a probability. */
export const binary = {
  name: 'binary',
  extension: 'csv',
  write: (path, rows) => {
    const uniform = uniformNumbers(SEED);
    writeLines(path, rows, 'label,score\n', () => {
      const score = uniform();
      return `${Number(uniform() < score)},${score}\n`;
    });
  },
};

const REGIONS = ['north', 'south', 'east', 'west', 'centre'];
const DEVICES = ['desktop', 'phone', 'tablet'];
const USERS = 1e5;

/** Pairs with another prediction of the same kind, an id, two keys of segments, and clusters. */
export const observations = {
  name: 'observations',
  extension: 'csv',
  write: (path, rows) => {
    const normal = normalNumbers(SEED);
    const uniform = uniformNumbers(SEED + 1);
    const pick = (texts) => texts[Math.floor(texts.length * uniform())];
    let id = 0;
    writeLines(path, rows, 'id,region,device,user,y_true,y_pred,y_other\n', () => {
      const truth = normal();
      const user = Math.floor(USERS * uniform());
      const texts = [
        `o${numbered(++id, 8)}`,
        pick(REGIONS),
        pick(DEVICES),
        `u${numbered(user, 5)}`,
      ];
      const numbers = [truth, truth + 0.1 * normal(), truth + 0.1 * normal()];
      return `${texts.join()},${numbers.join()}\n`;
    });
  },
};

/** What losscalc holds those against. */
export const baseline = {
  name: 'baseline',
  extension: 'json',
  write: async (path, rows) => {
    const table = await fileOf(observations, rows);
    const pairs = [table, '--true', 'y_true', '--pred', 'y_pred'];
    const options = ['-l', 'mse', '--baseline', path, '--update-baseline'];
    const { failure } = await run(losscalcCommand(['check', ...pairs, ...options]));
    if (failure !== undefined) throw new Error(`losscalc, which writes the baseline, ${failure}`);
  },
};

const REPEATED_ROWS = 1e6;

/** The same million pairs again and again, for sizes that would take long to make; rows are a multiple of it. */
export const repeatedPairs = {
  name: 'repeated-pairs',
  extension: 'csv',
  write: async (path, rows) => {
    const text = readFileSync(await fileOf(pairs, REPEATED_ROWS));
    const body = text.subarray(text.indexOf('\n') + 1);
    const file = openSync(path, 'w');
    writeSync(file, text);
    for (let done = REPEATED_ROWS; done < rows; done += REPEATED_ROWS) writeSync(file, body);
    closeSync(file);
  },
};

function numbered(number, digits) {
  return String(number).padStart(digits, '0');
}

function softmax(logits) {
  const powers = logits.map(Math.exp);
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}

function pairSource() {
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

function writeLines(path, rows, header, nextLine) {
  const file = openSync(path, 'w');
  let text = header;
  for (let i = 0; i < rows; i++) {
    text += nextLine();
    if (text.length > 2 ** 20) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
}

/** NPY version 1.0 with a vector of doubles. */
function writeNpy(path, rows, chosen) {
  const nextPair = pairSource();
  const order = endianness() === 'LE' ? '<' : '>';
  const description = `{'descr': '${order}f8', 'fortran_order': False, 'shape': (${rows},), }`;
  // Ten bytes of magic, version and length come before the description; the data begin at a multiple of 64.
  const header = Buffer.from(`\x93NUMPY\x01\x00\x76\x00${description.padEnd(117)}\n`, 'latin1');
  const file = openSync(path, 'w');
  writeSync(file, header);
  const block = new Float64Array(2 ** 16);
  for (let from = 0; from < rows; from += block.length) {
    const count = Math.min(block.length, rows - from);
    for (let i = 0; i < count; i++) block[i] = nextPair(chosen);
    writeSync(file, new Uint8Array(block.buffer, 0, 8 * count));
  }
  closeSync(file);
}
