import { defineLoss } from '../definition.ts';

/** Exponential negative log-likelihood, that of a gamma distribution of shape 1. Source: P. McCullagh and J. A. Nelder, Generalized linear models, 1989. */
export const exponentialNll = defineLoss({
  name: 'exponential-nll',
  title: 'Exponential negative log-likelihood',
  family: 'regression',
  aliases: ['gamma-nloglik'],
  summary: 'The negative log-likelihood of amounts under exponential distributions.',
  description:
    'For amounts that are always above 0 and spread in proportion to their size; the prediction is the expected ' +
    'amount. The exponential distribution is the gamma distribution of shape 1, which gradient boosting libraries ' +
    'take; another shape would only scale what the prediction can change (gamma-nll has it). A perfect prediction ' +
    'does not cost 0 and the loss can be negative; gamma-deviance is 0 there.',
  parameters: {},
  inputs: { true: 'positive', pred: 'positive' },
  conventions: {
    exact: {
      api: 'exponential negative log-likelihood',
      formula: 'mean(y / p + log(p))',
      raises: ['true', 'pred'],
    },
    lightgbm: {
      api: 'lightgbm.gamma',
      // The logarithm of the true value cancels but for the rounding of one of the two to float32.
      formula: 't = float32(y); mean(t / p - log(1 / p) - (log(t) - float32(log(t))))',
      reduction: 'weighted-mean',
      raises: ['true'],
      note: 'True values and their logarithms are rounded to float32.',
    },
    xgboost: {
      api: 'xgboost.gamma-nloglik',
      formula: 't = -1 / max(p, eps); mean(-(y * t + log(-t)))',
      // A float32 in the source.
      constants: { eps: Math.fround(1e-6) },
      outside: 'lifts predictions to 1e-6 and takes true values as they are',
      reduction: 'weighted-mean',
      note: 'Lifts predictions below 1e-6 to that. XGBoost computes in float32 whatever the dtype.',
    },
  },
  references: [
    'P. McCullagh and J. A. Nelder, Generalized linear models, second edition, 1989, Chapman and Hall',
  ],
  example: { true: [[3], [1]], pred: [[2], [1]] },
});
