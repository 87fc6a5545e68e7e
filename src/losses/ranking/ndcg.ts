import { defineLoss, type ConventionName } from '../definition.ts';
import {
  empty,
  emptyCount,
  k,
  KEYS,
  MEAN_WEIGHT,
  PADDING,
  rankingExample,
  within,
  worstFirst,
} from '../shared/rankings.ts';

/** With a gain of choice; a small relevance keeps its digits. */
const GAINS = 'g = exponential ? (y < 1 ? expm1(y * log(2)) : 2^y - 1) : y;';

/** The discounts of the positions, and what the best order gains; the base of logarithms cancels. */
const IDEAL = `d = ${within('i')} ? 1 / log(i + 2) : 0;
ideal = sum(d * sort_by(g, -g));`;

/** What the order of the scores gains, where equal scores have an order. */
const ordered = (gains: string): string => `found = sum(d * ${gains});`;

/** The same where each of equal scores has the mean of the discounts of their positions. */
const averaged = (scores: string): string => `s = ${scores};
r = rank(-s);
e = ${within('r')} ? 1 / log(r + 2) : 0;
found = sum(g * pair_sum(other(s) == s ? other(e) : 0) / pair_sum(other(s) == s));`;

const WHERE_EMPTY = 'one ? 1 : 0';

const score = (gains: string, found: string, whereEmpty: string): string =>
  `${gains}
${IDEAL}
${found}
ideal == 0 ? ${whereEmpty} : found / ideal`;

const LINEAR = 'g = y;';
const KNOWS_GAINS: readonly ConventionName[] = [
  'lightgbm',
  'xgboost',
  'catboost',
  'tf-ranking',
  'exact',
];

/** Normalised discounted cumulative gain. Source: K. Järvelin and J. Kekäläinen, 2002. */
export const ndcg = defineLoss({
  name: 'ndcg',
  title: 'Normalised discounted cumulative gain',
  family: 'ranking',
  aliases: ['normalized-discounted-cumulative-gain', 'ndcg-at-k'],
  summary: 'What a ranking gains, the top counting most, of what the best ranking would.',
  description:
    'For lists of items of graded relevance: 1 where no item is above one that is more relevant. An item gains its ' +
    'relevance y, or 2^y - 1 (--gain exponential), divided by log2 of its position plus 1. Frameworks differ in the ' +
    'gain, in ties, and above all in lists without a relevant item, which LightGBM, XGBoost and CatBoost score 1 ' +
    'and others 0: with many of them results are worlds apart. Each list counts the same however long it is.',
  parameters: {
    k,
    gain: {
      kind: 'choice',
      choices: ['linear', 'exponential'],
      default: 'exponential',
      only: KNOWS_GAINS,
      help: 'what an item of relevance y gains: y, or 2^y - 1',
    },
    empty,
  },
  inputs: { true: 'non-negative', pred: 'real' },
  lists: 'ranked',
  conventions: {
    torchmetrics: {
      api: 'torchmetrics.functional.retrieval.retrieval_normalized_dcg',
      names: { RetrievalNormalizedDCG: {} },
      formula: score(LINEAR, averaged('float32(p)'), WHERE_EMPTY),
      count: emptyCount('sum(y) == 0'),
      better: 'larger',
      note: 'Gains are linear; the scores are rounded to float32, and equal ones share their positions.',
    },
    sklearn: {
      api: 'sklearn.metrics.ndcg_score',
      formula: score(LINEAR, averaged('p'), '0'),
      raises: ['true'],
      weightedReduction: 'weighted-mean',
      better: 'larger',
      note: 'Gains are linear, equal scores share their positions (with ignore_ties they are in no order of note), and a list without a relevant item scores 0.',
    },
    lightgbm: {
      api: 'lightgbm.ndcg',
      formula: score(GAINS, ordered(`sort_by(g, ${KEYS.double})`), '1'),
      raises: ['true'],
      weightedReduction: 'weighted-mean',
      better: 'larger',
      note: 'A list without a relevant item scores 1, there even with a weight; equal scores are in the order of the list.',
    },
    xgboost: {
      api: 'xgboost.ndcg',
      formula: score(GAINS, ordered(`sort_by(g, ${KEYS.single})`), '1'),
      raises: ['true'],
      weightedReduction: 'weighted-mean',
      better: 'larger',
      note: 'A list without a relevant item scores 1, there even with a weight; scores are rounded to float32, and equal ones are in the order of the list.',
    },
    catboost: {
      api: 'catboost.NDCG',
      formula: score(
        'z = float32(y); g = exponential ? 2^z - 1 : z;',
        ordered(worstFirst('g')),
        '1',
      ),
      defaults: { gain: 'linear' },
      weightedReduction: 'weighted-mean',
      better: 'larger',
      note: 'Gains are linear by default (its type Base), a list without a relevant item scores 1, and of equal scores the least relevant item is first.',
    },
    'tf-ranking': {
      api: 'tfr.keras.metrics.NDCGMetric',
      formula: score(
        'z = max(y, 0); g = exponential ? 2^z - 1 : z;',
        ordered(`sort_by(g, ${KEYS.padded})`),
        '0',
      ),
      outside: { true: PADDING },
      weightedReduction: 'weighted-mean',
      better: 'larger',
      note: `A list without a relevant item scores 0; ${MEAN_WEIGHT}. Equal scores are in a random order there, in that of the list here.`,
    },
    exact: {
      api: 'NDCG',
      formula: score(GAINS, averaged('p'), WHERE_EMPTY),
      count: emptyCount('sum(y) == 0'),
      raises: ['true'],
      better: 'larger',
      note: 'Equal scores have the mean of all their orders, and a list without a relevant item scores 0.',
    },
  },
  references: [
    'K. Järvelin and J. Kekäläinen, Cumulated gain-based evaluation of IR techniques, 2002, ACM Transactions on Information Systems 20',
    'F. McSherry and M. Najork, Computing information retrieval performance measures efficiently in the presence of tied scores, 2008, ECIR 30',
  ],
  example: rankingExample,
});
