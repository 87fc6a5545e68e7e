import { defineLoss } from '../definition.ts';

/**
 * The frameworks' difference of mean distances, of which those between members come of their ranks. By ranks of both orders
 * equal members have the same slope, which is that of these distances.
 */
const distances = (m: string): string => `m = ${m}; spread = (p - min(p)) * (rank(p) - rank(-p));
mean(abs(p - y)) - sum(spread) / (n * m)`;

const MEMBERS = 'fair ? n - 1 : n';

/** CRPS of ensembles. Source: T. Gneiting and A. E. Raftery, Strictly proper scoring rules, 2007; C. A. T. Ferro, 2014. */
export const crpsEnsemble = defineLoss({
  name: 'crps-ensemble',
  title: 'CRPS of ensembles',
  family: 'forecasts',
  aliases: ['ensemble-crps', 'crps-samples'],
  summary: 'The continuous ranked probability score of the members of an ensemble, or of samples.',
  description:
    'For forecasts that are several possible values of one thing, a column for each: runs of a model, or samples of a ' +
    'distribution. It is the mean distance of the members from what came true, less half their mean distance from each ' +
    'other, in the unit of the data; of one member it is the absolute error. With few members it is too large, as their ' +
    'distances from themselves count as well: --estimator fair leaves these out, and so compares ensembles of different sizes ' +
    'and the distributions that members were drawn from. The order of the members does not matter.',
  parameters: {
    estimator: {
      kind: 'choice',
      choices: ['nrg', 'fair'],
      default: 'nrg',
      only: ['scoringrules', 'exact'],
      help: 'nrg takes the members for the distribution, fair for samples of it, and needs two',
    },
  },
  inputs: {
    true: { domain: 'real', shape: 'sample' },
    pred: { domain: 'real', help: 'a column for each member' },
  },
  conventions: {
    // The one framework that has the fair score as well.
    scoringrules: {
      api: 'scoringrules.crps_ensemble',
      formula: distances(MEMBERS),
      note: 'Its estimators qd, the default, and int have the value of nrg, and pwm that of fair; akr and akr_circperm are others.',
    },
    torchmetrics: {
      api: 'torchmetrics.functional.regression.continuous_ranked_probability_score',
      formula: distances('n'),
      note: 'It refuses a single member.',
    },
    properscoring: {
      api: 'properscoring.crps_ensemble',
      formula: `here = p == p; m = sum(here); low = min(here ? p : inf);
spread = here ? (p - low) * (rank(p) - rank(here ? -p : inf)) : 0;
sum(here ? abs(p - y) : 0) / m - sum(spread) / m^2`,
      passesNaN: true,
      note: 'Members that are NaN are left out, and the others are the ensemble.',
    },
    // A sum of pinball losses, whose quantiles are where members come among the others: no digits cancel.
    exact: {
      api: 'CRPS of ensembles',
      formula: `m = ${MEMBERS}; d = rank(-p) - rank(p); e = p - y;
mean(max((d + m) / m * e, (d - m) / m * e))`,
    },
  },
  references: [
    'T. Gneiting and A. E. Raftery, Strictly proper scoring rules, prediction, and estimation, 2007, Journal of the American Statistical Association 102',
    'C. A. T. Ferro, Fair scores for ensemble forecasts, 2014, Quarterly Journal of the Royal Meteorological Society 140',
  ],
  example: {
    true: [3, 2],
    pred: [
      [1, 2, 4],
      [1.5, 2, 2.5],
    ],
  },
});
