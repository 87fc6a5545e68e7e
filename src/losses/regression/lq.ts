import { defineLoss } from '../definition.ts';

/** Lq loss. Source: S. Portnoy and R. Koenker, The Gaussian hare and the Laplacian tortoise, 1997. */
export const lq = defineLoss({
  name: 'lq',
  title: 'Lq loss',
  family: 'regression',
  aliases: ['lp', 'lq-loss', 'power-error'],
  summary: 'The mean of a power of the absolute differences.',
  description:
    'Between and beyond mean-absolute-error, which is q of 1, and mean-squared-error, which is q of 2: the larger q, ' +
    'the more the largest errors decide. The root is not taken, so that its unit is the q-th power of that of the data. ' +
    'Below 2 the slope changes fast near an error of 0.',
  parameters: {
    q: { kind: 'number', default: 2, min: 1, help: 'the power of the absolute error' },
  },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    exact: { api: 'Lq loss', formula: 'mean(abs(p - y)^q)' },
    catboost: {
      api: 'catboost.Lq',
      formula: 'mean(abs(p - float32(y))^q)',
      reduction: 'weighted-mean',
      note: 'Has no default for q. True values are rounded to float32.',
    },
  },
  references: [
    'S. Portnoy and R. Koenker, The Gaussian hare and the Laplacian tortoise, 1997, Statistical Science 12',
  ],
  example: { true: [[0], [1]], pred: [[0.5], [3]] },
});
