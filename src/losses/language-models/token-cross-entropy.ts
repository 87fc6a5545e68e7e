import { defineLoss } from '../definition.ts';
import { OF_TOKENS, tokenInputs, tokenLikelihood, tokenParameters } from '../shared/tokens.ts';

/** Cross-entropy of tokens. Source: C. E. Shannon, Prediction and entropy of printed English, 1951. */
export const tokenCrossEntropy = defineLoss({
  name: 'token-cross-entropy',
  title: 'Token cross-entropy',
  family: 'language-models',
  aliases: ['token-nll', 'bits-per-token'],
  aliasParams: { 'bits-per-token': { bits: true } },
  summary: 'The negative log-likelihood of tokens; its mean is over tokens, not over texts.',
  description:
    'What language models are trained by, and the logarithm of perplexity. Where a row of pred is a text, its loss is ' +
    'that of the whole text, and the mean divides by the number of tokens, so that long texts count for more. ' +
    'Padding is left out by --ignore-index -100; texts of ' +
    'any length, without padding, are rows of JSON or, with --group, rows of a table with the same key.' +
    OF_TOKENS,
  parameters: {
    ...tokenParameters,
    bits: { kind: 'flag', help: 'the loss is in bits, not in nats' },
  },
  lists: 'any',
  inputs: tokenInputs,
  conventions: {
    exact: {
      api: 'cross-entropy of tokens',
      formula: `${tokenLikelihood()}\nbits ? nll / log(2) : nll`,
      count: 'tokens',
      raises: ['pred'],
      note: 'A token that was impossible costs Infinity.',
    },
  },
  references: [
    'C. E. Shannon, Prediction and entropy of printed English, 1951, Bell System Technical Journal 30',
  ],
  example: {
    true: [0, 2],
    pred: [
      [-0.1054, -2.9957, -2.9957],
      [-1.6094, -1.6094, -0.5108],
    ],
  },
});
