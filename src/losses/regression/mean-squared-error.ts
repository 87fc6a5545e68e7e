import { defineLoss } from '../definition.ts';
import { ofTfjs } from '../shared/tfjs.ts';
import { outputWeights } from '../shared/output-weights.ts';

const formula = 'mean((p - y)^2)';

/** Mean squared error. Source: Gauss, Theoria combinationis observationum, 1823. */
export const meanSquaredError = defineLoss({
  name: 'mean-squared-error',
  title: 'Mean squared error',
  family: 'regression',
  aliases: ['mse', 'l2', 'quadratic', 'euclidean'],
  summary: 'The mean of the squared differences (L2, quadratic, Euclidean).',
  description:
    'The usual loss of regression. Its minimum is the mean of the targets. Squaring makes large errors count ' +
    'most, so that a few outliers can decide the result; huber and mean-absolute-error are less sensitive to ' +
    'them. Its unit is the square of the unit of the data.',
  parameters: { outputWeights },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    'tf-keras': { api: 'tf.keras.losses.MeanSquaredError', formula },
    keras: { api: 'keras.losses.MeanSquaredError', formula },
    torch: {
      api: 'torch.nn.MSELoss',
      formula,
      over: 'elements',
      weightedReduction: 'weighted-mean',
      note: 'Weights, which torch.nn.functional.mse_loss takes, divide by their sum.',
    },
    torchmetrics: { api: 'torchmetrics.functional.mean_squared_error', formula },
    sklearn: {
      api: 'sklearn.metrics.mean_squared_error',
      formula: 'mean(output_weights * (p - y)^2)',
      reduction: 'weighted-mean',
    },
    optax: { api: 'optax.losses.squared_error', formula, over: 'elements' },
    tfjs: {
      api: 'tf.losses.meanSquaredError',
      formula,
      over: 'elements',
      weightedReduction: 'nonzero-mean',
      note: ofTfjs,
    },
    lightgbm: {
      api: 'lightgbm.l2',
      formula: 'mean((p - float32(y))^2)',
      reduction: 'weighted-mean',
      note: 'True values are rounded to float32.',
    },
    exact: { api: 'mean squared error', formula },
  },
  references: ['C. F. Gauss, Theoria combinationis observationum erroribus minimis obnoxiae, 1823'],
  example: { true: [[0], [1]], pred: [[1], [1]] },
});
