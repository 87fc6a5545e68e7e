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

const IS_RELEVANT = 'y > 0';
const WHERE_EMPTY = 'one ? 1 : 0';

/** The relevant items of the list, or of them as many as there are places among the first k. */
const ATTAINABLE = '(k == k ? min(sum(q), k) : sum(q))';

/** @param sorted whether items are relevant, in the order of the scores, of `q` in that of the list */
const averagePrecision = (
  relevant: string,
  sorted: string,
  divisor: string,
  whereEmpty: string,
): string =>
  `q = ${relevant};
r = ${sorted};
hits = cumsum(r);
top = r && ${within('i')};
${divisor} == 0 ? ${whereEmpty} : sum(top ? hits / (i + 1) : 0) / ${divisor}`;

/** Mean average precision. Source: the Text Retrieval Conferences. */
export const map = defineLoss({
  name: 'map',
  title: 'Mean average precision',
  family: 'ranking',
  aliases: ['mean-average-precision', 'map-at-k'],
  summary: 'The mean over relevant items of the precision of the list down to each.',
  description:
    'For lists of items that are relevant or not: 1 where all relevant items are above all others. It looks at every ' +
    'relevant item, where the reciprocal rank looks at the first alone. With --k frameworks divide by different ' +
    'numbers: the relevant items of the list, those among the first k, or as many as could be there. Each list ' +
    'counts the same, whatever number of relevant items it has.',
  parameters: { k, empty },
  inputs: { true: 'non-negative', pred: 'real' },
  lists: 'ranked',
  conventions: {
    // TorchMetrics has no use for scores below 0, which most models have.
    exact: {
      api: 'mean average precision',
      formula: averagePrecision(
        IS_RELEVANT,
        `sort_by(q, ${KEYS.double})`,
        ATTAINABLE,
        `(${WHERE_EMPTY})`,
      ),
      count: emptyCount('sum(y) == 0'),
      raises: ['true'],
      better: 'larger',
      note: 'Relevant is what is above 0, equal scores are in the order of the list, and a list without a relevant item scores 0.',
    },
    torchmetrics: {
      api: 'torchmetrics.functional.retrieval.retrieval_average_precision',
      names: { RetrievalMAP: {} },
      formula: `q = ${IS_RELEVANT} && p > 0;
r = sort_by(q, ${KEYS.single});
hits = cumsum(r);
top = r && ${within('i')};
sum(y) == 0 ? (${WHERE_EMPTY}) : sum(top) == 0 ? 0 : sum(top ? hits / (i + 1) : 0) / sum(top)`,
      count: emptyCount('sum(y) == 0'),
      better: 'larger',
      note: 'An item with a score of 0 or less does not count as relevant, and with k it divides by the relevant items among the first k.',
    },
    lightgbm: {
      api: 'lightgbm.map',
      formula: averagePrecision('y > 0.5', `sort_by(q, ${KEYS.double})`, ATTAINABLE, '1'),
      weightedReduction: 'weighted-mean',
      better: 'larger',
      note: 'Relevant is what is above 0.5, and a list without such an item scores 1.',
    },
    xgboost: {
      api: 'xgboost.map',
      formula: averagePrecision(IS_RELEVANT, `sort_by(q, ${KEYS.single})`, ATTAINABLE, '1'),
      weightedReduction: 'weighted-mean',
      better: 'larger',
      note: 'A list without a relevant item scores 1; relevances other than 0 and 1 are an error there.',
    },
    catboost: {
      api: 'catboost.MAP',
      formula: averagePrecision('float32(y) > 0.5', worstFirst('q'), ATTAINABLE, '0'),
      weightedReduction: 'weighted-mean',
      better: 'larger',
      note: 'Relevant is what is above 0.5, of equal scores the relevant items are last, and weights of lists count for nothing there.',
    },
    'tf-ranking': {
      api: 'tfr.keras.metrics.MeanAveragePrecisionMetric',
      formula: averagePrecision('y >= 1', `sort_by(q, ${KEYS.padded})`, 'sum(q)', '0'),
      outside: { true: PADDING },
      weightedReduction: 'weighted-mean',
      better: 'larger',
      note: 'Relevant is what is at least 1, and with k it divides by all relevant items of the list all the same.',
    },
  },
  references: [
    'C. D. Manning, P. Raghavan and H. Schütze, Introduction to information retrieval, 2008, Cambridge University Press, section 8.4',
  ],
  example: relevanceExample,
});
