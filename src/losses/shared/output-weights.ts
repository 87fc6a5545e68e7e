import type { VectorParameter } from '../definition.ts';

/** The parameter that weighs outputs in the mean of their losses: a list for scikit-learn's `multioutput`. */
export const outputWeights: VectorParameter = {
  kind: 'vector',
  default: 1,
  min: 0,
  normalised: true,
  only: ['sklearn'],
  help: 'weight of each output in the mean of their losses, one for each column',
};
