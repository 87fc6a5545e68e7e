import { defineLoss } from '../definition.ts';
import { smoothTurningPoint } from '../shared/turning-point.ts';

/** Pseudo-Huber loss. Source: P. Charbonnier et al., 1997. */
export const pseudoHuber = defineLoss({
  name: 'pseudo-huber',
  title: 'Pseudo-Huber loss',
  family: 'regression',
  aliases: ['charbonnier'],
  summary: 'A smooth huber: quadratic for small errors, linear for large ones.',
  description:
    'Half the squared error near 0 and delta times the absolute error far from it, with derivatives of every order ' +
    'between, which second-order methods such as gradient boosting need. delta has the unit of the data: set it to ' +
    'the size of an error that is still ordinary. It lies below huber with the same delta, by up to delta^2 / 2.',
  parameters: {
    delta: smoothTurningPoint,
  },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    exact: {
      api: 'pseudo-Huber loss',
      // sqrt(1 + a^2) - 1 without its cancellation near 0, and from 1e9 on without the square, which could overflow.
      formula: `a = abs(p - y) / delta;
mean(delta^2 * (a > 1e9 ? a - 1 : a / (1 + sqrt(1 + a^2)) * a))`,
    },
    xgboost: {
      api: 'xgboost.mphe',
      formula: 'z = (y - p) / delta; mean(delta^2 * (sqrt(1 + z * z) - 1))',
      reduction: 'weighted-mean',
      note: 'Small errors lose their digits. XGBoost computes in float32 whatever the dtype.',
    },
  },
  references: [
    'P. Charbonnier, L. Blanc-Féraud, G. Aubert and M. Barlaud, Deterministic edge-preserving regularization in computed imaging, 1997, IEEE Transactions on Image Processing 6',
  ],
  example: { true: [[0], [1]], pred: [[3], [1.5]] },
});
