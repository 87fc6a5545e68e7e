/**
 * How often intervals of 95 % hold the true value: `npm run bench:coverage`. Draws are of 100 samples and of 5,000, which
 * are more than the units that the bootstrap keeps one by one. It exits with 1 where an interval holds the true value
 * much more or less often than it says. Drawn values all come from fixed seeds.
 */
import { resolveRequest } from '../src/engine/request.ts';
import { defineLoss } from '../src/losses/definition.ts';
import { findLoss } from '../src/losses/names.ts';
import { DEFAULT_REPLICATES } from '../src/resample/interval.ts';
import { Suite } from '../src/suite/suite.ts';
import { normalNumbers, uniformNumbers } from './random.js';

const DRAWS = 400;
const SIZES = [100, 5000];
const LEVEL = 0.95;
/** So many draws tell the coverage to two percent points; BCa intervals of few samples are somewhat too narrow. */
const EXPECTED = { from: 0.9, to: 0.98 };
const MASK_COLUMNS = 4;
const POSITIVE_SHARE = 0.3;

/** A quotient of sums that no built-in loss has. */
const powersOverSizes = defineLoss({
  ...findLoss('weighted-mean-absolute-percentage-error'),
  name: 'powers-over-sizes',
  conventions: {
    exact: {
      api: 'absolute errors to the power of 1.5 over absolute true values',
      formula: 'batch_sum(sum(abs(p - y)^1.5)) / batch_sum(sum(abs(y)))',
    },
  },
});

/** The mean of a power of the absolute value of a standard normal number, for powers 1 and 1.5. */
const MEAN_SIZE = Math.sqrt(2 / Math.PI);
const GAMMA_OF_5_4 = 0.9064024770554771;
const MEAN_POWER = (2 ** 0.75 * GAMMA_OF_5_4) / Math.sqrt(Math.PI);

/** Losses of the same rows, with the values they would have of infinitely many. */
const EXPERIMENTS = [
  {
    columns: 1,
    // True values have twice the spread of the errors.
    rowsFrom: (seed) => {
      const normal = normalNumbers(seed);
      return () => {
        const y = 2 * normal();
        return { y: [y], p: [y + normal()] };
      };
    },
    losses: [
      { definition: findLoss('mean-squared-error'), truth: 1 },
      { definition: findLoss('mean-absolute-error'), truth: MEAN_SIZE },
      { definition: findLoss('root-mean-squared-error'), truth: 1 },
      { definition: findLoss('weighted-mean-absolute-percentage-error'), truth: 50 },
      { definition: powersOverSizes, truth: MEAN_POWER / (2 * MEAN_SIZE) },
    ],
  },
  {
    columns: MASK_COLUMNS,
    // The pixels of a sample are predicted well or badly together: 2/3 on average within the mask, 1/3 outside.
    rowsFrom: (seed) => {
      const uniform = uniformNumbers(seed);
      return () => {
        const miss = uniform() ** 2;
        const y = Array.from({ length: MASK_COLUMNS }, () => Number(uniform() < POSITIVE_SHARE));
        return { y, p: y.map((label) => (label === 1 ? 1 - miss : miss)) };
      };
    },
    losses: [
      {
        definition: findLoss('dice'),
        truth: 1 - (4 * POSITIVE_SHARE) / (1 + 4 * POSITIVE_SHARE),
      },
    ],
  },
];

for (const samples of SIZES) {
  for (const experiment of EXPERIMENTS) {
    const outcomes = Array.from({ length: DRAWS }, (_, draw) => drawn(experiment, samples, draw));
    experiment.losses.forEach((loss, k) => {
      report(
        loss,
        samples,
        outcomes.map(({ losses }) => losses[k]),
      );
    });
  }
}

/** What a suite computes of a draw of so many samples. */
function drawn({ columns, rowsFrom, losses }, samples, draw) {
  // Each draw has a seed of its own, for the rows and for the resampling.
  const seed = 1 + 2 * draw;
  const nextRow = rowsFrom(seed);
  const rows = Array.from({ length: samples }, nextRow);
  const inputs = {
    true: Float64Array.from(rows.flatMap(({ y }) => y)),
    pred: Float64Array.from(rows.flatMap(({ p }) => p)),
  };
  const tensors = new Map(
    Object.keys(inputs).map((name) => [name, { label: name, axes: [columns] }]),
  );
  const suite = new Suite(
    losses.map(({ definition }) => resolveRequest(definition, { compat: 'exact' })),
    tensors,
    { interval: { level: LEVEL, seed, replicates: DEFAULT_REPLICATES }, warn: () => undefined },
  );
  suite.push({ rows: samples, inputs, firstRow: 1 });
  return suite.finish(0);
}

/** Prints how often the intervals hold the true value, and lie above and below it. */
function report({ definition, truth }, samples, outcomes) {
  const name = `${definition.name}, ${samples} samples`.padEnd(55);
  const reason = outcomes.map(({ interval }) => interval.reason).find((text) => text !== undefined);
  if (reason !== undefined) {
    process.stdout.write(`${name} no interval: ${reason}\n`);
    return;
  }
  const share = (chooses) =>
    outcomes.filter(({ interval }) => chooses(interval)).length / outcomes.length;
  const above = share(({ low }) => low > truth);
  const below = share(({ high }) => high < truth);
  const coverage = 1 - above - below;
  const isExpected = coverage >= EXPECTED.from && coverage <= EXPECTED.to;
  if (!isExpected) process.exitCode = 1;
  const parts = [`above ${percent(above)}`, `below ${percent(below)}`];
  if (!isExpected) parts.push(`expected ${percent(EXPECTED.from)} to ${percent(EXPECTED.to)}`);
  process.stdout.write(`${name} ${percent(coverage)} (${parts.join(', ')})\n`);
}

function percent(part) {
  return `${(100 * part).toFixed(1)} %`;
}
