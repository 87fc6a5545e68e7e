import { defineLoss } from '../definition.ts';
import { signed, signedInBatch } from '../shared/signed-labels.ts';
import { squashed } from '../shared/squashed.ts';
import { ofTfjs } from '../shared/tfjs.ts';

// TensorFlow's maximum gives its first argument the whole gradient where the two are equal, and none where it is NaN.
const keras = {
  formula: `${signedInBatch} m = 1 - t * p; mean(m >= 0 ? m : m < 0 ? 0 : stop_gradient(m))`,
  readsEncoding: true,
  note: 'Reads labels of 0 as -1, if no label of the batch is anything but 0 or 1.',
};

/** Hinge loss. Source: C. Cortes and V. Vapnik, Support-vector networks, 1995. */
export const hinge = defineLoss({
  name: 'hinge',
  title: 'Hinge loss',
  family: 'binary',
  aliases: ['svm'],
  summary: 'How far a score falls short of a margin of 1 on the side of its label.',
  description:
    'The loss of support vector machines, for labels -1 and 1 and scores of any size whose sign is the predicted ' +
    'class: right answers cost nothing from a score of 1 on, wrong ones cost the more the surer they are. Scores ' +
    'are no probabilities. Frameworks disagree on labels 0 and 1: some convert them, some only if all labels are ' +
    'such, and some take 0 as it is, which costs 1 whatever the score.',
  parameters: {},
  inputs: { true: 'binary-or-sign', pred: 'real' },
  conventions: {
    'tf-keras': { api: 'tf.keras.losses.Hinge', ...keras },
    keras: { api: 'keras.losses.Hinge', ...keras },
    torchmetrics: {
      api: 'torchmetrics.functional.classification.binary_hinge_loss',
      formula: `${squashed('sigmoid')} t = y == 0 ? -1 : 1; mean(max(1 - t * q, 0))`,
      readsEncoding: true,
      note: 'Takes scores for logits where one of the batch is outside [0, 1], and the hinge loss of their sigmoids; any label but 0 counts as 1.',
    },
    sklearn: {
      api: 'sklearn.metrics.hinge_loss',
      // A label between the two, or a missing one, has no loss: 0 / 0 is NaN.
      formula: `low = batch_min(y); high = batch_max(y);
t = y == low ? -1 : y == high ? 1 : 0 / 0;
mean(max(1 - t * p, 0))`,
      readsEncoding: true,
      reduction: 'weighted-mean',
      note: 'Reads the larger of two labels as 1 and the other as -1; where all labels are the same, all are -1.',
    },
    optax: {
      api: 'optax.losses.hinge_loss',
      formula: 'mean(max(1 - y * p, 0))',
      over: 'elements',
      note: 'Does not convert labels: a label of 0 costs 1 whatever the score.',
    },
    tfjs: {
      api: 'tf.losses.hingeLoss',
      formula: 'mean(max(1 - (2 * y - 1) * p, 0))',
      over: 'elements',
      weightedReduction: 'nonzero-mean',
      note: `Reads every label y as 2 y - 1, so that -1 is -3. ${ofTfjs}`,
    },
    catboost: {
      api: 'catboost.HingeLoss',
      formula: 'mean(max(1 - (y == 1 ? 1 : -1) * p, 0))',
      reduction: 'weighted-mean',
      note: 'Labels are 0 and 1 there.',
    },
    exact: {
      api: 'hinge loss',
      formula: `${signed} mean(max(1 - t * p, 0))`,
      raises: ['true'],
      note: 'Reads labels of 0 as -1.',
    },
  },
  references: ['C. Cortes and V. Vapnik, Support-vector networks, 1995, Machine Learning 20'],
  example: { true: [[-1], [1]], pred: [[0.3], [0.6]] },
});
