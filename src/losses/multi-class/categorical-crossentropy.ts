import { defineLoss } from '../definition.ts';
import { classWeight, clippedShares } from '../shared/classes.ts';
import { acrossSmoothed, classSmoothing, smoothedClasses } from '../shared/label-smoothing.ts';
import { logitsOfSoftmax } from '../shared/logits.ts';
import { ofTfjs } from '../shared/tfjs.ts';
import { maskIsWhere } from '../shared/where.ts';

// TensorFlow's gradient from logits takes the targets to sum to 1, also where they do not.
const kerasOf = (smoothed: string): string => `${smoothed}
q = clip(p / sum(p), eps, 1 - eps);
-sum(from_logits ? with_derivative(t * log_softmax(p), p, t - softmax(p)) : t * log(q))`;

const keras = { formula: kerasOf(smoothedClasses), ...clippedShares };
const note = 'Divides each row of probabilities by its sum, then clips to [1e-7, 1 - 1e-7]';

/** Categorical cross-entropy, from probabilities or logits. Source: J. S. Bridle, 1990. */
export const categoricalCrossentropy = defineLoss({
  name: 'categorical-crossentropy',
  title: 'Categorical cross-entropy',
  family: 'multi-class',
  aliases: ['cce', 'softmax-loss'],
  summary:
    'The negative log-likelihood of one class of several (softmax loss); targets are one-hot.',
  description:
    'For targets that belong to exactly one of several classes, given as a row of zeros with a one, or as a row ' +
    'of class probabilities. Predictions are a row of probabilities, or with --from-logits the scores before the ' +
    'softmax. Only the probability of the true class counts; frameworks differ in what they do with rows that do ' +
    'not sum to 1 and with a probability of 0.',
  parameters: {
    fromLogits: logitsOfSoftmax,
    labelSmoothing: classSmoothing({ only: ['tf-keras', 'keras', 'torch', 'tfjs', 'exact'] }),
    classWeight: classWeight({ only: ['torch', 'exact'] }),
    zeroLogZero: {
      kind: 'flag',
      only: ['optax'],
      help: 'take 0 log 0 for 0, where a class without a probability has a logit of -Infinity',
    },
  },
  inputs: { true: 'distribution', pred: 'distribution' },
  withIndices: 'sparse-categorical-crossentropy',
  conventions: {
    'tf-keras': { api: 'tf.keras.losses.CategoricalCrossentropy', ...keras, note: `${note}.` },
    keras: {
      api: 'keras.losses.CategoricalCrossentropy',
      ...keras,
      across: acrossSmoothed(kerasOf),
      note: `${note}; divides label smoothing by the length of the last axis, whatever axis the classes lie along.`,
    },
    torch: {
      api: 'torch.nn.CrossEntropyLoss',
      names: { cross_entropy: {} },
      formula: `${smoothedClasses} -sum(class_weight * t * log_softmax(p))`,
      axis: 1,
      requires: 'fromLogits',
      note: 'Takes logits only; the mean divides by the number of samples whatever the class weights.',
    },
    optax: {
      api: 'optax.losses.softmax_cross_entropy',
      names: { safe_softmax_cross_entropy: { zeroLogZero: true } },
      formula: '-sum(zero_log_zero && y == 0 ? 0 : y * log_softmax(p))',
      masksRows: true,
      requires: 'fromLogits',
      note: `Takes logits only; a logit of -Infinity for what has no probability gives NaN, but 0 with --zero-log-zero, which is its safe_softmax_cross_entropy. ${maskIsWhere}`,
    },
    tfjs: {
      api: 'tf.losses.softmaxCrossEntropy',
      formula: `${smoothedClasses}
-sum(with_derivative(t * log_softmax(p), p, t - softmax(p)))`,
      requires: 'fromLogits',
      weightedReduction: 'nonzero-mean',
      note: `Takes logits only. ${ofTfjs}`,
    },
    exact: {
      api: 'cross-entropy',
      formula: `${smoothedClasses} w = class_weight * t;
-sum(from_logits ? (w == 0 ? 0 : w * log_softmax(p)) : xlogy(w, p))`,
      masksRows: true,
      raises: ['true', 'pred'],
      note: 'No clipping and no division by the sum: a probability of 0 for the true class costs Infinity.',
    },
  },
  references: [
    'J. S. Bridle, Training stochastic model recognition algorithms as networks can lead to maximum mutual information estimation of parameters, 1990, NIPS 2',
  ],
  example: {
    true: [
      [0, 1, 0],
      [0, 0, 1],
    ],
    pred: [
      [0.05, 0.95, 0],
      [0.1, 0.8, 0.1],
    ],
  },
});
