import type { InputDefinitions, VectorParameter } from '../definition.ts';

/** The quantiles that the columns of pred are. */
export const quantiles = {
  kind: 'vector',
  default: [0.1, 0.5, 0.9],
  min: 0,
  max: 1,
  ofColumns: true,
  help: 'the quantiles that the columns of pred are, from 0 to 1, where their names (q0.1, p90) do not say it',
} as const satisfies VectorParameter;

/** A true value of each sample, and a row of its predicted quantiles. */
export const quantileInputs = {
  true: { domain: 'real', shape: 'sample' },
  pred: { domain: 'real', help: 'a column for each quantile' },
} as const satisfies InputDefinitions;

/** The pinball loss of each quantile. */
export const pinballs = 'e = y - p; pinball = max(quantiles * e, (quantiles - 1) * e);';

/** Three quantiles of two samples. */
export const quantileExample = {
  true: [3, 2],
  pred: [
    [1, 2, 4],
    [1.5, 2, 2.5],
  ],
} as const;
