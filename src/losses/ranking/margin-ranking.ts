import { defineLoss } from '../definition.ts';

/** Margin ranking loss. Source: R. Herbrich, T. Graepel and K. Obermayer, 1999. */
export const marginRanking = defineLoss({
  name: 'margin-ranking',
  title: 'Margin ranking loss',
  family: 'ranking',
  aliases: ['pairwise-hinge'],
  summary: 'What a pair of scores lacks to be in the right order by a margin.',
  description:
    'For pairs of scores of which it is known which one should be higher: true is 1 where pred should be above ' +
    'other, and -1 where it should be below. A pair in the right order by at least the margin costs nothing. With ' +
    'the default margin of 0 equal scores for everything are a perfect prediction, so set one. The gradient is ' +
    'with respect to pred; that of other is its negative.',
  parameters: {
    margin: {
      kind: 'number',
      default: 0,
      help: 'by how much the higher score should exceed the other, in the unit of the scores',
    },
  },
  inputs: {
    true: 'sign',
    pred: 'real',
    other: { domain: 'real', help: 'the scores that pred is compared with' },
  },
  conventions: {
    torch: {
      api: 'torch.nn.MarginRankingLoss',
      // The gradient of a NaN is 0.
      formula: 'e = margin - y * (p - other); mean(e >= 0 ? e : e < 0 ? 0 : stop_gradient(e))',
      over: 'elements',
      note: 'A pair at exactly the margin still has the gradient of one that lacks some of it.',
    },
    exact: {
      api: 'margin ranking loss',
      formula: 'mean(max(margin - y * (p - other), 0))',
      raises: ['true'],
    },
  },
  references: [
    'R. Herbrich, T. Graepel and K. Obermayer, Support vector learning for ordinal regression, 1999, ICANN 9',
  ],
  example: { true: [1, 1, -1], pred: [0.9, 0.2, 0.4], other: [0.1, 0.5, 0.3] },
});
