import { defineLoss } from '../definition.ts';
import { ofTfjs } from '../shared/tfjs.ts';
import { outputWeights } from '../shared/output-weights.ts';

const formula = 'mean(abs(p - y))';

/** Mean absolute error. Source: Boscovich, 1757; Laplace, 1774. */
export const meanAbsoluteError = defineLoss({
  name: 'mean-absolute-error',
  title: 'Mean absolute error',
  family: 'regression',
  aliases: ['mae', 'l1', 'absolute-difference'],
  summary: 'The mean of the absolute differences (L1).',
  description:
    'A loss of regression that grows only linearly with the error, and so is robust against outliers. Its ' +
    'minimum is the median of the targets, and its unit is that of the data. Its gradient has the same size ' +
    'for small errors as for large ones, and is 0 where the prediction is perfect.',
  parameters: { outputWeights },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    'tf-keras': { api: 'tf.keras.losses.MeanAbsoluteError', formula },
    keras: { api: 'keras.losses.MeanAbsoluteError', formula },
    torch: {
      api: 'torch.nn.L1Loss',
      // The gradient of a NaN is 0.
      formula: 'e = abs(p - y); mean(e >= 0 ? e : stop_gradient(e))',
      over: 'elements',
      weightedReduction: 'weighted-mean',
      note: 'Weights, which torch.nn.functional.l1_loss takes, divide by their sum.',
    },
    torchmetrics: { api: 'torchmetrics.functional.mean_absolute_error', formula },
    sklearn: {
      api: 'sklearn.metrics.mean_absolute_error',
      formula: 'mean(output_weights * abs(p - y))',
      reduction: 'weighted-mean',
    },
    tfjs: {
      api: 'tf.losses.absoluteDifference',
      formula,
      over: 'elements',
      weightedReduction: 'nonzero-mean',
      note: ofTfjs,
    },
    lightgbm: {
      api: 'lightgbm.l1',
      formula: 'mean(abs(p - float32(y)))',
      reduction: 'weighted-mean',
      note: 'True values are rounded to float32.',
    },
    xgboost: {
      api: 'xgboost.mae',
      formula,
      reduction: 'weighted-mean',
      note: 'XGBoost computes in float32 whatever the dtype.',
    },
    catboost: {
      api: 'catboost.MAE',
      formula: 'e = abs(p - float32(y)); mean(e < tolerance ? 0 : e - tolerance)',
      constants: { tolerance: 1e-6 },
      reduction: 'weighted-mean',
      note: 'Errors are 1e-6 smaller, and those below that are 0. True values are rounded to float32.',
    },
    exact: { api: 'mean absolute error', formula },
  },
  references: ['P.-S. Laplace, Mémoire sur la probabilité des causes par les événements, 1774'],
  example: { true: [[0], [0]], pred: [[1], [1]] },
});
