import { defineLoss } from '../definition.ts';
import { MEAN_WEIGHT, relevanceExample, within } from '../shared/rankings.ts';
import { EXACT_NOTE, IS_EMPTY, RELEVANCE, VIEWS, type View } from '../shared/relevance.ts';

const hit = ({ relevant, sorted }: View): string =>
  `max(${sorted(relevant)} && ${within('i')} ? 1 : 0)`;

/** The same where an empty list may score 1. */
const orOne = (view: View): string => `one && ${IS_EMPTY} ? 1 : ${hit(view)}`;

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
  ...RELEVANCE,
  conventions: {
    torchmetrics: {
      api: 'torchmetrics.functional.retrieval.retrieval_hit_rate',
      names: { RetrievalHitRate: {} },
      formula: orOne(VIEWS.torchmetrics),
      ...VIEWS.torchmetrics.about,
      note: 'The scores are rounded to float32; relevances other than 0 and 1 are an error there.',
    },
    'tf-ranking': {
      api: 'tfr.keras.metrics.HitsMetric',
      formula: hit(VIEWS['tf-ranking']),
      ...VIEWS['tf-ranking'].about,
      note: `Relevant is what is at least 1, and a list without such an item is no hit; ${MEAN_WEIGHT}.`,
    },
    exact: {
      api: 'hit rate',
      formula: orOne(VIEWS.exact),
      ...VIEWS.exact.about,
      note: EXACT_NOTE,
    },
  },
  references: [
    'M. Deshpande and G. Karypis, Item-based top-N recommendation algorithms, 2004, ACM Transactions on Information Systems 22',
  ],
  example: relevanceExample,
});
