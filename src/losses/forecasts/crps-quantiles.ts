import { defineLoss } from '../definition.ts';
import { pinballs, quantileExample, quantileInputs, quantiles } from '../shared/quantiles.ts';

/** CRPS by quantiles. Source: F. Laio and S. Tamea, Verification tools for probabilistic forecasts, 2007. */
export const crpsQuantiles = defineLoss({
  name: 'crps-quantiles',
  title: 'CRPS by quantiles',
  family: 'forecasts',
  aliases: [],
  summary: 'Twice the mean pinball loss of quantiles, which comes near the CRPS.',
  description:
    'The continuous ranked probability score of a forecast of which some quantiles are known: twice the mean of their pinball ' +
    'losses. It comes near the score where the quantiles are many and evenly spread, as 0.05, 0.15 up to 0.95; of a few ' +
    'it is a number of its own. --quantiles names the quantile of each column of pred.',
  parameters: { quantiles },
  inputs: quantileInputs,
  conventions: {
    scoringrules: {
      api: 'scoringrules.crps_quantile',
      formula: `below = (p <= y) * quantiles * (y - p); above = (p > y) * (1 - quantiles) * (p - y);
2 * mean(below + above)`,
    },
    exact: { api: 'CRPS by quantiles', formula: `${pinballs} 2 * mean(pinball)` },
  },
  references: [
    'F. Laio and S. Tamea, Verification tools for probabilistic forecasts of continuous hydrological variables, 2007, Hydrology and Earth System Sciences 11',
  ],
  example: quantileExample,
});
