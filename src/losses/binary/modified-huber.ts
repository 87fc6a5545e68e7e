import { defineLoss } from '../definition.ts';
import { signed } from '../shared/signed-labels.ts';

/** Modified Huber loss. Source: T. Zhang, Solving large scale linear prediction problems, 2004. */
export const modifiedHuber = defineLoss({
  name: 'modified-huber',
  title: 'Modified Huber loss',
  family: 'binary',
  aliases: [],
  summary: 'The squared hinge loss, linear for scores beyond -1 on the wrong side.',
  description:
    'A loss of classification, for labels -1 and 1 and scores whose sign is the predicted class: smooth like ' +
    'squared-hinge, but its linear part tolerates outliers as huber does in regression. scikit-learn trains ' +
    'linear models with it (SGDClassifier) but has no function that computes it. Labels of 0 are read as -1.',
  parameters: {},
  inputs: { true: 'binary-or-sign', pred: 'real' },
  conventions: {
    exact: {
      api: 'modified Huber loss',
      formula: `${signed} m = t * p; mean(m >= -1 ? max(1 - m, 0)^2 : -4 * m)`,
      raises: ['true'],
    },
  },
  references: [
    'T. Zhang, Solving large scale linear prediction problems using stochastic gradient descent algorithms, 2004, ICML',
  ],
  example: { true: [[-1], [1]], pred: [[0.3], [0.6]] },
});
