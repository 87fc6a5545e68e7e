import { defineLoss } from '../definition.ts';

/** Bayesian personalized ranking. Source: S. Rendle et al., 2009. */
export const bpr = defineLoss({
  name: 'bpr',
  title: 'Bayesian personalised ranking loss',
  family: 'ranking',
  aliases: ['bayesian-personalized-ranking'],
  summary: 'The logistic loss of how far a taken item is scored above one that was not.',
  description:
    'For recommendations from what users took: pred is the score of an item that was taken, negative that of one drawn ' +
    'from the others. Results depend on how these are drawn, as easy negatives make any model look good. For the ' +
    'pairs within lists of a table take ranknet. The gradient is with respect to pred; that of negative is its ' +
    'negative.',
  parameters: {
    gamma: {
      kind: 'number',
      default: 1e-10,
      min: 0,
      only: ['recbole'],
      help: 'what is added to the probability before its logarithm',
    },
  },
  inputs: {
    pred: 'real',
    negative: { domain: 'real', help: 'the scores of items that were not taken' },
  },
  conventions: {
    recbole: {
      api: 'recbole.model.loss.BPRLoss',
      formula: 'mean(-log(gamma + sigmoid(p - negative)))',
      over: 'elements',
      note: 'Adds 1e-10 to the probability, so that a pair costs 23.03 at most.',
    },
    exact: {
      api: 'BPR loss',
      formula: 'mean(softplus(negative - p))',
    },
  },
  references: [
    'S. Rendle, C. Freudenthaler, Z. Gantner and L. Schmidt-Thieme, BPR: Bayesian personalized ranking from implicit feedback, 2009, UAI 25',
  ],
  example: { pred: [2, 0.5, -1], negative: [0.5, 0.75, 1] },
});
