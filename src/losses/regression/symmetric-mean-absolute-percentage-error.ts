import { defineLoss } from '../definition.ts';

/** Symmetric mean absolute percentage error. Source: S. Makridakis, Accuracy measures, 1993. */
export const symmetricMeanAbsolutePercentageError = defineLoss({
  name: 'symmetric-mean-absolute-percentage-error',
  title: 'Symmetric mean absolute percentage error',
  family: 'regression',
  aliases: ['smape', 'smape-m4'],
  summary: 'Absolute errors relative to the mean size of true value and prediction.',
  description:
    'In percent, from 0 to 200: the absolute error over the mean of |y| and |p|. It was made to treat forecasts above ' +
    'and below alike, which it does as a ratio, yet one that is too low costs more than one as much too high. ' +
    'Whatever is predicted for a true value of 0 costs 200, and 0 for 0 costs nothing. It is what the M4 competition calls sMAPE. Other definitions go without ' +
    'the factor of 2 (0 to 100) or without percent (0 to 2).',
  parameters: {},
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    exact: {
      api: 'symmetric mean absolute percentage error',
      // The slope without the difference of two that cancel where one number is far larger than the other.
      formula: `s = abs(y) + abs(p);
d = s == 0 ? 1 : s;
200 * mean(with_derivative(abs(p - y) / d, p, sign(p - y) * (abs(y) + sign(p) * y) / d / d))`,
      note: 'In percent, from 0 to 200.',
    },
    torchmetrics: {
      api: 'torchmetrics.functional.symmetric_mean_absolute_percentage_error',
      formula: 'mean(2 * (abs(p - y) / clip(abs(y) + abs(p), eps, inf)))',
      constants: { eps: 1.17e-6 },
      over: 'elements',
      note: 'From 0 to 2; sums of sizes below 1.17e-6 count as that.',
    },
    catboost: {
      api: 'catboost.SMAPE',
      formula: 't = float32(y); s = abs(t) + abs(p); 200 * mean(s == 0 ? 0 : abs(p - t) / s)',
      reduction: 'weighted-mean',
      note: 'In percent, from 0 to 200. True values are rounded to float32.',
    },
    gluonts: {
      api: 'gluonts.ev.metrics.SMAPE',
      formula: 'mean(2 * abs(y - p) / (abs(y) + abs(p)))',
      over: 'elements',
      note: 'From 0 to 2; NaN where true value and prediction are both 0.',
    },
  },
  references: [
    'S. Makridakis, Accuracy measures: theoretical and practical concerns, 1993, International Journal of Forecasting 9',
  ],
  example: { true: [[1], [2]], pred: [[2], [2]] },
});
