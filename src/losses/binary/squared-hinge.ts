import { defineLoss } from '../definition.ts';
import { signed, signedInBatch } from '../shared/signed-labels.ts';

const keras = {
  formula: `${signedInBatch} mean(max(1 - t * p, 0)^2)`,
  readsEncoding: true,
  note: 'Reads labels of 0 as -1, if no label of the batch is anything but 0 or 1.',
};

/** Squared hinge loss. Source: Y. Tang, Deep learning using linear support vector machines, 2013. */
export const squaredHinge = defineLoss({
  name: 'squared-hinge',
  title: 'Squared hinge loss',
  family: 'binary',
  aliases: ['l2-hinge', 'l2-svm'],
  summary: 'The square of how far a score falls short of a margin of 1.',
  description:
    'The hinge loss squared, for labels -1 and 1 and scores whose sign is the predicted class. Its gradient ' +
    'vanishes smoothly at the margin, and it punishes scores far on the wrong side more, so that mislabelled ' +
    'samples can decide the result. Labels 0 and 1 are converted, but Keras does so only if all labels are such.',
  parameters: {},
  inputs: { true: 'binary-or-sign', pred: 'real' },
  conventions: {
    'tf-keras': { api: 'tf.keras.losses.SquaredHinge', ...keras },
    keras: { api: 'keras.losses.SquaredHinge', ...keras },
    exact: {
      api: 'squared hinge loss',
      formula: `${signed} mean(max(1 - t * p, 0)^2)`,
      raises: ['true'],
      note: 'Reads labels of 0 as -1.',
    },
  },
  references: [
    'Y. Tang, Deep learning using linear support vector machines, 2013, arXiv:1306.0239',
  ],
  example: { true: [[-1], [1]], pred: [[0.3], [0.6]] },
});
