/**
 * Times the inner loops by themselves, on one core, for the one who changes them: `npm run bench:micro`.
 */
import { readFileSync } from 'node:fs';
import { Program } from '../src/engine/program.ts';
import { ExactSum } from '../src/reduce/exact-sum.ts';
import { resolveRequest } from '../src/engine/request.ts';
import { findLoss } from '../src/losses/names.ts';
import { CsvScanner, scannerModule } from '../src/sources/scan/csv-scanner.ts';
import { fileOf } from './data.js';
import { classes, pairs, pairsOf6Decimals } from './datasets/index.js';
import { median } from './median.js';
import { normalNumbers, uniformNumbers } from './random.js';

const ROUNDS = 15;
const ROUND_SECONDS = 0.1;
const BLOCK_ROWS = 4096;
const SUMMANDS = 2 ** 20;
const FILE_ROWS = 1e5;
/** What one scan is given when files are read. */
const TEXT_BYTES = 256 * 1024;
const COMMA = 0x2c;

for (const [name, width] of [
  ['mean-squared-error', 1],
  ['mean-absolute-error', 1],
  ['huber', 1],
  ['log-cosh', 1],
  ['binary-crossentropy', 1],
  ['categorical-crossentropy', 10],
  ['sparse-categorical-crossentropy', 10],
]) {
  timeKernel(name, width, false);
  timeKernel(name, width, true);
}
timeExactSum();
await timeScanner('17 digits', pairs, [0, 1]);
await timeScanner('6 decimals', pairsOf6Decimals, [0, 1]);
await timeScanner('one column of 11', classes, [1]);
await timeScanner('11 columns', classes, [...Array(11).keys()]);

/** The compiled formula of a loss, or of its gradient; an element is a prediction. */
function timeKernel(name, width, gradient) {
  const request = resolveRequest(findLoss(name), {});
  const program = new Program(request, request.convention, width);
  const node = gradient ? program.gradient : program.objective;
  const kernel = program.kernel([node], []);
  const elements = BLOCK_ROWS * width;
  const output = new Float64Array(elements);
  const seed = new Float64Array(BLOCK_ROWS).fill(1);
  const given = program.inputs.map((input) => inputValues(name, input, elements));
  report(`${name}${gradient ? ', gradient' : ''}`, elements, 'M elements/s', () =>
    kernel(BLOCK_ROWS, [...given, seed], [], [output]),
  );
}

/** Values of the loss's domain: class indices, labels, probabilities, or any numbers. */
function inputValues(loss, input, elements) {
  const uniform = uniformNumbers(input === 'true' ? 1 : 2);
  const normal = normalNumbers(input === 'true' ? 1 : 2);
  const isEntropy = loss.endsWith('crossentropy');
  const isIndex = loss.startsWith('sparse') && input === 'true';
  return Float64Array.from({ length: elements }, () => {
    if (isIndex) return Math.floor(10 * uniform());
    return isEntropy ? uniform() : normal();
  });
}

function timeExactSum() {
  const values = Float64Array.from({ length: SUMMANDS }, normalNumbers(1));
  const total = new ExactSum();
  report('exact sum', SUMMANDS, 'M elements/s', () => total.addAll(values, SUMMANDS));
}

async function timeScanner(name, table, selected) {
  const file = readFileSync(await fileOf(table, FILE_ROWS));
  const start = file.indexOf('\n') + 1;
  const lines = file.subarray(start, file.lastIndexOf('\n', start + TEXT_BYTES) + 1);
  const columns = file.toString('latin1', 0, file.indexOf('\n')).split(',').length;
  const layout = { delimiter: COMMA, columns, selected, texts: [], allowMissing: false };
  const scanner = new CsvScanner(scannerModule(), layout);
  scanner.reserve(lines.length).set(lines);
  report(`scanner, ${name}`, lines.length, 'MB/s', () => {
    if (!scanner.scan(0, lines.length)) throw new Error(`${name} is not understood`);
  });
}

/** Unlike the time on the wall it does not grow with what else the machine does. */
function secondsOfProcessor(since) {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

/** Prints how many millions a second `work` gets through: the median of rounds of a tenth of a second. */
function report(name, amount, unit, work) {
  const rates = [];
  // The first round is left to the optimizing compilers.
  for (let round = 0; round <= ROUNDS; round++) {
    const started = process.cpuUsage();
    let seconds;
    let times = 0;
    do {
      work();
      times++;
      seconds = secondsOfProcessor(started);
    } while (seconds < ROUND_SECONDS);
    if (round > 0) rates.push((times * amount) / seconds / 1e6);
  }
  console.log(`${name.padEnd(44)} ${median(rates).toFixed(0).padStart(6)} ${unit}`);
}
