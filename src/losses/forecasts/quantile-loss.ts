import { defineLoss } from '../definition.ts';
import { pinballs, quantileExample, quantileInputs, quantiles } from '../shared/quantiles.ts';

/** Quantile loss of several quantiles. Source: R. Koenker and G. Bassett, Regression quantiles, 1978. */
export const quantileLoss = defineLoss({
  name: 'quantile-loss',
  title: 'Quantile loss',
  family: 'forecasts',
  aliases: ['multi-quantile', 'quantile-score'],
  summary: 'The mean of the pinball losses of several quantiles of a sample.',
  description:
    'For forecasts of several quantiles at once, as models with a column for each have them: the mean of the pinball losses ' +
    'of all. --quantiles names the quantile of each column of pred; pinball is the same for one. Some libraries have twice ' +
    'of it (crps-quantiles), or divide by the size of the true values (weighted-quantile-loss). Quantiles that cross are ' +
    'not noticed.',
  parameters: { quantiles },
  inputs: quantileInputs,
  conventions: {
    scoringrules: {
      api: 'scoringrules.quantile_score',
      formula: 'mean(((y < p) - quantiles) * (p - y))',
      over: 'elements',
      note: 'scoringrules itself averages nothing.',
    },
    exact: { api: 'quantile loss', formula: `${pinballs} mean(pinball)` },
  },
  references: ['R. Koenker and G. Bassett, Regression quantiles, 1978, Econometrica 46'],
  example: quantileExample,
});
