import { defineLoss } from '../definition.ts';

/** Multi-class perceptron loss. Source: M. Collins, 2002. */
export const multiclassPerceptron = defineLoss({
  name: 'multiclass-perceptron',
  title: 'Multi-class perceptron loss',
  family: 'multi-class',
  aliases: [],
  summary: 'What the score of the true class lacks to be the highest.',
  description:
    'The loss that the multi-class (structured) perceptron descends: 0 as soon as the true class has the highest ' +
    'score, by however little. Equal scores for all classes cost nothing either, so that a model may shrink its ' +
    'scores to 0 instead of learning; multiclass-hinge asks for a margin.',
  parameters: {},
  inputs: { true: 'class-index', pred: 'real' },
  conventions: {
    optax: {
      api: 'optax.losses.multiclass_perceptron_loss',
      // A product with one-hot labels, which an infinite score makes NaN.
      formula: 'max(p) - sum(one_hot(y) * p)',
    },
    exact: { api: 'multi-class perceptron loss', formula: 'max(p) - p[y]' },
  },
  references: [
    'M. Collins, Discriminative training methods for hidden Markov models: theory and experiments with perceptron algorithms, 2002, EMNLP',
  ],
  example: {
    true: [2, 1],
    pred: [
      [0.1, 0.6, 0.4],
      [0.5, 1.8, -0.3],
    ],
  },
});
