import { defineLoss } from '../definition.ts';
import { naiveError } from '../shared/training-scale.ts';

/** Overall weighted average. Source: S. Makridakis and others, The M4 competition, 2020. */
export const overallWeightedAverage = defineLoss({
  name: 'overall-weighted-average',
  title: 'Overall weighted average',
  family: 'forecasts',
  aliases: ['owa'],
  summary: 'The mean of smape and mase, each relative to that of a benchmark.',
  description:
    'What the M4 competition ranked forecasts by: the symmetric percentage error and the scaled error of the whole input, ' +
    'each divided by that of --benchmark, the forecasts of a benchmark (Naive 2 there), and the mean of both. Below 1 is ' +
    'better than the benchmark. --scale is as for mean-absolute-scaled-error.',
  parameters: {},
  inputs: {
    true: 'real',
    pred: 'real',
    benchmark: { domain: 'real', help: 'what the benchmark predicts' },
    scale: naiveError,
  },
  conventions: {
    exact: {
      api: 'overall weighted average',
      axis: 'entry',
      formula: `e = abs(p - y); b = abs(benchmark - y); s = abs(y) + abs(p); t = abs(y) + abs(benchmark);
percentage = batch_sum(w * mean(w == 0 || e == 0 ? 0 : e / s)) / batch_sum(w * mean(w == 0 || b == 0 ? 0 : b / t));
scaled = batch_sum(w * mean(w == 0 ? 0 : e / scale)) / batch_sum(w * mean(w == 0 ? 0 : b / scale));
(percentage + scaled) / 2`,
      weighted: true,
      note: 'Both errors are of all samples together, as in the competition.',
    },
  },
  references: [
    'S. Makridakis, E. Spiliotis and V. Assimakopoulos, The M4 Competition: 100,000 time series and 61 forecasting methods, 2020, International Journal of Forecasting 36',
  ],
  example: { true: [[3], [12]], pred: [[2], [15]], benchmark: [[1], [8]], scale: [2, 4] },
});
