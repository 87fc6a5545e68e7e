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

const WHERE_EMPTY = 'one ? 1 : 0';

/** The relevant items of the list, or of them as many as there are places among the first k. */
const ATTAINABLE = '(k == k ? min(sum(q), k) : sum(q))';

const averagePrecision = (
  { relevant, sorted }: View,
  divisor: string,
  whereEmpty: string,
): string =>
  `q = ${relevant};
r = ${sorted('q')};
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
  ...RELEVANCE,
  conventions: {
    // TorchMetrics has no use for scores below 0, which most models have.
    exact: {
      api: 'mean average precision',
      formula: averagePrecision(VIEWS.exact, ATTAINABLE, `(${WHERE_EMPTY})`),
      ...VIEWS.exact.about,
      note: EXACT_NOTE,
    },
    torchmetrics: {
      api: 'torchmetrics.functional.retrieval.retrieval_average_precision',
      names: { RetrievalMAP: {} },
      formula: averagePrecision(
        OF_POSITIVE_SCORES,
        'sum(top)',
        `(${IS_EMPTY} ? (${WHERE_EMPTY}) : 0)`,
      ),
      ...VIEWS.torchmetrics.about,
      note: 'An item with a score of 0 or less does not count as relevant, and with k it divides by the relevant items among the first k.',
    },
    lightgbm: {
      api: 'lightgbm.map',
      formula: averagePrecision(VIEWS.lightgbm, ATTAINABLE, '1'),
      ...VIEWS.lightgbm.about,
      note: 'Relevant is what is above 0.5, and a list without such an item scores 1.',
    },
    xgboost: {
      api: 'xgboost.map',
      formula: averagePrecision(VIEWS.xgboost, ATTAINABLE, '1'),
      ...VIEWS.xgboost.about,
      note: 'A list without a relevant item scores 1; relevances other than 0 and 1 are an error there.',
    },
    catboost: {
      api: 'catboost.MAP',
      formula: averagePrecision(VIEWS.catboost, ATTAINABLE, '0'),
      ...VIEWS.catboost.about,
      note: 'Relevant is what is above 0.5, of equal scores the relevant items are last, and weights of lists count for nothing there.',
    },
    'tf-ranking': {
      api: 'tfr.keras.metrics.MeanAveragePrecisionMetric',
      formula: averagePrecision(VIEWS['tf-ranking'], 'sum(q)', '0'),
      ...VIEWS['tf-ranking'].about,
      note: `Relevant is what is at least 1, and with k it divides by all such items of the list all the same; a list without one scores 0, and ${MEAN_WEIGHT}.`,
    },
  },
  references: [
    'C. D. Manning, P. Raghavan and H. Schütze, Introduction to information retrieval, 2008, Cambridge University Press, section 8.4',
  ],
  example: relevanceExample,
});
