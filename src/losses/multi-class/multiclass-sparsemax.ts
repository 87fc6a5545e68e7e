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

/** Scores less that of the true class, which changes neither the projection nor the loss and keeps digits. */
const kernel: BatchKernel = ({ rows, inputs }) => {
  const truth = inputs['true']!;
  const losses = new Float64Array(rows);
  const projections = rowsOf(inputs['pred']!, rows).map((scores, i) => {
    const own = scores[truth[i]!] ?? NaN;
    const z = scores.map((score) => score - own);
    const t = threshold(z);
    const projection = z.map((value) => Math.max(value - t, 0));
    // Half of what z's squares exceed the threshold's by on the support, plus a half.
    losses[i] = projection.reduce((sum, q, j) => sum + (q * (z[j]! + t)) / 2, 0.5);
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
  'sum over the support S of (z^2 - t^2) / 2 + 1/2 - z[y], with t such that max(z - t, 0) sums to 1';

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
