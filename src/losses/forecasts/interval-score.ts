import { defineLoss } from '../definition.ts';

const formula = `alpha = 1 - level; below = y < p; above = y > upper;
mean(upper - p + (below ? 2 / alpha * (p - y) : 0) + (above ? 2 / alpha * (y - upper) : 0))`;

/** Interval score. Source: R. L. Winkler, 1972; T. Gneiting and A. E. Raftery, Strictly proper scoring rules, 2007. */
export const intervalScore = defineLoss({
  name: 'interval-score',
  title: 'Interval score',
  family: 'forecasts',
  aliases: ['winkler', 'winkler-score', 'mean-interval-score'],
  summary: 'The width of predicted intervals, and a penalty for true values outside.',
  description:
    'Of a prediction interval, with pred the lower bound and --upper the upper one: its width, plus how far the true value ' +
    'is outside, times 2 over what --level leaves out. Best on average are the quantiles that leave half of that on each ' +
    'side, 0.05 and 0.95 for a level of 0.9. It is the sum of the pinball losses of both by their share. Bounds that are ' +
    'swapped are not noticed. The gradient here is that by the lower bound.',
  parameters: {
    level: {
      kind: 'number',
      default: 0.9,
      above: 0,
      below: 1,
      help: 'the share of true values that belong inside the intervals',
    },
  },
  inputs: {
    true: 'real',
    pred: { domain: 'real', help: 'the lower bounds' },
    upper: { domain: 'real', help: 'the upper bounds' },
  },
  conventions: {
    scoringrules: {
      api: 'scoringrules.interval_score',
      formula,
      over: 'elements',
      note: 'Its alpha is 1 less the level.',
    },
    exact: { api: 'interval score', formula },
  },
  references: [
    'R. L. Winkler, A decision-theoretic approach to interval estimation, 1972, Journal of the American Statistical Association 67',
    'T. Gneiting and A. E. Raftery, Strictly proper scoring rules, prediction, and estimation, 2007, Journal of the American Statistical Association 102',
  ],
  example: { true: [[1], [4]], pred: [[0.5], [1]], upper: [[2], [3.5]] },
});
