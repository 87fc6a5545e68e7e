import type { InputDefinition, NumberParameter } from '../definition.ts';

/** The parameter that makes labels of scores. */
export const threshold: NumberParameter = {
  kind: 'number',
  default: null,
  help: 'the score above which a prediction is 1, and else 0',
};

/** Formula text for `q`, the predicted labels: without a threshold, which is NaN then, the predictions themselves. */
export const decided = 'q = p > threshold ? 1 : p <= threshold ? 0 : p;';

/** The inputs of a loss of decided classes: labels, or scores with a threshold. */
export const decidedInputs = {
  true: {
    domain: 'label',
    domainWith: ({ threshold: given }) => (given === undefined ? 'label' : 'binary'),
  },
  pred: {
    domain: 'label',
    domainWith: ({ threshold: given }) => (given === undefined ? 'label' : 'real'),
  },
} satisfies Record<string, InputDefinition>;
