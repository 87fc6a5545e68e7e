import type { FlagParameter } from '../definition.ts';

/** The parameter by which an overlap is measured in each sample by itself. */
export const samplewise: FlagParameter = {
  kind: 'flag',
  impliedBy: 'axis',
  help: 'one loss for each entry of the first axis, not one for all',
};

/** What descriptions say of {@link maskInputs}. */
export const OR_INDICES =
  ' True masks of several classes may be their indices, [N, H, W] beside [N, H, W, C] or [N, C, H, W]: one-hot masks ' +
  'are made of them, as MONAI does with to_onehot_y; Keras takes one-hot masks only.';

/** True and predicted masks: of several classes the true ones may be indices of these. */
export const maskInputs = {
  true: {
    domain: 'probability',
    orIndices: true,
    help: 'true masks, or of several classes the indices of these',
  },
  pred: 'probability',
} as const;

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
