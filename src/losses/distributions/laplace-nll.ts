import { defineLoss } from '../definition.ts';

/** Laplace negative log-likelihood. Source: P.-S. de Laplace, 1774; PyTorch's and SciPy's distributions. */
export const laplaceNll = defineLoss({
  name: 'laplace-nll',
  title: 'Laplace negative log-likelihood',
  family: 'distributions',
  aliases: [],
  summary: 'The negative log-likelihood of targets under Laplace distributions.',
  description:
    'For models that predict how uncertain they are, of targets with more large errors than a normal distribution has: ' +
    'pred is the center and --scale the mean absolute deviation of every element. With one scale for all it is ' +
    'mean-absolute-error but for a factor and a constant. It can be negative, and falls without limit as the scale of ' +
    'a perfect prediction goes to 0. The gradient here is that by the center.',
  parameters: {},
  inputs: {
    true: 'real',
    pred: 'real',
    scale: {
      domain: 'positive',
      help: 'the predicted scale of each element, its mean absolute deviation',
    },
  },
  conventions: {
    torch: {
      api: 'torch.distributions.Laplace',
      formula: 'mean(log(2 * scale) + abs(y - p) / scale)',
      over: 'elements',
      raises: ['scale'],
    },
    scipy: {
      api: 'scipy.stats.laplace',
      formula: 'd = exp(-abs((y - p) / scale)) / 2; mean(log(scale) - log(d))',
      over: 'elements',
      outside: { scale: 'returns NaN' },
      note: 'Takes the logarithm of the density, which is 0 from some 745 scales on: that costs Infinity.',
    },
    exact: {
      api: 'Laplace negative log-likelihood',
      formula: 'mean(log(2) + log(scale) + abs(y - p) / scale)',
      raises: ['scale'],
    },
  },
  references: [
    'P.-S. de Laplace, Mémoire sur la probabilité des causes par les événements, 1774',
    'PyTorch documentation, torch.distributions',
  ],
  example: { true: [[1], [2]], pred: [[1.5], [2]], scale: [[0.5], [1]] },
});
