import { defineLoss } from '../definition.ts';
import { classWeight, ignoredClass, weightOfClass } from '../shared/classes.ts';
import { classSmoothing } from '../shared/label-smoothing.ts';
import { logitsOfSoftmax } from '../shared/logits.ts';
import { maskIsWhere } from '../shared/where.ts';

// Of probabilities Keras takes the log_softmax of their logs: the log of the row's sum over one of them, which
// takes one logarithm and no exponential.
const keras = {
  formula: `q = clip(p, eps, 1 - eps);
others = sum(one_hot(y) ? 0 : q);
y == ignore_class ? 0 : from_logits ? -log_softmax(p)[y] : log1p(others / q[y])`,
  count: 'y != ignore_class',
  constants: { eps: 1e-7 },
  outside: 'clips them to [1e-7, 1 - 1e-7] and divides each row by its sum',
  unnormalised: 'divides each row by its sum',
};

// The smoothed term is left out where it is 0, so that a logit of -Infinity does not make it NaN.
const smoothed = (weightedLog: string): string => `l = ${weightedLog};
other = label_smoothing == 0 ? 0 : label_smoothing * mean(l);
y == ignore_index ? 0 : -((1 - label_smoothing) * l[y] + other)`;

/** Sparse categorical cross-entropy, of class indices. Source: J. S. Bridle, 1990. */
export const sparseCategoricalCrossentropy = defineLoss({
  name: 'sparse-categorical-crossentropy',
  title: 'Sparse categorical cross-entropy',
  family: 'multi-class',
  aliases: ['scce', 'sparse-cce', 'softmax-cross-entropy-with-integer-labels'],
  summary: 'The negative log-likelihood of one class of several; targets are class indices.',
  description:
    'The same as categorical-crossentropy for targets that are class numbers, counted from 0, in place of one-hot ' +
    'rows. Predictions are a row of probabilities for each sample, or with --from-logits the scores before the ' +
    'softmax. Mind what the mean divides by: samples of an ignored class are left out of it, and PyTorch divides ' +
    'by the sum of the class weights of the samples, not by their number.',
  parameters: {
    fromLogits: logitsOfSoftmax,
    ignoreClass: ignoredClass({ only: ['tf-keras', 'keras'] }),
    ignoreIndex: ignoredClass({ only: ['torch', 'exact'] }),
    labelSmoothing: classSmoothing({ only: ['torch', 'exact'] }),
    classWeight: classWeight({ only: ['torch', 'exact'] }),
  },
  inputs: { true: 'class-index', pred: 'distribution' },
  conventions: {
    'tf-keras': {
      api: 'tf.keras.losses.SparseCategoricalCrossentropy',
      ...keras,
      note: 'Clips probabilities to [1e-7, 1 - 1e-7], then divides each row by its sum; if all samples are ignored, the mean is NaN.',
    },
    keras: {
      api: 'keras.losses.SparseCategoricalCrossentropy',
      ...keras,
      note: 'Clips probabilities to [1e-7, 1 - 1e-7], then divides each row by its sum; if all samples are ignored, the mean is 0.',
    },
    torch: {
      api: 'torch.nn.CrossEntropyLoss',
      names: { cross_entropy: {} },
      formula: smoothed('class_weight * log_softmax(p)'),
      count: weightOfClass,
      defaults: { ignoreIndex: -100 },
      axis: 1,
      requires: 'fromLogits',
      note: 'Takes logits only; the mean divides by the sum of the class weights of the samples that count.',
    },
    optax: {
      api: 'optax.losses.softmax_cross_entropy_with_integer_labels',
      formula: 'logsumexp(p) - p[y]',
      masksRows: true,
      requires: 'fromLogits',
      note: `Takes logits only. ${maskIsWhere}`,
    },
    catboost: {
      api: 'catboost.MultiClass',
      formula: 'm = max(max(p), 0); -(p[y] - m - log(sum(exp(p - m))))',
      requires: 'fromLogits',
      reduction: 'weighted-mean',
      note: 'Takes logits only.',
    },
    exact: {
      api: 'cross-entropy',
      // An ignored sample is given a probability of 1, whose logarithm has a finite slope.
      formula: smoothed(
        'from_logits ? class_weight * log_softmax(p) : xlogy(class_weight, y == ignore_index ? 1 : p)',
      ),
      count: weightOfClass,
      masksRows: true,
      raises: ['pred'],
      note: 'No clipping and no division by the sum: a probability of 0 for the true class costs Infinity.',
    },
  },
  references: [
    'J. S. Bridle, Training stochastic model recognition algorithms as networks can lead to maximum mutual information estimation of parameters, 1990, NIPS 2',
  ],
  example: {
    true: [1, 2],
    pred: [
      [0.05, 0.9, 0.05],
      [0.1, 0.8, 0.1],
    ],
  },
});
