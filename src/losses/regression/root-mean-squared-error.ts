import { defineLoss, type FormulaConvention } from '../definition.ts';
import { meanOfColumnRoots } from '../shared/root-mean-square.ts';
import { outputWeights } from '../shared/output-weights.ts';

const error = 'e = w == 0 ? 0 : p - y;';

/** What boosters have in common: one root over all samples and outputs, from the true values as they read them. */
const ofBoosters = (truth: 'y' | 'float32(y)'): Omit<FormulaConvention, 'api' | 'note'> => ({
  axis: 'entry',
  formula: `e = w == 0 ? 0 : p - ${truth};
sqrt(batch_sum(w * mean(e^2)) / batch_sum(w))`,
  weighted: true,
  reduction: 'weighted-mean',
});
const truthInFloat32 = { ...ofBoosters('float32(y)'), note: 'True values are rounded to float32.' };

/** Root mean squared error. Source: R. J. Hyndman and A. B. Koehler, Another look at measures of forecast accuracy, 2006. */
export const rootMeanSquaredError = defineLoss({
  name: 'root-mean-squared-error',
  title: 'Root mean squared error',
  family: 'regression',
  aliases: ['rmse'],
  summary: 'The root of the mean of the squared differences over the whole input.',
  description:
    'mean-squared-error in the unit of the data, with the same minimum and the same weakness for outliers. It is one ' +
    'number for the whole input: the mean of the roots of parts is not the root of the whole, so it cannot be ' +
    'averaged over batches. Of several outputs in a row scikit-learn takes a root each and averages them, others ' +
    'take one root of all, which is never smaller.',
  parameters: { outputWeights },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    keras: {
      api: 'keras.metrics.RootMeanSquaredError',
      axis: 'entry',
      formula: `${error} s = batch_sum(w);
s == 0 ? 0 : sqrt(batch_sum(w * mean(e^2)) / s)`,
      weighted: true,
      reduction: 'weighted-mean',
      note: 'A metric of Keras, not a loss: one root over all samples and outputs.',
    },
    sklearn: {
      api: 'sklearn.metrics.root_mean_squared_error',
      formula: `${error} ${meanOfColumnRoots}`,
      weighted: true,
      reduction: 'weighted-mean',
      note: 'Takes the root of each column by itself and averages the roots.',
    },
    lightgbm: { api: 'lightgbm.rmse', ...truthInFloat32 },
    xgboost: {
      api: 'xgboost.rmse',
      ...ofBoosters('y'),
      note: 'One root over all samples and outputs. XGBoost computes in float32 whatever the dtype.',
    },
    catboost: { api: 'catboost.RMSE', ...truthInFloat32 },
    exact: {
      api: 'root mean squared error',
      axis: 'entry',
      formula: `${error} batch_rms(e, w)`,
      weighted: true,
      note: 'One root over all; squares of huge and of tiny errors neither overflow nor vanish.',
    },
  },
  references: [
    'R. J. Hyndman and A. B. Koehler, Another look at measures of forecast accuracy, 2006, International Journal of Forecasting 22',
  ],
  example: {
    true: [
      [0, 0],
      [0, 0],
    ],
    pred: [
      [1, 3],
      [1, 3],
    ],
  },
});
