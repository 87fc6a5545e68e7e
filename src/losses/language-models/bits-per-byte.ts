import { defineLoss } from '../definition.ts';
import { OF_TOKENS, tokenInputs, tokenLikelihood, tokenParameters } from '../shared/tokens.ts';

/** Bits per byte. Source: L. Gao et al., The Pile, 2020. */
export const bitsPerByte = defineLoss({
  name: 'bits-per-byte',
  title: 'Bits per byte',
  family: 'language-models',
  aliases: ['bpb', 'bits-per-character', 'bpc'],
  summary: 'The bits that a model needs for a text, over the bytes of the text.',
  description:
    'The negative log-likelihood of all tokens in bits, divided by the bytes of all texts: what compression by the ' +
    'model would leave of each byte. Unlike perplexity it compares models that divide text into other tokens. With ' +
    'the numbers of characters for --bytes it is bits per character, with those of words bits per word. The last ' +
    'part of a text may have to be scored in windows; its bytes are then given once.' +
    OF_TOKENS,
  parameters: tokenParameters,
  lists: 'any',
  inputs: {
    ...tokenInputs,
    bytes: {
      domain: 'non-negative',
      shape: 'sample',
      help: 'the bytes of the text of each row of pred, or its characters',
    },
  },
  conventions: {
    exact: {
      api: 'bits per byte',
      formula: `${tokenLikelihood()}
length = y == ignore_index ? 0 : bytes;
batch_sum(w == 0 ? 0 : w * nll) / batch_sum(w * length) / log(2)`,
      weighted: true,
      raises: ['pred', 'bytes'],
      note: 'Neither the likelihood nor the bytes of an ignored token count.',
    },
  },
  references: [
    'L. Gao et al., The Pile: an 800GB dataset of diverse text for language modeling, 2020, arXiv:2101.00027',
    'A. Graves, Generating sequences with recurrent neural networks, 2013, arXiv:1308.0850',
  ],
  example: {
    true: [0, 2],
    pred: [
      [-0.1054, -2.9957, -2.9957],
      [-1.6094, -1.6094, -0.5108],
    ],
    bytes: [3, 5],
  },
});
