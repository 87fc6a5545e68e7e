import { defineLoss } from '../definition.ts';
import type { BatchKernel } from '../kernel.ts';
import { rowsOf } from '../shared/numeric.ts';

/** The threshold t for which max(z - t, 0) sums to 1: the nearest point of the simplex to z. */
function threshold(z: Float64Array): number {
  let sum = 0;
  let found = NaN;
  for (const [k, value] of z.toSorted().reverse().entries()) {
    sum += value;
    const candidate = (sum - 1) / (k + 1);
    if (k > 0 && value <= candidate) break;
    found = candidate;
  }
  return found;
}

/** Scores less the largest, which changes neither the projection nor the loss: far below it none counts. */
const kernel: BatchKernel = ({ rows, inputs }) => {
  const truth = inputs['true']!;
  const losses = new Float64Array(rows);
  const projections = rowsOf(inputs['pred']!, rows).map((scores, i) => {
    const own = truth[i]!;
    const largest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
    const z = scores.map((score) => score - largest);
    const t = threshold(z);
    const projection = z.map((value) => Math.max(value - t, 0));
    // What the others have is what the true class lacks: no digits cancel where it has nearly all.
    const others = projection.filter((_, j) => j !== own);
    const lack = others.reduce((sum, q) => sum + q, 0);
    const distance = others.reduce((sum, q) => sum + q * q, lack * lack) / 2;
    losses[i] = distance + Math.max(t - (z[own] ?? NaN), 0);
    return projection;
  });
  return {
    losses,
    gradient: (seed) => {
      const slopes = projections.map((projection, i) =>
        projection.map((q, j) => seed[i]! * (q - (j === truth[i] ? 1 : 0))),
      );
      return Float64Array.from(slopes.flatMap((row) => [...row]));
    },
  };
};

const method =
  'sum((q - one_hot(y))^2) / 2 + max(t - z[y], 0), with t such that q = max(z - t, 0) sums to 1';

/** Multi-class sparsemax loss. Source: A. F. T. Martins and R. F. Astudillo, 2016. */
export const multiclassSparsemax = defineLoss({
  name: 'multiclass-sparsemax',
  title: 'Multi-class sparsemax loss',
  family: 'multi-class',
  aliases: [],
  summary: 'The counterpart of cross-entropy for sparsemax, which gives probabilities of 0.',
  description:
    'For models whose last layer is sparsemax, the projection of the scores onto the simplex of probabilities, of ' +
    'which many are exactly 0. Unlike cross-entropy it becomes 0: once the score of the true class exceeds every ' +
    'other by 1. Predictions are scores before sparsemax, as logits are before softmax.',
  parameters: {},
  inputs: { true: 'class-index', pred: 'real' },
  conventions: {
    optax: { api: 'optax.losses.multiclass_sparsemax_loss', kernel, method },
    exact: { api: 'sparsemax loss', kernel, method },
  },
  references: [
    'A. F. T. Martins and R. F. Astudillo, From softmax to sparsemax: a sparse model of attention and multi-label classification, 2016, ICML 33',
  ],
  example: {
    true: [2, 1],
    pred: [
      [0.1, 0.6, 0.4],
      [0.5, 1.8, -0.3],
    ],
  },
});
