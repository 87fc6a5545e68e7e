import { defineLoss } from '../definition.ts';
import { smoothTurningPoint } from '../shared/turning-point.ts';

/** Fair loss. Source: R. C. Fair, On the robust estimation of econometric models, 1974. */
export const fair = defineLoss({
  name: 'fair',
  title: 'Fair loss',
  family: 'regression',
  aliases: ['fair-loss'],
  summary: 'Quadratic for small errors, nearly linear for large ones, smooth between.',
  description:
    'Half the squared error near 0, and c times the absolute error less a logarithm far from it; its slope never ' +
    'exceeds c, so that outliers count little. It is convex, with a continuous second derivative, and known from ' +
    'gradient boosting. c has the unit of the data: set it to the size of an error that is still ordinary.',
  parameters: {
    c: smoothTurningPoint,
  },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    exact: { api: 'Fair loss', formula: 'mean(-(c^2) * log1pmx(abs(p - y) / c))' },
    lightgbm: {
      api: 'lightgbm.fair',
      formula: 'e = abs(p - float32(y)); mean(c * e - c^2 * log(1 + e / c))',
      reduction: 'weighted-mean',
      note: 'Small errors lose their digits. True values are rounded to float32.',
    },
    catboost: {
      api: 'catboost.FairLoss',
      formula: 'e = abs(p - float32(y)); mean(c^2 * (e / c - log(1 + e / c)))',
      reduction: 'weighted-mean',
      note: 'Small errors lose their digits. True values are rounded to float32.',
    },
  },
  references: [
    'R. C. Fair, On the robust estimation of econometric models, 1974, Annals of Economic and Social Measurement 3',
  ],
  example: { true: [[0], [1]], pred: [[1], [3]] },
});
