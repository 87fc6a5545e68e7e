import { defineLoss } from '../definition.ts';

/** Of m, the score on the wrong side. */
const loss = 'mean(m <= -1 ? 0 : m >= 1 ? m : (m + 1)^2 / 4)';

/** Binary sparsemax loss. Source: M. Blondel, A. F. T. Martins and V. Niculae, 2020. */
export const sparsemax = defineLoss({
  name: 'sparsemax',
  title: 'Binary sparsemax loss',
  family: 'binary',
  aliases: ['binary-sparsemax'],
  summary: 'Like cross-entropy from logits, but exactly 0 for scores that are sure and right.',
  description:
    'The loss of the sparse sigmoid, which is 0 or 1 for scores beyond -1 and 1: quadratic between them, linear ' +
    'on the wrong side, and 0 on the right one. For labels 0 and 1 and scores of any size. For one class of ' +
    'several there is multiclass-sparsemax.',
  parameters: {},
  inputs: { true: 'binary', pred: 'real' },
  conventions: {
    optax: {
      api: 'optax.losses.sparsemax_loss',
      formula: `m = y == 0 ? p : -p; ${loss}`,
      over: 'elements',
      note: 'Every label but 0 counts as 1, also -1.',
    },
    exact: {
      api: 'binary sparsemax loss',
      formula: `m = (1 - 2 * y) * p; ${loss}`,
      raises: ['true'],
    },
  },
  references: [
    'M. Blondel, A. F. T. Martins and V. Niculae, Learning with Fenchel-Young losses, 2020, Journal of Machine Learning Research 21',
  ],
  example: { true: [[0], [1]], pred: [[0.3], [0.6]] },
});
