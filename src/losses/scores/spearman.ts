import { defineLoss } from '../definition.ts';
import { averageRanks, correlatedRanks, type OfColumn } from '../shared/correlated-ranks.ts';
import { outputsNote } from '../shared/explained.ts';

/** Sums of products of ranks less their mean: of the true values, of both, and of the predicted. */
function rankSums(truths: Float64Array, preds: Float64Array): [yy: number, yp: number, pp: number] {
  const middle = (truths.length + 1) / 2;
  const [a, b] = [averageRanks(truths), averageRanks(preds)].map((ranks) =>
    ranks.map((rank) => rank - middle),
  );
  const dot = (u: Float64Array, v: Float64Array): number =>
    u.reduce((sum, x, i) => sum + x * v[i]!, 0);
  return [dot(a!, a!), dot(a!, b!), dot(b!, b!)];
}

/** @param epsilon what is added to the divisor */
const correlation =
  (epsilon: number): OfColumn =>
  (truths, preds) => {
    const [yy, yp, pp] = rankSums(truths, preds);
    const spread = (Math.sqrt(yy) * Math.sqrt(pp)) / truths.length;
    return Math.min(Math.max(yp / truths.length / (spread + epsilon), -1), 1);
  };

const method = 'the correlation of ranks, in which equal values share the mean of theirs';

/** Spearman's rank correlation. Source: C. Spearman, The proof and measurement of association between two things, 1904. */
export const spearman = defineLoss({
  name: 'spearman',
  title: 'Spearman rank correlation',
  family: 'scores',
  aliases: ['spearmanr', 'rank-correlation', 'srocc'],
  summary: 'The correlation of the ranks of true and predicted values, from -1 to 1.',
  description:
    '1 where predictions are in the order of the true values, whatever the values themselves are: for models that ' +
    'rank, and for data with outliers or in another unit. Equal values share the mean of their ranks. A rank does not ' +
    'change with a small change of a prediction, so that the gradient is 0. The whole input is held in memory.',
  parameters: {},
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    scipy: {
      api: 'scipy.stats.spearmanr',
      ...correlatedRanks(correlation(0), method),
      note: `NaN where all values are the same; ${outputsNote}.`,
    },
    torchmetrics: {
      api: 'torchmetrics.functional.spearman_corrcoef',
      ...correlatedRanks(correlation(1e-6), method),
      note: `Adds 1e-6 to the divisor, so that it is 0 where all values are the same, and has ranks in float32, as --dtype float32; ${outputsNote}.`,
    },
    exact: {
      api: 'Spearman rank correlation',
      ...correlatedRanks(correlation(0), method),
      note: `NaN where all values are the same; ${outputsNote}.`,
    },
  },
  references: [
    'C. Spearman, The proof and measurement of association between two things, 1904, American Journal of Psychology 15',
  ],
  example: { true: [[3], [-0.5], [2], [7]], pred: [[2.5], [0], [2.7], [8]] },
});
