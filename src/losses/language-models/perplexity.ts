import { defineLoss } from '../definition.ts';
import { OF_TOKENS, tokenInputs, tokenLikelihood, tokenParameters } from '../shared/tokens.ts';

// Tokens without weight do not count, whatever they cost.
const mean = 'exp(batch_sum(w == 0 ? 0 : w * nll) / batch_sum(w * tokens))';

/** Perplexity. Source: F. Jelinek et al., 1977. */
export const perplexity = defineLoss({
  name: 'perplexity',
  title: 'Perplexity',
  family: 'language-models',
  aliases: ['ppl'],
  summary: 'Among how many equally likely tokens a model is undecided, on average.',
  description:
    'The exponential of the mean negative log-likelihood of all tokens, in any base the same number: 1 where every ' +
    'token was certain, the size of the vocabulary where nothing is known. Long texts count for more than short ' +
    'ones, and the mean of the perplexities of texts is another number. Models are comparable only where they ' +
    'divide text into the same tokens; bits-per-byte is where they do not. ' +
    'Texts of any length are rows of JSON or, with --group, rows of a table with the same key.' +
    OF_TOKENS,
  parameters: tokenParameters,
  lists: 'any',
  inputs: tokenInputs,
  conventions: {
    torchmetrics: {
      api: 'torchmetrics.text.Perplexity',
      names: { Perplexity: { fromLogits: true }, perplexity: { fromLogits: true } },
      formula: `${tokenLikelihood('log(softmax(p)[y])')}\n${mean}`,
      weighted: true,
      raises: ['pred'],
      note: 'Takes the logarithm of the softmax of logits: of a token whose probability is below the smallest number it is -Infinity. TorchMetrics itself takes logits only, and no weights.',
    },
    exact: {
      api: 'perplexity',
      formula: `${tokenLikelihood()}\n${mean}`,
      weighted: true,
      raises: ['pred'],
      note: 'Logits neither overflow nor vanish; a token that was impossible makes it Infinity.',
    },
  },
  references: [
    'F. Jelinek, R. L. Mercer, L. R. Bahl and J. K. Baker, Perplexity: a measure of the difficulty of speech recognition tasks, 1977, Journal of the Acoustical Society of America 62',
  ],
  example: {
    true: [0, 2],
    pred: [
      [-0.1054, -2.9957, -2.9957],
      [-1.6094, -1.6094, -0.5108],
    ],
  },
});
