import { defineLoss } from '../definition.ts';
import { logDifference } from '../shared/log-difference.ts';
import { meanOfColumnRoots } from '../shared/root-mean-square.ts';
import { outputWeights } from '../shared/output-weights.ts';

/** Root mean squared logarithmic error. Source: scikit-learn's root_mean_squared_log_error. */
export const rootMeanSquaredLogarithmicError = defineLoss({
  name: 'root-mean-squared-logarithmic-error',
  title: 'Root mean squared logarithmic error',
  family: 'regression',
  aliases: ['rmsle'],
  summary: 'The root of the mean squared logarithmic error over the whole input.',
  description:
    'root-mean-squared-error of log(1 + x): about the typical relative error where values are large and errors are ' +
    'small. Known from forecasting competitions with targets of very different size. It is one number for the whole ' +
    'input, and of several outputs in a row scikit-learn averages a root each. Values have to be above -1.',
  parameters: { outputWeights },
  inputs: { true: 'above-minus-1', pred: 'above-minus-1' },
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.root_mean_squared_log_error',
      formula: `e = w == 0 ? 0 : log1p(p) - log1p(y); ${meanOfColumnRoots}`,
      weighted: true,
      reduction: 'weighted-mean',
      raises: ['true', 'pred'],
      note: 'Takes the root of each column by itself and averages the roots.',
    },
    xgboost: {
      api: 'xgboost.rmsle',
      axis: 'entry',
      formula: `e = w == 0 ? 0 : log1p(y) - log1p(p);
sqrt(batch_sum(w * mean(e^2)) / batch_sum(w))`,
      weighted: true,
      outside: 'takes the logarithm of one plus them, which is NaN',
      reduction: 'weighted-mean',
      note: 'One root over all samples and outputs. XGBoost computes in float32 whatever the dtype.',
    },
    exact: {
      api: 'root mean squared logarithmic error',
      axis: 'entry',
      formula: `e = w == 0 ? 0 : ${logDifference}; batch_rms(e, w)`,
      weighted: true,
      raises: ['true', 'pred'],
      note: 'One root over all samples and outputs.',
    },
  },
  references: ['scikit-learn documentation, sklearn.metrics.root_mean_squared_log_error'],
  example: { true: [[3], [5]], pred: [[2.5], [7]] },
});
