import { defineLoss } from '../definition.ts';

const likelihood = (twice: string): string => `mean((${twice}) / 2 + (full ? log(2 * pi) / 2 : 0))`;

/** Gaussian negative log-likelihood. Source: D. A. Nix and A. S. Weigend, 1994. */
export const gaussianNll = defineLoss({
  name: 'gaussian-nll',
  title: 'Gaussian negative log-likelihood',
  family: 'regression',
  aliases: [],
  summary: 'The negative log-likelihood of targets under a predicted mean and variance.',
  description:
    'For models that predict how uncertain they are: pred is the mean and --variance the variance (the squared ' +
    'standard deviation) of every element. A variance too small for the error is punished, and so is one too large. ' +
    'It can be negative, and falls without limit as the variance of a perfect prediction goes to 0. The gradient ' +
    'here is that by the mean.',
  parameters: {
    full: {
      kind: 'flag',
      help: 'adds the constant log(2 pi) / 2 of the likelihood',
    },
  },
  inputs: {
    true: 'real',
    pred: 'real',
    variance: { domain: 'non-negative', help: 'the predicted variance of each element' },
  },
  conventions: {
    torch: {
      api: 'torch.nn.GaussianNLLLoss',
      formula: `v = clip(variance, eps, inf); ${likelihood('log(v) + (p - y)^2 / v')}`,
      constants: { eps: 1e-6, pi: Math.PI },
      over: 'elements',
      raises: ['variance'],
      note: 'Lifts variances below 1e-6 to that.',
    },
    exact: {
      api: 'Gaussian negative log-likelihood',
      // The logarithm of a variance of 0 is -Infinity, and would make NaN of an infinite quotient.
      formula: `q = (p - y)^2 / variance; ${likelihood('q == inf ? q : log(variance) + q')}`,
      constants: { pi: Math.PI },
      raises: ['variance'],
      note: 'No epsilon: a variance of 0 costs Infinity where there is an error, and is NaN where there is none.',
    },
  },
  references: [
    'D. A. Nix and A. S. Weigend, Estimating the mean and variance of the target probability distribution, 1994, IEEE International Conference on Neural Networks',
  ],
  example: { true: [[1], [2]], pred: [[1.5], [2]], variance: [[0.25], [1]] },
});
