import { defineLoss } from '../definition.ts';
import { logOfComplement } from '../shared/log-ratio.ts';
import { probabilitiesOfTokens } from '../shared/tokens.ts';

/** Unlikelihood of unwanted tokens. Source: S. Welleck et al., 2020. */
export const unlikelihood = defineLoss({
  name: 'unlikelihood',
  title: 'Unlikelihood loss',
  family: 'language-models',
  aliases: ['unlikelihood-training'],
  summary: 'The negative logarithm of the probability that unwanted tokens do not come.',
  description:
    'For tokens that a model should not write, such as those that it has just repeated: the sum of -log(1 - p) over ' +
    'the candidates of a row. Trained beside token-cross-entropy, to which it is added with a weight. A candidate ' +
    'that is not there is one with a log-probability of -Infinity. It is infinite where an unwanted token is ' +
    'certain, and steep near that.',
  parameters: { fromProbabilities: probabilitiesOfTokens },
  inputs: {
    pred: {
      domain: 'log-probability',
      domainWith: ({ fromProbabilities }) =>
        fromProbabilities === true ? 'probability' : 'log-probability',
      isLogarithm: ({ fromProbabilities }) => fromProbabilities !== true,
      help: 'log-probabilities of the unwanted tokens, a row for each position',
    },
  },
  lists: 'any',
  conventions: {
    exact: {
      api: 'unlikelihood',
      formula: `sum(from_probabilities ? -log1p(-p) : -${logOfComplement('p')})`,
      raises: ['pred'],
      note: 'No clipping: an unwanted token that is certain costs Infinity.',
    },
  },
  references: [
    'S. Welleck, I. Kulikov, S. Roller, E. Dinan, K. Cho and J. Weston, Neural text generation with unlikelihood training, 2020, ICLR',
  ],
  example: {
    pred: [
      [-2.3, -4.6],
      [-0.7, -6.9],
    ],
  },
});
