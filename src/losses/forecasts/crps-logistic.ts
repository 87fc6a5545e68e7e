import { defineLoss } from '../definition.ts';

/** CRPS of logistic distributions. Source: A. Jordan, F. Krüger and S. Lerch, Evaluating probabilistic forecasts, 2019. */
export const crpsLogistic = defineLoss({
  name: 'crps-logistic',
  title: 'CRPS of logistic distributions',
  family: 'forecasts',
  aliases: [],
  summary: 'The continuous ranked probability score of a predicted center and logistic scale.',
  description:
    'As crps-gaussian, for distributions with somewhat longer tails: pred is the center and --scale the scale, which ' +
    'is the standard deviation times the root of 3 over pi. In the unit of the data; with a scale of 0 it is the absolute ' +
    'error. The gradient here is that by the center.',
  parameters: {},
  inputs: {
    true: 'real',
    pred: 'real',
    scale: { domain: 'non-negative', help: 'the predicted scale of each element' },
  },
  conventions: {
    scoringrules: {
      api: 'scoringrules.crps_logistic',
      formula: 'z = (y - p) / scale; mean(scale * (z - 2 * log(1 / (1 + exp(-z))) - 1))',
      over: 'elements',
      outside: 'computes with them, and returns a number that means nothing',
      note: 'A scale of 0 gives NaN, and an error of -710 scales or less (-89 in float32) Infinity.',
    },
    exact: {
      api: 'CRPS of logistic distributions',
      formula: `e = abs(p - y); a = e / scale; f = e + scale * (2 * log1p(exp(-a)) - 1);
mean(with_derivative(scale == 0 ? e : f, p, sign(p - y) * (scale == 0 ? 1 : tanh(a / 2))))`,
      raises: ['scale'],
    },
  },
  references: [
    'A. Jordan, F. Krüger and S. Lerch, Evaluating probabilistic forecasts with scoringRules, 2019, Journal of Statistical Software 90',
  ],
  example: { true: [[1], [2]], pred: [[1.5], [2]], scale: [[0.5], [1]] },
});
