import { defineLoss } from '../definition.ts';

/** Weighted mean absolute percentage error. Source: S. Kolassa and W. Schütz, 2007. */
export const weightedMeanAbsolutePercentageError = defineLoss({
  name: 'weighted-mean-absolute-percentage-error',
  title: 'Weighted mean absolute percentage error',
  family: 'regression',
  aliases: ['wmape', 'wape'],
  summary: 'The sum of the absolute errors relative to the sum of the true values.',
  description:
    'In percent: the percentage errors weighted by the size of the true values, which comes down to the absolute ' +
    'errors over the absolute true values, summed over the whole input. Unlike mean-absolute-percentage-error it can ' +
    'take single true values of 0; only where all of them are 0 it is not defined. Large series dominate it.',
  parameters: {},
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    exact: {
      api: 'weighted mean absolute percentage error',
      axis: 'entry',
      formula: `e = w == 0 ? 0 : abs(p - y);
a = w == 0 ? 0 : abs(y);
100 * batch_sum(w * sum(e)) / batch_sum(w * sum(a))`,
      weighted: true,
      note: 'In percent; weights of samples count in both sums.',
    },
    torchmetrics: {
      api: 'torchmetrics.functional.weighted_mean_absolute_percentage_error',
      axis: 'entry',
      formula: `e = w == 0 ? 0 : abs(p - y);
a = w == 0 ? 0 : abs(y);
batch_sum(w * sum(e)) / clip(batch_sum(w * sum(a)), eps, inf)`,
      constants: { eps: 1.17e-6 },
      weighted: true,
      note: 'A fraction, not percent; true values whose sizes sum to less than 1.17e-6 are divided by as that.',
    },
  },
  references: [
    'S. Kolassa and W. Schütz, Advantages of the MAD/Mean ratio over the MAPE, 2007, Foresight 6',
  ],
  example: { true: [[2], [0], [8]], pred: [[3], [1], [7]] },
});
