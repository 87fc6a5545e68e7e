import { defineLoss } from '../definition.ts';

/** CRPS of Laplace distributions. Source: A. Jordan, F. Krüger and S. Lerch, Evaluating probabilistic forecasts, 2019. */
export const crpsLaplace = defineLoss({
  name: 'crps-laplace',
  title: 'CRPS of Laplace distributions',
  family: 'forecasts',
  aliases: [],
  summary: 'The continuous ranked probability score of a predicted center and Laplace scale.',
  description:
    'As crps-gaussian, for distributions with a sharper peak and longer tails: pred is the center and --scale the mean ' +
    'absolute deviation. In the unit of the data; with a scale of 0 it is the absolute error. The gradient here is that ' +
    'by the center.',
  parameters: {},
  inputs: {
    true: 'real',
    pred: 'real',
    scale: {
      domain: 'non-negative',
      help: 'the predicted scale of each element, its mean absolute deviation',
    },
  },
  conventions: {
    scoringrules: {
      api: 'scoringrules.crps_laplace',
      formula: 'a = abs((y - p) / scale); mean(scale * (a + exp(-a) - 3 / 4))',
      over: 'elements',
      outside: 'computes with them, and returns a number that means nothing',
      note: 'A scale of 0 gives NaN.',
    },
    exact: {
      api: 'CRPS of Laplace distributions',
      formula: `e = abs(p - y); a = e / scale; f = e + scale * (exp(-a) - 3 / 4);
mean(with_derivative(scale == 0 ? e : f, p, sign(p - y) * (scale == 0 ? 1 : -expm1(-a))))`,
      raises: ['scale'],
    },
  },
  references: [
    'A. Jordan, F. Krüger and S. Lerch, Evaluating probabilistic forecasts with scoringRules, 2019, Journal of Statistical Software 90',
  ],
  example: { true: [[1], [2]], pred: [[1.5], [2]], scale: [[0.5], [1]] },
});
