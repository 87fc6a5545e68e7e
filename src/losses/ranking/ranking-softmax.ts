import { defineLoss } from '../definition.ts';
import { maskIsWhere } from '../shared/where.ts';

/** Ranking softmax loss. Source: Z. Cao et al., Learning to rank: from pairwise to listwise approach, 2007. */
export const rankingSoftmax = defineLoss({
  name: 'ranking-softmax',
  title: 'Ranking softmax loss',
  family: 'ranking',
  aliases: ['listnet'],
  summary: 'The cross-entropy of relevances with the softmax of the scores of a list.',
  description:
    'For lists of items to be ranked, a list a row: true is how relevant each item is, pred its score before the ' +
    'softmax. Relevances need not sum to 1, and a list counts in proportion to their sum: divide by it if every ' +
    'list should count the same. A list without a relevant item costs nothing.',
  parameters: {
    temperature: {
      kind: 'number',
      default: 1,
      above: 0,
      only: ['tf-ranking'],
      help: 'what scores are divided by',
    },
  },
  inputs: { true: 'non-negative', pred: 'real' },
  lists: 'ranked',
  conventions: {
    optax: {
      api: 'optax.losses.ranking_softmax_loss',
      formula: '-sum(y * log_softmax(p))',
      masksRows: true,
      note: maskIsWhere,
    },
    catboost: {
      api: 'catboost.QuerySoftMax',
      formula: '-sum(y * log_softmax(p))',
      count: 'sum(y)',
      note: 'Divides by the sum of all relevances, and not by the number of lists.',
    },
    'tf-ranking': {
      // Its class, SoftmaxLoss, is called as categorical cross-entropy is by others.
      api: "tfr.keras.losses.get('softmax_loss')",
      formula: '-sum(max(y, 0) * log_softmax(y < 0 ? log(eps) : p / temperature))',
      constants: { eps: 1e-10 },
      outside: {
        true: 'takes an item with a negative relevance for padding, with a score of log 1e-10',
      },
    },
    exact: {
      api: 'ListNet (top one) loss',
      formula: '-sum(y == 0 ? 0 : y * log_softmax(p))',
      masksRows: true,
      raises: ['true'],
      note: 'An item that is not relevant costs nothing even at a score of -Infinity.',
    },
  },
  references: [
    'Z. Cao, T. Qin, T.-Y. Liu, M.-F. Tsai and H. Li, Learning to rank: from pairwise approach to listwise approach, 2007, ICML 24',
  ],
  example: {
    true: [
      [0, 1, 2],
      [1, 0, 0],
    ],
    pred: [
      [0.5, 1, 2],
      [0.2, 0.4, 0.1],
    ],
  },
});
