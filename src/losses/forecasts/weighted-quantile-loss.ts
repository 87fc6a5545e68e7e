import { defineLoss } from '../definition.ts';
import { pinballs, quantileExample, quantileInputs, quantiles } from '../shared/quantiles.ts';

/** Weighted quantile loss. Source: Y. Park and others, Learning quantile functions without quantile crossing, 2022. */
export const weightedQuantileLoss = defineLoss({
  name: 'weighted-quantile-loss',
  title: 'Weighted quantile loss',
  family: 'forecasts',
  aliases: ['wql'],
  summary: 'Twice the pinball losses of quantiles over the sum of the true values.',
  description:
    'What AutoGluon, GluonTS and Amazon Forecast rank forecasts by: twice the pinball loss of each quantile, summed over the ' +
    'whole input, over the sum of the absolute true values, and of that the mean over quantiles. It has no unit, so that ' +
    'sets of different sizes can be compared; large series dominate it. Of the median alone it is wmape without percent.',
  parameters: { quantiles },
  inputs: quantileInputs,
  conventions: {
    gluonts: {
      api: 'gluonts.ev.metrics.MeanWeightedSumQuantileLoss',
      formula: `loss = 2 * abs((y - p) * ((p >= y) - quantiles));
batch_sum(w * (w == 0 ? 0 : mean(loss))) / batch_sum(w * (w == 0 ? 0 : abs(y)))`,
      weighted: true,
      note: 'GluonTS itself knows no weights.',
    },
    exact: {
      api: 'weighted quantile loss',
      formula: `${pinballs}
batch_sum(w * (w == 0 ? 0 : 2 * mean(pinball))) / batch_sum(w * (w == 0 ? 0 : abs(y)))`,
      weighted: true,
      note: 'Weights of samples count in both sums.',
    },
  },
  references: [
    'Y. Park, D. Maddix, F.-X. Aubet, K. Kan, J. Gasthaus and Y. Wang, Learning quantile functions without quantile crossing for distribution-free time series forecasting, 2022, AISTATS 25',
    'GluonTS documentation, gluonts.ev.metrics',
  ],
  example: quantileExample,
});
