import { defineLoss } from '../definition.ts';

/** Expectile loss. Source: W. K. Newey and J. L. Powell, Asymmetric least squares, 1987. */
export const expectile = defineLoss({
  name: 'expectile',
  title: 'Expectile loss',
  family: 'regression',
  aliases: ['asymmetric-squared-error'],
  summary: 'The squared error, weighted differently above and below.',
  description:
    'To the mean what pinball is to the median: its minimum is an expectile of the targets, above the mean for an ' +
    'alpha above 0.5. It is smooth, and heeds how far beyond the prediction targets lie, not only how many do; ' +
    'outliers count as in mean-squared-error, of which it is half at 0.5.',
  parameters: {
    alpha: {
      kind: 'number',
      default: 0.5,
      min: 0,
      max: 1,
      help: 'the expectile to predict, from 0 to 1: the weight of predictions that are too low',
    },
  },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    exact: {
      api: 'expectile loss',
      formula: 'e = p - y; mean((e < 0 ? alpha : 1 - alpha) * e^2)',
    },
    catboost: {
      api: 'catboost.Expectile',
      formula: 'a = float32(alpha); e = p - float32(y); mean((e < 0 ? a : 1 - a) * e^2)',
      reduction: 'weighted-mean',
      note: 'alpha and true values are rounded to float32.',
    },
  },
  references: [
    'W. K. Newey and J. L. Powell, Asymmetric least squares estimation and testing, 1987, Econometrica 55',
  ],
  example: { true: [[3], [2]], pred: [[1], [3]] },
});
