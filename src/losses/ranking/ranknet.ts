import { defineLoss } from '../definition.ts';
import { sumOfPairs } from '../shared/pairs/of-list.ts';
import { PADDING, rankingExample } from '../shared/rankings.ts';

/** RankNet's loss. Source: C. Burges et al., 2005. */
export const ranknet = defineLoss({
  name: 'ranknet',
  title: 'Pairwise logistic loss (RankNet)',
  family: 'ranking',
  aliases: ['pair-logit'],
  summary: 'The logistic loss of the difference of two scores, over the pairs of a list.',
  description:
    'For lists of items of graded relevance: of each two items of which one is more relevant, its score should be ' +
    'larger. A pair counts the same wherever it stands, so that the bottom of a list matters as much as its top ' +
    '(lambda-rank weighs pairs instead), and a list counts by its pairs, which grow with the square of its length. ' +
    'Equal scores cost log 2 a pair.',
  parameters: {
    temperature: {
      kind: 'number',
      default: 1,
      above: 0,
      only: ['tf-ranking', 'exact'],
      help: 'what scores are divided by',
    },
  },
  inputs: { true: 'non-negative', pred: 'real' },
  lists: 'ranked',
  conventions: {
    catboost: {
      api: 'catboost.PairLogit',
      formula: `e = exp(p - stop_gradient(max(p))) + tiny;
${sumOfPairs('-log(e / (e + other(e)))')}`,
      constants: { tiny: 1e-38 },
      count: 'sum(pair_sum(y > other(y)))',
      note: 'Divides by the number of pairs of all lists, and adds 1e-38 to what is exponential, so that a pair costs 87.5 at most.',
    },
    'tf-ranking': {
      api: 'tfr.keras.losses.PairwiseLogisticLoss',
      formula: `${sumOfPairs('softplus((other(p) - p) / temperature)', 'y > other(y) && other(y) >= 0')} / n`,
      outside: { true: PADDING },
      note: 'Divides the sum over the pairs of a list by the length of the list; in a batch that is padded, by that of the longest.',
    },
    exact: {
      api: 'RankNet loss',
      formula: sumOfPairs('softplus((other(p) - p) / temperature)'),
      count: 'sum(pair_sum(y > other(y)))',
      raises: ['true'],
      note: 'A mean is that of all pairs of all lists.',
    },
  },
  references: [
    'C. Burges, T. Shaked, E. Renshaw, A. Lazier, M. Deeds, N. Hamilton and G. Hullender, Learning to rank using gradient descent, 2005, ICML 22',
  ],
  example: rankingExample,
});
