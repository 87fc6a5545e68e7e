import { defineLoss } from '../definition.ts';
import { naiveSquaredError } from '../shared/training-scale.ts';

/** Root mean squared scaled error. Source: S. Makridakis and others, The M5 competition, 2022. */
export const rootMeanSquaredScaledError = defineLoss({
  name: 'root-mean-squared-scaled-error',
  title: 'Root mean squared scaled error',
  family: 'forecasts',
  aliases: ['rmsse'],
  summary: 'The root of the mean squared error in units of that of a naive forecast.',
  description:
    'root-mean-squared-error of errors over --scale, the root of the mean of (y[t] - y[t - 1])^2 over the training part of ' +
    'the series of each sample, which --train computes as M5 does: from the first value that is not 0. It is one root over the whole input: for the error of each series, as the M5 competition ' +
    'weighs them, have segments by series (--by). A constant series has a scale of 0, and no such error.',
  parameters: {},
  inputs: {
    true: 'real',
    pred: 'real',
    scale: naiveSquaredError,
  },
  conventions: {
    exact: {
      api: 'root mean squared scaled error',
      axis: 'entry',
      formula: 'e = w == 0 ? 0 : (p - y) / scale; batch_rms(e, w)',
      weighted: true,
      note: 'One root over all.',
    },
  },
  references: [
    'S. Makridakis, E. Spiliotis and V. Assimakopoulos, The M5 competition: Background, organization, and implementation, 2022, International Journal of Forecasting 38',
  ],
  example: { true: [[3], [12]], pred: [[2], [15]], scale: [2, 4] },
});
