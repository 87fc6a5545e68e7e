import { defineLoss } from '../definition.ts';
import { gammaDeviance as unit } from '../shared/deviance.ts';

/** Gamma deviance. Source: P. McCullagh and J. A. Nelder, Generalized linear models, 1989. */
export const gammaDeviance = defineLoss({
  name: 'gamma-deviance',
  title: 'Gamma deviance',
  family: 'regression',
  aliases: [],
  summary: 'Twice what the log-likelihood under a gamma distribution falls short of the best.',
  description:
    'For amounts that are always above 0 and spread in proportion to their size, as claims and durations. Only the ' +
    'ratio of prediction and true value counts, so that scaling both changes nothing; half of the true value costs ' +
    'more than twice of it. A true value or a prediction of 0 has no deviance.',
  parameters: {},
  inputs: { true: 'positive', pred: 'positive' },
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.mean_gamma_deviance',
      formula: `mean(${unit.sklearn})`,
      reduction: 'weighted-mean',
      raises: ['true', 'pred'],
      note: 'scikit-learn itself takes a single column.',
    },
    lightgbm: {
      api: 'lightgbm.gamma_deviance',
      formula: 'r = float32(y) / (p + eps); 2 * mean(r - log(r) - 1)',
      constants: { eps: 1e-9 },
      raises: ['true'],
      reduction: 'sum',
      note: 'The sum over samples, not the mean; adds 1e-9 to predictions. True values are rounded to float32.',
    },
    xgboost: {
      api: 'xgboost.gamma-deviance',
      formula: 'q = p + eps; t = y + eps; 2 * mean(log(q / t) + t / q - 1)',
      // A float32 in the source.
      constants: { eps: Math.fround(1e-6) },
      outside: 'adds 1e-6 to them',
      reduction: 'weighted-mean',
      note: 'Adds 1e-6 to predictions and true values. XGBoost computes in float32 whatever the dtype.',
    },
    exact: {
      api: 'gamma deviance',
      formula: `mean(${unit.exact})`,
      raises: ['true', 'pred'],
      note: 'Close values keep their digits.',
    },
  },
  references: [
    'P. McCullagh and J. A. Nelder, Generalized linear models, second edition, 1989, Chapman and Hall',
  ],
  example: { true: [[3], [1]], pred: [[2], [1]] },
});
