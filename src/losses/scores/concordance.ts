import { defineLoss } from '../definition.ts';
import { outputsExample, outputsNote } from '../shared/explained.ts';

/** Concordance correlation. Source: L. I. Lin, A concordance correlation coefficient to evaluate reproducibility, 1989. */
export const concordance = defineLoss({
  name: 'concordance',
  title: 'Concordance correlation',
  family: 'scores',
  aliases: ['ccc', 'lins-ccc', 'concordance-correlation'],
  summary: 'How close true and predicted values are to being equal, from -1 to 1.',
  description:
    'The Pearson correlation, made smaller by a difference of the means and of the spreads: 1 only where predictions ' +
    'are the true values, and 0 for predictions that are all the same. It is the usual score of two methods that are ' +
    'to measure the same thing, and of emotions in speech. As every correlation it depends on how much the true ' +
    'values vary.',
  parameters: {},
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    torchmetrics: {
      api: 'torchmetrics.functional.concordance_corrcoef',
      formula: `u = column_var(y); v = column_var(p); c = batch_sum(1); k = c / (c - 1);
r = clip(column_cov(y, p) / (sqrt(u) * sqrt(v)), -1, 1);
mean(2 * r * sqrt(k * u) * sqrt(k * v) / (k * u + k * v + column_mean(p - y)^2))`,
      better: 'larger',
      note: `With variances over n - 1, and NaN where all predictions are the same; ${outputsNote}.`,
    },
    keras: {
      api: 'keras.metrics.ConcordanceCorrelation',
      names: { 'keras.metrics.concordance_correlation': {} },
      formula: `a = y - mean(y); b = p - mean(p);
s = mean((a - mean(a))^2) + mean((b - mean(b))^2) + (mean(y) - mean(p))^2;
mean(2 * ((y - mean(p)) * b) / (s + eps))`,
      constants: { eps: 1e-7 },
      reduction: 'weighted-mean',
      better: 'larger',
      note: 'Along each row by itself, and the mean of these: samples are not compared with each other.',
    },
    exact: {
      api: "Lin's concordance correlation coefficient",
      formula: `e = w == 0 ? 0 : p - y; d = column_sum(w * e) / column_sum(w);
mean(2 * column_cov(y, p, w) / (column_var(y, w) + column_var(p, w) + d^2))`,
      weighted: true,
      better: 'larger',
      note: `With variances over n, as Lin has it; ${outputsNote}.`,
    },
  },
  references: [
    'L. I. Lin, A concordance correlation coefficient to evaluate reproducibility, 1989, Biometrics 45',
  ],
  example: outputsExample,
});
