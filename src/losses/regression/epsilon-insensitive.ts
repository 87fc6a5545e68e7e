import { defineLoss } from '../definition.ts';

/** Epsilon-insensitive loss. Source: V. N. Vapnik, The nature of statistical learning theory, 1995. */
export const epsilonInsensitive = defineLoss({
  name: 'epsilon-insensitive',
  title: 'Epsilon-insensitive loss',
  family: 'regression',
  aliases: ['svr'],
  summary: 'What the absolute error exceeds a margin by.',
  description:
    'The loss of support vector regression: errors within a tube around the prediction cost nothing, those outside ' +
    'cost their distance to it. The margin, the epsilon of its name, has the unit of the data: set it to the noise ' +
    'that need not be explained. With a margin of 0 it is mean-absolute-error.',
  parameters: {
    margin: {
      kind: 'number',
      default: 0.1,
      min: 0,
      help: 'errors up to this size cost nothing, in the unit of the data',
    },
  },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    exact: {
      api: 'epsilon-insensitive loss',
      formula: 'mean(max(abs(p - y) - margin, 0))',
    },
  },
  references: ['V. N. Vapnik, The nature of statistical learning theory, 1995, Springer'],
  example: { true: [[0], [1]], pred: [[0.05], [1.5]] },
});
