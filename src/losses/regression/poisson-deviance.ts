import { defineLoss } from '../definition.ts';
import { poissonDeviance as unit } from '../shared/deviance.ts';

/** Poisson deviance. Source: P. McCullagh and J. A. Nelder, Generalized linear models, 1989. */
export const poissonDeviance = defineLoss({
  name: 'poisson-deviance',
  title: 'Poisson deviance',
  family: 'regression',
  aliases: [],
  summary: 'Twice what the log-likelihood of counts falls short of the best possible.',
  description:
    'For counts of events; the prediction is the expected count, which has to be above 0. It has the minimum and, ' +
    'but for a factor of 2, the gradient of poisson, and is 0 for a perfect prediction. An error counts relative to ' +
    'the expected count: 1 too many weighs more where 2 are expected than where 200 are.',
  parameters: {},
  inputs: { true: 'non-negative', pred: 'positive' },
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.mean_poisson_deviance',
      formula: `mean(${unit.sklearn})`,
      reduction: 'weighted-mean',
      raises: ['true', 'pred'],
      note: 'scikit-learn itself takes a single column.',
    },
    exact: {
      api: 'Poisson deviance',
      formula: `mean(${unit.exact})`,
      raises: ['true', 'pred'],
      note: 'Close values keep their digits.',
    },
  },
  references: [
    'P. McCullagh and J. A. Nelder, Generalized linear models, second edition, 1989, Chapman and Hall',
  ],
  example: { true: [[3], [0]], pred: [[2], [0.5]] },
});
