import { defineLoss } from '../definition.ts';
import { MEAN_WEIGHT, relevanceExample, within } from '../shared/rankings.ts';
import {
  EXACT_NOTE,
  IS_EMPTY,
  OF_POSITIVE_SCORES,
  RELEVANCE,
  VIEWS,
  type View,
} from '../shared/relevance.ts';

const reciprocalRank = ({ relevant, sorted }: View): string =>
  `max(${sorted(relevant)} && ${within('i')} ? 1 / (i + 1) : 0)`;

/** The same where an empty list may score 1. */
const orOne = (view: View): string => `one && ${IS_EMPTY} ? 1 : ${reciprocalRank(view)}`;

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
  ...RELEVANCE,
  conventions: {
    // TorchMetrics has no use for scores below 0, which most models have.
    exact: {
      api: 'mean reciprocal rank',
      formula: orOne(VIEWS.exact),
      ...VIEWS.exact.about,
      note: EXACT_NOTE,
    },
    torchmetrics: {
      api: 'torchmetrics.functional.retrieval.retrieval_reciprocal_rank',
      names: { RetrievalMRR: {} },
      formula: orOne(OF_POSITIVE_SCORES),
      ...VIEWS.torchmetrics.about,
      note: 'An item with a score of 0 or less does not count as relevant.',
    },
    catboost: {
      api: 'catboost.MRR',
      formula: reciprocalRank(VIEWS.catboost),
      ...VIEWS.catboost.about,
      note: 'Relevant is what is above 0.5, of equal scores the relevant items are last, and a list without a relevant item scores 0.',
    },
    'tf-ranking': {
      api: 'tfr.keras.metrics.MRRMetric',
      formula: reciprocalRank(VIEWS['tf-ranking']),
      ...VIEWS['tf-ranking'].about,
      note: `Relevant is what is at least 1, and a list without such an item scores 0; ${MEAN_WEIGHT}.`,
    },
  },
  references: [
    'E. M. Voorhees, The TREC-8 question answering track report, 1999, Text Retrieval Conference 8',
  ],
  example: relevanceExample,
});
