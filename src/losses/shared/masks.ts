import type { FlagParameter } from '../definition.ts';

/** The parameter by which an overlap is measured in each sample by itself. */
export const samplewise: FlagParameter = {
  kind: 'flag',
  impliedBy: 'axis',
  help: 'one loss for each entry of the first axis, not one for all',
};

/** Two masks of two samples, and predictions of them. */
export const masksExample = {
  true: [
    [0, 1, 1],
    [0, 0, 1],
  ],
  pred: [
    [0.1, 0.8, 0.9],
    [0.2, 0.1, 0.6],
  ],
};
