import { defineLoss } from '../definition.ts';

/** Pinball loss of predicted logarithms. Source: R. Koenker and G. Bassett, Regression quantiles, 1978. */
export const logLinQuantile = defineLoss({
  name: 'log-lin-quantile',
  title: 'Log-linear quantile loss',
  family: 'regression',
  aliases: ['log-linear-quantile'],
  summary: 'The pinball loss of predictions that are logarithms.',
  description:
    'For targets above 0 that a model predicts as logarithms, so that its effects multiply: their exponentials are ' +
    'compared with the targets as they are, by pinball. Its minimum is the logarithm of a quantile of the targets. ' +
    'Predictions of the targets themselves go to pinball.',
  parameters: {
    quantile: {
      kind: 'number',
      default: 0.5,
      min: 0,
      max: 1,
      help: 'the quantile to predict, from 0 to 1 (CatBoost calls it alpha)',
    },
  },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    exact: {
      api: 'pinball loss of exponentials',
      formula: 'e = y - exp(p); mean(max(quantile * e, (quantile - 1) * e))',
    },
    catboost: {
      api: 'catboost.LogLinQuantile',
      formula: 'a = float32(quantile); e = float32(y) - exp(p); mean(e > 0 ? a * e : -(1 - a) * e)',
      reduction: 'weighted-mean',
      note: 'The quantile, which CatBoost calls alpha, and true values are rounded to float32.',
    },
  },
  references: ['R. Koenker and G. Bassett, Regression quantiles, 1978, Econometrica 46'],
  example: { true: [[2], [4]], pred: [[1], [1]] },
});
