import type { NumberParameter } from '../definition.ts';

/** The parameter that cosines are multiplied by before the softmax. */
export const cosineScale: NumberParameter = {
  kind: 'number',
  default: 64,
  above: 0,
  help: 'what cosines are multiplied by before the softmax',
};

/** The classes of samples, and the cosines of their embeddings with the weights of all classes. */
export const cosinesInputs = {
  true: 'class-index',
  pred: 'cosine',
} as const;

/** What descriptions say of {@link cosinesInputs}. */
export const OF_COSINES =
  ' Predictions are the cosines of an embedding with the weight vectors of all classes, before scale and margin; the ' +
  'gradient is with respect to these.';

/** Formula text: the cross-entropy of the logits `scale * c`, where class y has the cosine `own` in place of its own. */
export const scaledSoftmax = 'logits = scale * (i == y ? own : p);\n-log_softmax(logits)[y]';

/** Cosines of two embeddings with three classes. */
export const cosinesExample = {
  true: [0, 2],
  pred: [
    [0.8, 0.1, -0.3],
    [0.2, 0.5, 0.4],
  ],
};
