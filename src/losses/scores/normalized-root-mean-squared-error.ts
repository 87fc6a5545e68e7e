import { defineLoss } from '../definition.ts';

/** Normalized root mean squared error. Source: M. V. Shcherbakov et al., A survey of forecast error measures, 2013. */
export const normalizedRootMeanSquaredError = defineLoss({
  name: 'normalized-root-mean-squared-error',
  title: 'Normalized root mean squared error',
  family: 'scores',
  aliases: ['nrmse', 'scatter-index'],
  summary: 'The root mean squared error in units of the mean or the spread of the true values.',
  description:
    'root-mean-squared-error over the mean, the range, the standard deviation or the length of the true values, to ' +
    'compare errors of data of different sizes; smaller is better. Say which it is: papers mean different ones. Over ' +
    'the mean it is negative where that is, and says little where it is close to 0. Over the standard deviation its ' +
    'square is 1 less r2. Over the range two samples decide, and it is no sum over samples.',
  parameters: {
    normalization: {
      kind: 'choice',
      choices: ['mean', 'range', 'std', 'l2'],
      default: 'mean',
      help: 'what the error is divided by, of all true values',
    },
  },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    torchmetrics: {
      api: 'torchmetrics.functional.normalized_root_mean_squared_error',
      axis: 'entry',
      formula: `s = mean ? batch_mean(y) : range ? batch_max(y) - batch_min(y) : std ? sqrt(batch_var(y)) : sqrt(batch_sum(y^2));
sqrt(batch_mean((p - y)^2)) / s`,
      note: 'One number over all outputs, as TorchMetrics has it unless it is told how many there are.',
    },
    exact: {
      api: 'normalized root mean squared error',
      axis: 'entry',
      formula: `e = w == 0 ? 0 : p - y; v = w == 0 ? 0 : y; c = batch_sum(w);
s = mean ? batch_sum(w * mean(v)) / c : range ? batch_max(w == 0 ? -inf : y) - batch_min(w == 0 ? inf : y) : std ? sqrt(batch_var(y, w)) : sqrt(batch_sum(w * sum(v^2)));
batch_rms(e, w) / s`,
      weighted: true,
      note: 'One number over all outputs, with weights.',
    },
  },
  references: [
    'M. V. Shcherbakov, A. Brebels, N. L. Shcherbakova, A. P. Tyukov, T. A. Janovsky and V. A. Kamaev, A survey of forecast error measures, 2013, World Applied Sciences Journal 24',
  ],
  example: { true: [[3], [-0.5], [2], [7]], pred: [[2.5], [0], [2], [8]] },
});
