import type { InputDefinition } from '../definition.ts';

/** The error of the naive forecast in training, by which errors are scaled. */
export const naiveError = {
  domain: 'non-negative',
  shape: 'sample',
  ofTraining: 'absolute',
  help: 'the mean absolute error of the naive forecast in training, of the series of each sample',
} as const satisfies InputDefinition;

/** The same of squared errors. */
export const naiveSquaredError = {
  domain: 'non-negative',
  shape: 'sample',
  ofTraining: 'squared',
  help: 'the root mean squared error of the naive forecast in training, of the series of each sample',
} as const satisfies InputDefinition;
