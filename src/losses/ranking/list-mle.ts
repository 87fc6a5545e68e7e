import { defineLoss } from '../definition.ts';
import { rankingExample } from '../shared/rankings.ts';

/** ListMLE. Source: F. Xia et al., 2008. */
export const listMle = defineLoss({
  name: 'list-mle',
  title: 'ListMLE loss',
  family: 'ranking',
  aliases: ['listmle', 'plackett-luce'],
  summary: 'The negative log-likelihood of the true order under the scores of a list.',
  description:
    'For lists of items in a known order (true is larger for what should be higher): the likelihood of Plackett and ' +
    'Luce, which draws the items one after the other, each by the softmax of what is left. Long lists cost more, as ' +
    'the loss is a sum over positions, and the last positions count like the first. Of items that are equally ' +
    'relevant the order is arbitrary, and the loss depends on it: with many such items prefer ranking-softmax.',
  parameters: {
    temperature: {
      kind: 'number',
      default: 1,
      above: 0,
      help: 'what scores are divided by',
    },
  },
  inputs: { true: 'non-negative', pred: 'real' },
  lists: 'ranked',
  conventions: {
    'tf-ranking': {
      api: 'tfr.keras.losses.ListMLELoss',
      formula: `z = y < 0 ? log(eps) : p / temperature;
s = flip(sort_by(z, y < 0 ? inf : -y)) - stop_gradient(max(z));
sum(log(cumsum(exp(s))) - s)`,
      constants: { eps: 1e-10 },
      outside: {
        true: 'takes an item with a negative relevance for padding, with a score of log 1e-10',
      },
      note: 'Equally relevant items are in a random order there, in that of the list here; scores far below the largest of the list underflow.',
    },
    exact: {
      api: 'ListMLE loss',
      // Of each item over those after it, without the cancellation where its score is far above theirs.
      formula: `s = p / temperature;
r = rank(-y);
m = stop_gradient(pair_max(other(r) > r ? other(s) - s : 0));
v = pair_sum(other(r) > r ? exp(other(s) - s - m) : 0);
sum(m > 0 ? m + log(v + exp(-m)) : log1p(v))`,
      raises: ['true'],
      note: 'Equally relevant items are in the order of the list.',
    },
  },
  references: [
    'F. Xia, T.-Y. Liu, J. Wang, W. Zhang and H. Li, Listwise approach to learning to rank: theory and algorithm, 2008, ICML 25',
  ],
  example: rankingExample,
});
