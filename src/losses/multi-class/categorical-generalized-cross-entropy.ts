import { defineLoss } from '../definition.ts';

/** Generalized cross-entropy. Source: Z. Zhang and M. R. Sabuncu, 2018. */
export const categoricalGeneralizedCrossEntropy = defineLoss({
  name: 'categorical-generalized-cross-entropy',
  title: 'Categorical generalized cross-entropy',
  family: 'multi-class',
  aliases: ['gce', 'generalized-cross-entropy'],
  summary: 'Between cross-entropy and absolute error, for class labels that may be wrong.',
  description:
    'For noisy labels: (1 - p^q) / q of the probability p of the true class, which nears cross-entropy as q nears 0 ' +
    'and the absolute error as q nears 1. It never exceeds 1 / q, so that a wrong label cannot dominate, and learns ' +
    'more slowly the larger q is. Predictions are probabilities; targets are class indices.',
  parameters: {
    q: {
      kind: 'number',
      default: 0.5,
      above: 0,
      below: 1,
      help: 'from near 0 (cross-entropy) to near 1 (absolute error)',
    },
  },
  inputs: { true: 'class-index', pred: 'distribution' },
  conventions: {
    keras: {
      api: 'keras.losses.CategoricalGeneralizedCrossEntropy',
      // As it is there: a NaN anywhere in the row is one of the loss.
      formula: '(1 - sum(one_hot(y) * p)^q) / q',
      note: 'Takes probabilities as they are, without clipping or dividing rows by their sum.',
    },
    exact: {
      api: 'generalized cross-entropy',
      // With expm1 the digits of 1 - p^q are kept where the prediction is nearly perfect or q small.
      formula: '-expm1(q * log(p[y])) / q',
      raises: ['pred'],
    },
  },
  references: [
    'Z. Zhang and M. R. Sabuncu, Generalized cross entropy loss for training deep neural networks with noisy labels, 2018, NeurIPS 31',
  ],
  example: {
    true: [1, 2],
    pred: [
      [0.05, 0.9, 0.05],
      [0.1, 0.8, 0.1],
    ],
  },
});
