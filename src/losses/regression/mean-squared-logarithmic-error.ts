import { defineLoss } from '../definition.ts';
import { logDifference } from '../shared/log-difference.ts';
import { outputWeights } from '../shared/output-weights.ts';

const keras = {
  formula: 'mean((log(clip(p, eps, inf) + 1) - log(clip(y, eps, inf) + 1))^2)',
  constants: { eps: 1e-7 },
  outside: 'lifts them to 1e-7',
  note: 'Lifts all values below 1e-7 to that, so that negative ones count as 0.',
};

/** Mean squared logarithmic error. Source: scikit-learn's and Keras' losses of that name. */
export const meanSquaredLogarithmicError = defineLoss({
  name: 'mean-squared-logarithmic-error',
  title: 'Mean squared logarithmic error',
  family: 'regression',
  aliases: ['msle'],
  summary: 'The mean squared error of the logarithms of one plus the values.',
  description:
    'For targets that grow exponentially or span several orders of magnitude, as counts and prices do: large values ' +
    'are compared by their ratio, values near 0 by their difference. A prediction that is too low costs more than ' +
    'one as much too high. Values have to be above -1; Keras takes all negative ones for 0 without a word.',
  parameters: { outputWeights },
  inputs: { true: 'above-minus-1', pred: 'above-minus-1' },
  conventions: {
    'tf-keras': { api: 'tf.keras.losses.MeanSquaredLogarithmicError', ...keras },
    keras: { api: 'keras.losses.MeanSquaredLogarithmicError', ...keras },
    torchmetrics: {
      api: 'torchmetrics.functional.mean_squared_log_error',
      formula: 'mean((log1p(p) - log1p(y))^2)',
      outside: 'takes the logarithm of one plus them, which is NaN',
    },
    sklearn: {
      api: 'sklearn.metrics.mean_squared_log_error',
      formula: 'mean(output_weights * (log1p(p) - log1p(y))^2)',
      reduction: 'weighted-mean',
      raises: ['true', 'pred'],
    },
    catboost: {
      api: 'catboost.MSLE',
      formula: 'mean((log(1 + p) - float32(log(float32(1 + float32(y)))))^2)',
      outside: 'takes the logarithm of one plus them, which is NaN',
      reduction: 'weighted-mean',
      note: 'True values and their logarithms are rounded to float32.',
    },
    exact: {
      api: 'mean squared logarithmic error',
      formula: `mean(${logDifference}^2)`,
      raises: ['true', 'pred'],
      note: 'One logarithm of the ratio, so that close values keep their digits.',
    },
  },
  references: ['scikit-learn documentation, sklearn.metrics.mean_squared_log_error'],
  example: { true: [[3], [5]], pred: [[2.5], [7]] },
});
