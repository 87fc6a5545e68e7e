import { defineLoss } from '../definition.ts';
import { naiveError } from '../shared/training-scale.ts';

/** Mean absolute scaled error. Source: R. J. Hyndman and A. B. Koehler, 2006. */
export const meanAbsoluteScaledError = defineLoss({
  name: 'mean-absolute-scaled-error',
  title: 'Mean absolute scaled error',
  family: 'forecasts',
  aliases: ['mase'],
  summary: 'The absolute error in units of that of a naive forecast.',
  description:
    'Below 1 where a forecast is better than repeating the last value, or that of a season before, was on average in the ' +
    'training data: --scale is that naive error, the mean of |y[t] - y[t - m]| over the training part of the series of each ' +
    'sample, which --train computes of the series themselves. It has no unit, so that series of different sizes can be averaged. A constant series has a scale of 0, and no ' +
    'such error.',
  parameters: {},
  inputs: {
    true: 'real',
    pred: 'real',
    scale: naiveError,
  },
  conventions: {
    gluonts: {
      api: 'gluonts.ev.metrics.MASE',
      formula: 'mean(abs(y - p) / scale)',
      over: 'elements',
      note: 'Its seasonal_error is the scale here.',
    },
    exact: { api: 'mean absolute scaled error', formula: 'mean(abs(p - y) / scale)' },
  },
  references: [
    'R. J. Hyndman and A. B. Koehler, Another look at measures of forecast accuracy, 2006, International Journal of Forecasting 22',
  ],
  example: { true: [[3], [12]], pred: [[2], [15]], scale: [2, 4] },
});
