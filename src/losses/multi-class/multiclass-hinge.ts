import { defineLoss } from '../definition.ts';
import { squashed } from '../shared/squashed.ts';

/** Multi-class hinge loss. Source: K. Crammer and Y. Singer, 2001. */
export const multiclassHinge = defineLoss({
  name: 'multiclass-hinge',
  title: 'Multi-class hinge loss',
  family: 'multi-class',
  aliases: ['crammer-singer'],
  summary: 'What the score of the true class lacks to exceed the best other by 1.',
  description:
    'The hinge loss of multi-class support vector machines after Crammer and Singer: 0 once the true class leads ' +
    'by 1, and then linear in what it lacks to that. Only the best of the other classes counts; multi-margin ' +
    'counts all of them. Scores may have any size and are not probabilities.',
  parameters: {},
  inputs: { true: 'class-index', pred: 'real' },
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.hinge_loss',
      formula: 'max(0, 1 - (p[y] - max(one_hot(y) ? -inf : p)))',
      reduction: 'weighted-mean',
      note: 'The mean with weights divides by their sum.',
    },
    torchmetrics: {
      api: 'torchmetrics.functional.classification.multiclass_hinge_loss',
      formula: `${squashed('softmax')} max(1 - (q[y] - max(one_hot(y) ? -inf : q)), 0)`,
      readsEncoding: true,
      note: 'Takes scores for logits where one of the batch is outside [0, 1], and the hinge loss of their softmax.',
    },
    optax: {
      api: 'optax.losses.multiclass_hinge_loss',
      // A product with one-hot labels, which an infinite score makes NaN.
      formula: 'max(p + 1 - one_hot(y)) - sum(one_hot(y) * p)',
    },
    exact: {
      api: 'Crammer-Singer hinge loss',
      formula: 'max(one_hot(y) ? 0 : 1 - (p[y] - p))',
    },
  },
  references: [
    'K. Crammer and Y. Singer, On the algorithmic implementation of multiclass kernel-based vector machines, 2001, Journal of Machine Learning Research 2',
  ],
  example: {
    true: [2, 1],
    pred: [
      [0.1, 0.2, 0.4],
      [0.5, 1.8, -0.3],
    ],
  },
});
