import { defineLoss } from '../definition.ts';

const keras = {
  formula: 'e = p - y; mean(e + softplus(-2 * e) - log_2)',
  // The logarithm of 2 is taken in float32 whatever the dtype.
  constants: { log_2: Math.fround(Math.LN2) },
  note: 'Has log 2 as a float32, which makes float64 results 1.9e-9 too low: a perfect prediction is below 0.',
};

/** Log-cosh loss. Source: R. A. Saleh and A. K. Md. E. Saleh, 2022; Keras' LogCosh. */
export const logCosh = defineLoss({
  name: 'log-cosh',
  title: 'Log-cosh loss',
  family: 'regression',
  aliases: [],
  summary: 'The logarithm of the hyperbolic cosine of the error, a smooth absolute error.',
  description:
    'Half the squared error near 0 and the absolute error less log 2 far from it: robust against outliers as huber ' +
    'is, but smooth everywhere and without a parameter. Where it bends is therefore fixed at an error of about 1 in ' +
    'the unit of the data, so scale the data first.',
  parameters: {},
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    'tf-keras': { api: 'tf.keras.losses.LogCosh', ...keras },
    keras: { api: 'keras.losses.LogCosh', ...keras },
    torchmetrics: {
      api: 'torchmetrics.functional.log_cosh_error',
      formula: 'e = p - y; mean(log((exp(e) + exp(-e)) / 2))',
      note: 'Takes the exponential of the error as it is: Infinity from an error of 710 on, in float32 of 89; small errors lose their digits.',
    },
    optax: {
      api: 'optax.losses.log_cosh',
      formula: 'e = abs(p - y); mean(e + softplus(-2 * e) - log_2)',
      constants: { log_2: Math.LN2 },
      over: 'elements',
    },
    exact: {
      api: 'log-cosh loss',
      formula: 'mean(log_cosh(p - y))',
      note: 'Keeps the digits of small errors; a perfect prediction costs 0.',
    },
  },
  references: [
    'R. A. Saleh and A. K. Md. E. Saleh, Statistical properties of the log-cosh loss function used in machine learning, 2022, arXiv:2208.04564',
  ],
  example: { true: [[0], [1]], pred: [[1], [1.5]] },
});
