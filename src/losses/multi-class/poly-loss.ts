import { defineLoss } from '../definition.ts';
import { excessRatio } from '../shared/log-ratio.ts';
import { maskIsWhere } from '../shared/where.ts';

/** Poly-1 cross-entropy. Source: Z. Leng et al., PolyLoss, 2022. */
export const polyLoss = defineLoss({
  name: 'poly-loss',
  title: 'PolyLoss',
  family: 'multi-class',
  aliases: ['poly', 'poly1', 'poly-ce'],
  summary: 'Cross-entropy plus epsilon times the probability that misses the true class.',
  description:
    'Cross-entropy is a series of powers of 1 - p, the probability that the true class misses; this changes the ' +
    'weight of its first term by epsilon (Poly-1). A positive epsilon stresses samples that are not yet sure, a ' +
    'negative one plays them down, and 0 is cross-entropy. Predictions are logits; the best epsilon depends on the ' +
    'task and must be searched for.',
  parameters: {
    epsilon: {
      kind: 'number',
      default: 2,
      help: 'what is added to the weight of the first term, 1 - p',
    },
  },
  inputs: { true: 'distribution', pred: 'real' },
  conventions: {
    optax: {
      api: 'optax.losses.poly_loss_cross_entropy',
      formula: '-sum(y * log_softmax(p)) + epsilon * sum(y * (1 - softmax(p)))',
      masksRows: true,
      note: maskIsWhere,
    },
    exact: {
      api: 'Poly-1 cross-entropy',
      // 1 - p as -expm1(log p), and what that is beyond l by itself: no digits are lost as p nears 1, nor where epsilon is -1.
      formula: `l = log_softmax(p); beyond = ${excessRatio('l')};
-sum(y == 0 ? 0 : y * ((1 + epsilon) * l + epsilon * beyond))`,
      masksRows: true,
      raises: ['true'],
    },
  },
  references: [
    'Z. Leng, M. Tan, C. Liu, E. D. Cubuk, X. Shi, S. Cheng and D. Anguelov, PolyLoss: a polynomial expansion perspective of classification loss functions, 2022, ICLR',
  ],
  example: {
    true: [
      [0, 1, 0],
      [0, 0, 1],
    ],
    pred: [
      [0.5, 2, -1],
      [1.5, 0.3, 0.8],
    ],
  },
});
