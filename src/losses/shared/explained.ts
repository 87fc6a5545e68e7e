import type { ChoiceParameter, VectorParameter } from '../definition.ts';
import { outputWeights as weights } from './output-weights.ts';

/** How the scores of several outputs become one. */
export const multioutput: ChoiceParameter = {
  kind: 'choice',
  choices: ['uniform-average', 'variance-weighted'],
  default: 'uniform-average',
  help: 'of several outputs: the mean of their scores, or that by the variances of the true values',
};

/** Formula text: the scores `s` of outputs as one, by `b` where they are weighted by variances. */
export const averaged = averagedBy('mean(s)');

/** The same of scikit-learn, where outputs may have weights. */
export const averagedByOutput = averagedBy('mean(output_weights * s)');

function averagedBy(mean: string): string {
  return `variance_weighted ? (sum(b) == 0 ? mean(s) : sum(b * s) / sum(b)) : ${mean}`;
}

/** The weights of outputs, where these are not weighted by their variances. */
export const outputWeights: VectorParameter = { ...weights, excludes: 'multioutput' };

/** Formula text: scikit-learn's scores `s` of outputs, of which `a` of `b` is not explained. */
export const forcedFinite = 's = force_finite ? (a == 0 ? 1 : b == 0 ? 0 : 1 - a / b) : 1 - a / b;';

/** Formula text: the machine epsilon of the dtype that is computed in. */
export const machineEpsilon = 'm = 1 + 2^-52 == 1 ? 2^-23 : 2^-52;';

export const outputsNote =
  'of several outputs it is the mean of theirs, and --per output gives each';

/** Three outputs of a few samples, whose true values and predictions scatter. */
export const outputsExample = {
  true: [
    [3, -0.5, 2],
    [7, 1, 4],
    [0, 2, 6],
  ],
  pred: [
    [2.5, 0, 2],
    [8, 1.5, 3],
    [1, 2, 5],
  ],
};
