import { defineLoss } from '../definition.ts';
import { averageRanks, correlatedRanks, type OfColumn } from '../shared/correlated-ranks.ts';
import { outputsNote } from '../shared/explained.ts';

/** How many pairs have both values equal, by a text or number that says which are equal. */
function tiedPairs(keys: Iterable<number | string>): number {
  const counts = new Map<number | string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
}

/** Sorts numbers, and returns how many pairs were in descending order: W. R. Knight's way, 1966. */
function inversions(values: Float64Array): number {
  if (values.length < 2) return 0;
  const half = values.length >> 1;
  const [left, right] = [values.slice(0, half), values.slice(half)];
  let count = inversions(left) + inversions(right);
  let [i, j] = [0, 0];
  for (let k = 0; k < values.length; k++) {
    const takesLeft = j === right.length || (i < left.length && left[i]! <= right[j]!);
    if (!takesLeft) count += left.length - i;
    values[k] = takesLeft ? left[i++]! : right[j++]!;
  }
  return count;
}

const tau: OfColumn = (truths, preds) => {
  const [y, p] = [averageRanks(truths), averageRanks(preds)];
  const order = Uint32Array.from(y.keys()).sort((a, b) => y[a]! - y[b]! || p[a]! - p[b]!);
  const discordant = inversions(Float64Array.from(order, (place) => p[place]!));
  const pairs = (y.length * (y.length - 1)) / 2;
  const [tiedY, tiedP] = [tiedPairs(y), tiedPairs(p)];
  const tiedBoth = tiedPairs(Array.from(y, (rank, i) => `${rank} ${p[i]!}`));
  const difference = pairs - tiedY - tiedP + tiedBoth - 2 * discordant;
  const scaled = difference / Math.sqrt(pairs - tiedY) / Math.sqrt(pairs - tiedP);
  return Math.min(Math.max(scaled, -1), 1);
};

const method =
  'tau-b: pairs in the same order less pairs in the other, over the root of the product of the pairs untied in each';

/** Kendall's rank correlation. Source: M. G. Kendall, The treatment of ties in ranking problems, 1945. */
export const kendall = defineLoss({
  name: 'kendall',
  title: 'Kendall rank correlation',
  family: 'scores',
  aliases: ['kendall-tau', 'tau-b'],
  summary: 'How many more pairs of samples are in the right order than in the wrong one.',
  description:
    'The share of pairs that predictions have in the order of the true values, less that of those in the other order: ' +
    '1 is the same order, -1 the reverse. This is tau-b, which takes ties into account. It says the same as spearman ' +
    'in numbers that are easier to read, and mostly smaller. The gradient is 0. The whole input is held in memory.',
  parameters: {},
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    scipy: {
      api: 'scipy.stats.kendalltau',
      ...correlatedRanks(tau, method),
      note: `NaN where all values are the same; ${outputsNote}.`,
    },
    exact: {
      api: 'Kendall rank correlation, tau-b',
      ...correlatedRanks(tau, method),
      note: `NaN where all values are the same; ${outputsNote}.`,
    },
  },
  references: ['M. G. Kendall, The treatment of ties in ranking problems, 1945, Biometrika 33'],
  example: { true: [[3], [-0.5], [2], [7]], pred: [[2.5], [0], [2.7], [8]] },
});
