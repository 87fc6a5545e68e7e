import { defineLoss } from '../definition.ts';

/** CRPS of normal distributions. Source: T. Gneiting, A. E. Raftery and others, Calibrated probabilistic forecasting, 2005. */
export const crpsGaussian = defineLoss({
  name: 'crps-gaussian',
  title: 'CRPS of normal distributions',
  family: 'forecasts',
  aliases: ['crps-normal'],
  summary: 'The continuous ranked probability score of a predicted mean and standard deviation.',
  description:
    'How far a predicted distribution is from what came true, in the unit of the data: mean-absolute-error made ready for ' +
    'forecasts that say how uncertain they are. Unlike gaussian-nll, which takes a variance, it grows with the size of ' +
    'an error and not with its square, and a small standard deviation with a large error costs no more than the error. ' +
    'With a standard deviation of 0 it is the absolute error. The gradient here is that by the mean.',
  parameters: {},
  inputs: {
    true: 'real',
    pred: 'real',
    scale: { domain: 'non-negative', help: 'the predicted standard deviation of each element' },
  },
  conventions: {
    scoringrules: {
      api: 'scoringrules.crps_normal',
      formula: `z = (y - p) / scale; cdf = (1 + erf(z / sqrt(2))) / 2; pdf = 1 / sqrt(2 * pi) * exp(-z^2 / 2);
mean(scale * (z * (2 * cdf - 1) + 2 * pdf - 1 / sqrt(pi)))`,
      constants: { pi: Math.PI },
      over: 'elements',
      outside: 'computes with them, and returns a number that means nothing',
      note: 'A standard deviation of 0 gives NaN.',
    },
    exact: {
      api: 'CRPS of normal distributions',
      formula: `e = y - p; z = e / scale; inside = erf(z / sqrt(2));
f = e * inside + scale * ((sqrt(2) - 1) / sqrt(pi) + sqrt(2 / pi) * expm1(-z^2 / 2));
mean(with_derivative(scale == 0 ? abs(e) : f, p, scale == 0 ? sign(p - y) : -inside))`,
      constants: { pi: Math.PI },
      raises: ['scale'],
    },
  },
  references: [
    'T. Gneiting, A. E. Raftery, A. H. Westveld and T. Goldman, Calibrated probabilistic forecasting using ensemble model output statistics and minimum CRPS estimation, 2005, Monthly Weather Review 133',
  ],
  example: { true: [[1], [2]], pred: [[1.5], [2]], scale: [[0.5], [1]] },
});
