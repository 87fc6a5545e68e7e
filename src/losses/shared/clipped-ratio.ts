import type { NumberParameter } from '../definition.ts';

/** The parameters by which ratios of probabilities are clipped. */
export const clipRange: NumberParameter = {
  kind: 'number',
  default: 0.2,
  min: 0,
  help: 'how far from 1 a ratio of probabilities counts, epsilon',
};
export const clipRangeHigh: NumberParameter = {
  kind: 'number',
  default: null,
  min: 0,
  help: 'the same above 1, where it is another',
};

/** Formula text for `surrogate`, minus what a token is worth: its advantage times a ratio that clipping never raises. */
export const clippedSurrogate = `ratio = exp(p - old);
high = clip_range_high >= 0 ? clip_range_high : clip_range;
surrogate = -min(ratio * advantage, clip(ratio, 1 - clip_range, 1 + high) * advantage);`;
