import { defineLoss } from '../definition.ts';
import { sumOfPairs } from '../shared/pairs/of-list.ts';
import { k, rankingExample, within } from '../shared/rankings.ts';

/** Gains, ranks, their discounts, and what the best order gains; the base of logarithms cancels. */
const RANKS = `g = exponential ? 2^y - 1 : y;
r = rank(-p);
d = 1 / log(r + 2);
ideal = sum(${within('i')} ? sort_by(g, -g) / log(i + 2) : 0);`;

/** How much NDCG changes where the two items of a pair change places. */
const SWAPPED = '(g - other(g)) * abs(d - other(d)) / ideal';
const IS_PAIR = `y > other(y) && ${within('min(r, other(r))')}`;

/** The same, less for scores that are far apart. */
const REGULATED = `stop_gradient(${SWAPPED} / (divides ? near + abs(p - other(p)) : 1))`;

/** LambdaRank's loss. Source: C. Burges, R. Ragno and Q. V. Le, 2006. */
export const lambdaRank = defineLoss({
  name: 'lambda-rank',
  title: 'LambdaRank loss',
  family: 'ranking',
  aliases: ['lambdarank', 'lambda-mart', 'rank-ndcg'],
  summary: 'The logistic loss of pairs, weighted by what swapping them does to NDCG.',
  description:
    'What LambdaMART descends: pairs of a list as in ranknet, each weighted by how much NDCG would change if its two ' +
    'items changed places, so that the top of the list decides. The weights depend on the ranks, and jump where two ' +
    'scores cross: the value is of use for its gradient, and to judge a model take ndcg. The gradient takes ' +
    'weights for constants.',
  parameters: {
    k,
    sigma: {
      kind: 'number',
      default: 1,
      above: 0,
      help: 'how steep the logistic function is',
    },
    gain: {
      kind: 'choice',
      choices: ['linear', 'exponential'],
      default: 'exponential',
      help: 'what an item of relevance y gains: y, or 2^y - 1',
    },
    normalize: {
      kind: 'flag',
      default: true,
      only: ['lightgbm'],
      help: 'weigh pairs of distant scores less, and lists by the logarithm of their gradient',
    },
  },
  inputs: { true: 'non-negative', pred: 'real' },
  lists: 'ranked',
  conventions: {
    lightgbm: {
      api: 'lightgbm.lambdarank',
      formula: `${RANKS}
divides = normalize && max(p) != min(p);
pull = 2 * ${sumOfPairs(`sigma * ${REGULATED} * sigmoid(sigma * (other(p) - p))`, IS_PAIR)};
share = stop_gradient(normalize && pull > 0 ? log1p(pull) / (log(2) * pull) : 1);
share * ${sumOfPairs(`${REGULATED} * softplus(sigma * (other(p) - p))`, IS_PAIR)}`,
      // A float of C.
      constants: { near: Math.fround(0.01) },
      reduction: 'sum',
      defaults: { k: 30 },
      raises: ['true'],
      note: 'Has no value of its own: this is the loss whose gradient LightGBM descends, its weights taken for constants; that one is in float32, of a logistic function from a table.',
    },
    exact: {
      api: 'LambdaRank loss',
      formula: `${RANKS}
${sumOfPairs(`${SWAPPED} * softplus(sigma * (other(p) - p))`, IS_PAIR)}`,
      raises: ['true'],
      note: 'Equal scores are in the order of the list.',
    },
  },
  references: [
    'C. Burges, R. Ragno and Q. V. Le, Learning to rank with nonsmooth cost functions, 2006, NIPS 19',
    'C. Burges, From RankNet to LambdaRank to LambdaMART: an overview, 2010, Microsoft Research technical report MSR-TR-2010-82',
  ],
  example: rankingExample,
});
