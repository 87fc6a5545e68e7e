import { defineLoss } from '../definition.ts';
import { outputWeights } from '../shared/output-weights.ts';

const keras = {
  formula: '100 * mean(abs(p - y) / clip(abs(y), eps, inf))',
  constants: { eps: 1e-7 },
  note: 'In percent; a true value nearer to 0 than 1e-7 is divided by as 1e-7.',
};

/** Mean absolute percentage error. Source: A. de Myttenaere et al., 2016. */
export const meanAbsolutePercentageError = defineLoss({
  name: 'mean-absolute-percentage-error',
  title: 'Mean absolute percentage error',
  family: 'regression',
  aliases: ['mape'],
  summary: 'The mean of the absolute errors relative to the true values.',
  description:
    'Errors without a unit, comparable between series of different size. It makes no sense where true values are 0 ' +
    'or near: such a sample decides the whole result, and each framework divides by another small number there. ' +
    'Forecasts that are too low cost at most 100 %, those too high have no limit, so it rewards low ones. Keras ' +
    'says percent, scikit-learn a fraction.',
  parameters: { outputWeights },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    'tf-keras': { api: 'tf.keras.losses.MeanAbsolutePercentageError', ...keras },
    keras: { api: 'keras.losses.MeanAbsolutePercentageError', ...keras },
    torchmetrics: {
      api: 'torchmetrics.functional.mean_absolute_percentage_error',
      formula: 'mean(abs(p - y) / clip(abs(y), eps, inf))',
      constants: { eps: 1.17e-6 },
      note: 'A fraction, not percent; a true value nearer to 0 than 1.17e-6 is divided by as that.',
    },
    sklearn: {
      api: 'sklearn.metrics.mean_absolute_percentage_error',
      formula: 'mean(output_weights * abs(p - y) / clip(abs(y), eps, inf))',
      constants: { eps: Number.EPSILON },
      reduction: 'weighted-mean',
      note: 'A fraction, not percent; a true value nearer to 0 than 2.2e-16 is divided by as that.',
    },
    tfjs: {
      api: 'tf.metrics.meanAbsolutePercentageError',
      formula: '100 * mean(abs((y - p) / clip(abs(y), eps, inf)))',
      constants: { eps: 1e-7 },
      note: 'In percent; a true value nearer to 0 than 1e-7 is divided by as 1e-7; TensorFlow.js computes in float32 whatever the dtype.',
    },
    lightgbm: {
      api: 'lightgbm.mape',
      formula: 't = float32(y); mean(abs(p - t) / max(1, abs(t)))',
      reduction: 'weighted-mean',
      note: 'A fraction, not percent; a true value between -1 and 1 is divided by as 1. True values are rounded to float32.',
    },
    xgboost: {
      api: 'xgboost.mape',
      formula: 'mean(abs((y - p) / y))',
      reduction: 'weighted-mean',
      note: 'A fraction, not percent; NaN where true and predicted value are 0. XGBoost computes in float32 whatever the dtype.',
    },
    catboost: {
      api: 'catboost.MAPE',
      formula: 't = float32(y); mean(abs(p - t) / max(1, abs(t)))',
      reduction: 'weighted-mean',
      note: 'A fraction, not percent; a true value between -1 and 1 is divided by as 1. True values are rounded to float32.',
    },
    exact: {
      api: 'mean absolute percentage error',
      formula: '100 * mean(abs(p - y) / (p == y ? 1 : abs(y)))',
      note: 'In percent; a true value of 0 costs Infinity unless it is predicted exactly.',
    },
  },
  references: [
    'A. de Myttenaere, B. Golden, B. Le Grand and F. Rossi, Mean absolute percentage error for regression models, 2016, Neurocomputing 192',
  ],
  example: { true: [[2], [4]], pred: [[3], [3]] },
});
