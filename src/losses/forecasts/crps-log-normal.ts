import { defineLoss } from '../definition.ts';

/** CRPS of log-normal distributions. Source: S. Baran and S. Lerch, Log-normal distribution based EMOS models, 2015. */
export const crpsLogNormal = defineLoss({
  name: 'crps-log-normal',
  title: 'CRPS of log-normal distributions',
  family: 'forecasts',
  aliases: [],
  summary:
    'The continuous ranked probability score of positive values whose logarithms are normal.',
  description:
    'As crps-gaussian, for amounts that are never negative and have a long tail, as wind speeds and demand: pred is the ' +
    'mean and --scale the standard deviation of the logarithm, as for log-normal-nll, so that exp(pred) is the median. The ' +
    'score itself is in the unit of the data and no logarithm; with a scale of 0 it is the absolute error of exp(pred). The ' +
    'gradient here is that by pred.',
  parameters: {},
  inputs: {
    true: 'non-negative',
    pred: 'real',
    scale: {
      domain: 'non-negative',
      help: 'the predicted standard deviation of the logarithm of each element',
    },
  },
  conventions: {
    scoringrules: {
      api: 'scoringrules.crps_lognormal',
      formula: `z = (log(y) - p) / scale; cdf = (1 + erf(z / sqrt(2))) / 2;
shifted = (1 + erf((z - scale) / sqrt(2))) / 2; own = (1 + erf(scale / sqrt(2) / sqrt(2))) / 2;
mean(y * (2 * cdf - 1) - 2 * exp(p + scale^2 / 2) * (shifted + own - 1))`,
      over: 'elements',
      outside:
        'returns NaN for true values, and for scales computes with them and returns a number that means nothing',
      note: 'A scale of 0 gives NaN where the true value is the median.',
    },
    // Of two forms the one in which less cancels. The slope by z is 0.
    exact: {
      api: 'CRPS of log-normal distributions',
      formula: `z = (log(y) - p) / scale; m = exp(p + scale^2 / 2); point = exp(p);
share = scale < 1 ? erf((z - scale) / sqrt(2)) + erf(scale / 2) : 2 * ndtr(z - scale) - erfc(scale / 2);
f = y * erf(z / sqrt(2)) - m * share;
mean(scale == 0 ? abs(y - point) : with_derivative(f, p, -m * share))`,
      raises: ['true', 'scale'],
    },
  },
  references: [
    'S. Baran and S. Lerch, Log-normal distribution based Ensemble Model Output Statistics models for probabilistic wind-speed forecasting, 2015, Quarterly Journal of the Royal Meteorological Society 141',
  ],
  example: { true: [[3], [1]], pred: [[1], [0.5]], scale: [[0.5], [1]] },
});
