import type { FlagParameter } from '../definition.ts';

export const zeroMean: FlagParameter = {
  kind: 'flag',
  help: 'take the mean of each signal from it first',
};

/** Formula text: the true signal `a` and the predicted `b`, in a row each. */
export const signals = 'a = zero_mean ? y - mean(y) : y; b = zero_mean ? p - mean(p) : p;';
