import { defineLoss } from '../definition.ts';
import {
  empty,
  emptyCount,
  k,
  KEYS,
  PADDING,
  relevanceExample,
  within,
} from '../shared/rankings.ts';

/** @param sorted whether items are relevant, in the order of the scores */
const hit = (sorted: string): string => `max(${sorted} && ${within('i')} ? 1 : 0)`;

const IS_EMPTY = 'sum(y) == 0';

/** Hit rate. Source: M. Deshpande and G. Karypis, 2004. */
export const hitRate = defineLoss({
  name: 'hit-rate',
  title: 'Hit rate',
  family: 'ranking',
  aliases: ['hits', 'hit-rate-at-k', 'hits-at-k'],
  summary: 'The share of lists with a relevant item among the first k.',
  description:
    'For recommendations, of which one that is taken is a success, and for links of knowledge graphs (hits@10). Set ' +
    '--k: without it every list with a relevant item is a hit. Where each list has one relevant item this is recall ' +
    'at k. It grows with the number of relevant items of a list and with how short the list is, so compare only on ' +
    'the same candidates.',
  parameters: { k, empty },
  inputs: { true: 'non-negative', pred: 'real' },
  lists: 'ranked',
  conventions: {
    torchmetrics: {
      api: 'torchmetrics.functional.retrieval.retrieval_hit_rate',
      names: { RetrievalHitRate: {} },
      formula: `one && ${IS_EMPTY} ? 1 : ${hit(`sort_by(y > 0, ${KEYS.single})`)}`,
      count: emptyCount(IS_EMPTY),
      better: 'larger',
      note: 'The scores are rounded to float32; relevances other than 0 and 1 are an error there.',
    },
    'tf-ranking': {
      api: 'tfr.keras.metrics.HitsMetric',
      formula: hit(`sort_by(y >= 1, ${KEYS.padded})`),
      outside: { true: PADDING },
      weightedReduction: 'weighted-mean',
      better: 'larger',
      note: 'Relevant is what is at least 1, and a list without such an item is no hit.',
    },
    exact: {
      api: 'hit rate',
      formula: `one && ${IS_EMPTY} ? 1 : ${hit(`sort_by(y > 0, ${KEYS.double})`)}`,
      count: emptyCount(IS_EMPTY),
      raises: ['true'],
      better: 'larger',
      note: 'Relevant is what is above 0, equal scores are in the order of the list, and a list without a relevant item scores 0.',
    },
  },
  references: [
    'M. Deshpande and G. Karypis, Item-based top-N recommendation algorithms, 2004, ACM Transactions on Information Systems 22',
  ],
  example: relevanceExample,
});
