import { defineLoss } from '../definition.ts';

/** Coverage of prediction intervals. Source: P. F. Christoffersen, Evaluating interval forecasts, 1998. */
export const coverage = defineLoss({
  name: 'coverage',
  title: 'Coverage',
  family: 'forecasts',
  aliases: ['interval-coverage', 'picp'],
  summary: 'The share of true values inside predicted intervals.',
  description:
    'What of the true values lies between pred, the upper bound, and --lower, the lower one, both included; without a ' +
    'lower bound, the share up to pred, as GluonTS has it of a quantile. It should be near the level of the intervals, or ' +
    'the quantile: larger is no better than that, since wide intervals cover everything. interval-score weighs the width ' +
    'as well.',
  parameters: {},
  inputs: {
    true: 'real',
    pred: { domain: 'real', help: 'the upper bounds' },
    lower: { domain: 'real', otherwise: -Infinity, help: 'the lower bounds' },
  },
  conventions: {
    gluonts: {
      api: 'gluonts.ev.metrics.Coverage',
      formula: 'mean(y >= lower && y <= p)',
      over: 'elements',
      better: 'larger',
      note: 'GluonTS itself has no lower bound.',
    },
    exact: {
      api: 'coverage',
      formula: 'mean(y >= lower && y <= p)',
      better: 'larger',
      note: 'A bound counts as inside.',
    },
  },
  references: [
    'P. F. Christoffersen, Evaluating interval forecasts, 1998, International Economic Review 39',
  ],
  example: { true: [[1], [4]], pred: [[2], [3.5]], lower: [[0.5], [1]] },
});
