import { defineLoss } from '../definition.ts';

/** Gamma negative log-likelihood. Source: P. McCullagh and J. A. Nelder, Generalized linear models, 1989. */
export const gammaNll = defineLoss({
  name: 'gamma-nll',
  title: 'Gamma negative log-likelihood',
  family: 'distributions',
  aliases: [],
  summary: 'The negative log-likelihood of positive targets under gamma distributions.',
  description:
    'For amounts above 0, as claims and durations, whose spread is in proportion to their size: with --concentration ' +
    'k the standard deviation is the mean over the root of k. What pred is differs: the mean here, the rate in ' +
    'PyTorch, the scale in SciPy (--predicts); the mean is k times the scale, or k over the rate. With one ' +
    'concentration for all, gamma-deviance ranks predictions alike. The gradient here is that by pred.',
  parameters: {
    predicts: {
      kind: 'choice',
      choices: ['mean', 'rate', 'scale'],
      default: 'mean',
      help: 'what predictions are: the mean, the rate or its inverse, the scale',
    },
  },
  inputs: {
    true: 'non-negative',
    pred: 'positive',
    concentration: { domain: 'positive', help: 'the shape k of the distribution of each element' },
  },
  conventions: {
    torch: {
      api: 'torch.distributions.Gamma',
      formula: `k = concentration; r = rate ? p : scale ? 1 / p : k / p;
mean(-(xlogy(k, r) + xlogy(k - 1, y) - r * y - lgamma(k)))`,
      defaults: { predicts: 'rate' },
      over: 'elements',
      raises: ['true', 'pred', 'concentration'],
      note: 'Predictions are rates unless --predicts says otherwise.',
    },
    scipy: {
      api: 'scipy.stats.gamma',
      formula: `k = concentration; s = rate ? 1 / p : scale ? p : p / k; x = y / s;
mean(log(s) + lgamma(k) + x - xlogy(k - 1, x))`,
      defaults: { predicts: 'scale' },
      over: 'elements',
      outside: { true: 'returns Infinity', pred: 'returns NaN', concentration: 'returns NaN' },
      note: 'Predictions are scales unless --predicts says otherwise; the concentration is the parameter a.',
    },
    exact: {
      api: 'gamma negative log-likelihood',
      // By what lgamma is beyond Stirling's approximation: of a large concentration the digits would cancel.
      formula: `k = concentration; m = rate ? k / p : scale ? k * p : p;
f = k * kl_div(m, y) / m + log(y) + log(2 * pi) / 2 - log(k) / 2 + stirling(k);
none = k == 1 ? log(m) : (k - 1) * inf;
slope = k * (m - y) / m^2;
mean(with_derivative(y == 0 ? none : f, m, slope))`,
      constants: { pi: Math.PI },
      raises: ['true', 'pred', 'concentration'],
      note: 'A true value of 0 costs Infinity where k is above 1, and -Infinity below.',
    },
  },
  references: [
    'P. McCullagh and J. A. Nelder, Generalized linear models, second edition, 1989, Chapman and Hall',
    'PyTorch documentation, torch.distributions',
  ],
  example: { true: [[3], [1]], pred: [[2], [1]], concentration: [[2], [4]] },
});
