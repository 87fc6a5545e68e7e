import { defineLoss } from '../definition.ts';

const formula = 'mean(max(-y * p, 0))';

/** Perceptron loss. Source: F. Rosenblatt, The perceptron, 1958. */
export const perceptron = defineLoss({
  name: 'perceptron',
  title: 'Perceptron loss',
  family: 'binary',
  aliases: [],
  summary: 'The size of a score on the wrong side of 0; a right sign costs nothing.',
  description:
    'The hinge loss without a margin, for labels -1 and 1 and scores whose sign is the predicted class. Only ' +
    'wrong signs cost, so that scores of 0 throughout are already perfect: nothing pushes classes apart. A label ' +
    'of 0 costs nothing whatever the score, and so hides that labels are 0 and 1.',
  parameters: {},
  inputs: { true: 'sign', pred: 'real' },
  conventions: {
    optax: { api: 'optax.losses.perceptron_loss', formula, over: 'elements' },
    exact: { api: 'perceptron loss', formula, raises: ['true'] },
  },
  references: [
    'F. Rosenblatt, The perceptron: a probabilistic model for information storage and organization in the brain, 1958, Psychological Review 65',
  ],
  example: { true: [[-1], [1]], pred: [[0.3], [0.6]] },
});
