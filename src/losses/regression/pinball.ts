import { defineLoss } from '../definition.ts';
import { outputWeights } from '../shared/output-weights.ts';

const formula = 'e = y - p; mean(max(quantile * e, (quantile - 1) * e))';

/** Pinball loss. Source: R. Koenker and G. Bassett, Regression quantiles, 1978. */
export const pinball = defineLoss({
  name: 'pinball',
  title: 'Pinball loss',
  family: 'regression',
  aliases: ['quantile'],
  summary: 'The absolute error, weighted differently above and below.',
  description:
    'Its minimum is a quantile of the targets: with quantile 0.9, a prediction that is too low costs nine times as ' +
    'much as one that is too high, and nine tenths of the targets end up below. Two of them bound an interval. At ' +
    '0.5 it is half of mean-absolute-error. Quantiles fitted one by one can cross.',
  parameters: {
    quantile: {
      kind: 'number',
      default: 0.5,
      min: 0,
      max: 1,
      help: 'the quantile to predict, from 0 to 1 (scikit-learn calls it alpha)',
    },
    outputWeights,
  },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.mean_pinball_loss',
      formula: 'e = y - p; mean(output_weights * max(quantile * e, (quantile - 1) * e))',
      reduction: 'weighted-mean',
    },
    lightgbm: {
      api: 'lightgbm.quantile',
      formula: 'e = float32(y) - p; mean(e < 0 ? (quantile - 1) * e : quantile * e)',
      defaults: { quantile: 0.9 },
      reduction: 'weighted-mean',
      note: 'The quantile, which LightGBM calls alpha, is 0.9 by default. True values are rounded to float32.',
    },
    xgboost: {
      api: 'xgboost.quantile',
      formula,
      reduction: 'weighted-mean',
      note: 'XGBoost computes in float32 whatever the dtype.',
    },
    catboost: {
      api: 'catboost.Quantile',
      formula: `e = float32(y) - p;
a = abs(e) < tolerance ? 0 : abs(e) - tolerance;
mean(e > 0 ? quantile * a : (1 - quantile) * a)`,
      constants: { tolerance: 1e-6 },
      reduction: 'weighted-mean',
      note: 'Errors are 1e-6 smaller, its delta, and those below that are 0. True values are rounded to float32.',
    },
    exact: { api: 'pinball loss', formula },
  },
  references: ['R. Koenker and G. Bassett, Regression quantiles, 1978, Econometrica 46'],
  example: { true: [[3], [2]], pred: [[2], [3]] },
});
