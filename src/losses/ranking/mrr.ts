import { defineLoss } from '../definition.ts';
import {
  empty,
  emptyCount,
  k,
  KEYS,
  PADDING,
  relevanceExample,
  within,
  worstFirst,
} from '../shared/rankings.ts';

/** @param sorted whether items are relevant, in the order of the scores */
const reciprocalRank = (sorted: string): string =>
  `max(${sorted} && ${within('i')} ? 1 / (i + 1) : 0)`;

const IS_EMPTY = 'sum(y) == 0';

/** Mean reciprocal rank. Source: E. M. Voorhees, 1999. */
export const mrr = defineLoss({
  name: 'mrr',
  title: 'Mean reciprocal rank',
  family: 'ranking',
  aliases: ['mean-reciprocal-rank', 'reciprocal-rank', 'mrr-at-k'],
  summary: 'One divided by the position of the first relevant item of a list.',
  description:
    'For lists of which one good item is enough, as answers to a question: 1 where a relevant item is on top, 1/2 ' +
    'where the first is second. What comes after it does not matter. With --k a list whose first relevant item comes ' +
    'later scores 0. The mean over lists is carried by the first positions: from 1 to 2 costs as much as from 2 to ' +
    'nowhere.',
  parameters: { k, empty },
  inputs: { true: 'non-negative', pred: 'real' },
  lists: 'ranked',
  conventions: {
    // TorchMetrics has no use for scores below 0, which most models have.
    exact: {
      api: 'mean reciprocal rank',
      formula: `one && ${IS_EMPTY} ? 1 : ${reciprocalRank(`sort_by(y > 0, ${KEYS.double})`)}`,
      count: emptyCount(IS_EMPTY),
      raises: ['true'],
      better: 'larger',
      note: 'Relevant is what is above 0, equal scores are in the order of the list, and a list without a relevant item scores 0.',
    },
    torchmetrics: {
      api: 'torchmetrics.functional.retrieval.retrieval_reciprocal_rank',
      names: { RetrievalMRR: {} },
      formula: `one && ${IS_EMPTY} ? 1 : ${reciprocalRank(`sort_by(y > 0 && p > 0, ${KEYS.single})`)}`,
      count: emptyCount(IS_EMPTY),
      better: 'larger',
      note: 'An item with a score of 0 or less does not count as relevant.',
    },
    catboost: {
      api: 'catboost.MRR',
      formula: reciprocalRank(worstFirst('(float32(y) > 0.5)')),
      weightedReduction: 'weighted-mean',
      better: 'larger',
      note: 'Relevant is what is above 0.5, of equal scores the relevant items are last, and a list without a relevant item scores 0.',
    },
    'tf-ranking': {
      api: 'tfr.keras.metrics.MRRMetric',
      formula: reciprocalRank(`sort_by(y >= 1, ${KEYS.padded})`),
      outside: { true: PADDING },
      weightedReduction: 'weighted-mean',
      better: 'larger',
      note: 'Relevant is what is at least 1, and a list without such an item scores 0.',
    },
  },
  references: [
    'E. M. Voorhees, The TREC-8 question answering track report, 1999, Text Retrieval Conference 8',
  ],
  example: relevanceExample,
});
