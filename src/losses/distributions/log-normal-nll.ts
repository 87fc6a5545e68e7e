import { defineLoss } from '../definition.ts';

/** Log-normal negative log-likelihood. Source: J. Aitchison and J. A. C. Brown, The lognormal distribution, 1957. */
export const logNormalNll = defineLoss({
  name: 'log-normal-nll',
  title: 'Log-normal negative log-likelihood',
  family: 'distributions',
  aliases: ['lognormal-nll'],
  summary: 'The negative log-likelihood of positive targets whose logarithms are normal.',
  description:
    'For amounts above 0 with a long tail, as incomes and durations: pred is the mean and --scale the standard ' +
    'deviation of the logarithm of every element, so that exp(pred) is the median and no mean. It is gaussian-nll of ' +
    'the logarithms with --full, plus their mean, which no prediction changes. The gradient here is that by pred.',
  parameters: {},
  inputs: {
    true: 'positive',
    pred: 'real',
    scale: { domain: 'positive', help: 'the standard deviation of the logarithm of each element' },
  },
  conventions: {
    torch: {
      api: 'torch.distributions.LogNormal',
      formula: `x = log(y); mean((x - p)^2 / (2 * scale^2) + log(scale) + log(sqrt(2 * pi)) + x)`,
      constants: { pi: Math.PI },
      over: 'elements',
      raises: ['true', 'scale'],
    },
    scipy: {
      api: 'scipy.stats.lognorm',
      formula: `m = exp(p); x = y / m;
mean(log(m) + (x > 0 ? log(x)^2 / (2 * scale^2) + log(scale * x * sqrt(2 * pi)) : inf))`,
      constants: { pi: Math.PI },
      over: 'elements',
      outside: { true: 'returns Infinity', scale: 'returns NaN' },
      note: 'Its scale is exp(pred), which overflows from 709 on, and its s the --scale here.',
    },
    exact: {
      api: 'log-normal negative log-likelihood',
      formula: `x = log(y); mean(((x - p) / scale)^2 / 2 + log(scale) + log(2 * pi) / 2 + x)`,
      constants: { pi: Math.PI },
      raises: ['true', 'scale'],
    },
  },
  references: [
    'J. Aitchison and J. A. C. Brown, The lognormal distribution, 1957, Cambridge University Press',
    'PyTorch documentation, torch.distributions',
  ],
  example: { true: [[3], [1]], pred: [[1], [0.5]], scale: [[0.5], [1]] },
});
