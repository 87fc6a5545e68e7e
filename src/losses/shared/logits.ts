import type { FlagParameter } from '../definition.ts';

/** The parameter by which predictions of labels, each by itself, are logits. */
export const logitsOfSigmoid = fromLogits('sigmoid');

/** The parameter by which predictions of several classes are logits. */
export const logitsOfSoftmax = fromLogits('softmax');

function fromLogits(activation: string): FlagParameter {
  return {
    kind: 'flag',
    help: `predictions are logits (before the ${activation}), not probabilities`,
  };
}
