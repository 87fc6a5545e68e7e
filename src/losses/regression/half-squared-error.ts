import { defineLoss } from '../definition.ts';

const formula = 'mean((p - y)^2 / 2)';

/** Half the squared error. Source: C. M. Bishop, Pattern recognition and machine learning, 2006; optax's l2_loss. */
export const halfSquaredError = defineLoss({
  name: 'half-squared-error',
  title: 'Half squared error',
  family: 'regression',
  aliases: ['half-mse'],
  summary: 'Half the mean of the squared differences.',
  description:
    'Half of mean-squared-error, so that its slope is the error itself and not twice that. It has the same minimum. ' +
    'What is called L2 loss is this in optax and mean-squared-error elsewhere: a factor of 2 between two numbers ' +
    'comes from here.',
  parameters: {},
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    optax: { api: 'optax.losses.l2_loss', formula, over: 'elements' },
    exact: { api: 'half squared error', formula },
  },
  references: ['C. M. Bishop, Pattern recognition and machine learning, 2006, Springer'],
  example: { true: [[0], [1]], pred: [[2], [1]] },
});
