import { ExactSum } from '../../reduce/exact-sum.ts';
import type { BatchKernel } from '../kernel.ts';
import { squareScale } from './square-scale.ts';

/**
 * Formula text: the root of the weighted mean of the squares of `e` over the whole input. Where all of them are 0
 * the root has no slope; it is taken of 1 instead, so that the gradient is 0.
 */
export const rootMeanSquare = `m = stop_gradient(batch_max(abs(e)));
s = ${squareScale('m')};
q = m == 0 ? 1 : batch_sum(w * mean((e / s)^2)) / batch_sum(w);
(m == 0 ? 0 : s) * sqrt(q)`;

/**
 * scikit-learn's root mean squares: one for each column, averaged over the columns.
 * @param scale what true values and predictions are measured on, with its slope
 */
export function meanOfColumnRoots(scale: {
  readonly at: (x: number) => number;
  readonly slope: (x: number) => number;
}): BatchKernel {
  return ({ rows, inputs, weights }) => {
    const pred = inputs['pred']!;
    const columns = pred.length / rows;
    const total = sumOf(weights);
    const errors = pred.map((p, k) => {
      const isLeftOut = weights[Math.floor(k / columns)] === 0;
      return isLeftOut ? 0 : scale.at(p) - scale.at(inputs['true']![k]!);
    });
    const roots = Float64Array.from({ length: columns }, (_, j) => {
      const squares = weights.map((weight, i) => weight * errors[i * columns + j]! ** 2);
      return Math.sqrt(sumOf(squares) / total);
    });
    return {
      losses: sumOf(roots) / columns,
      gradient: () =>
        errors.map((error, k) => {
          const root = roots[k % columns]!;
          const share = weights[Math.floor(k / columns)]! / total / columns;
          return root === 0 ? 0 : (share * error * scale.slope(pred[k]!)) / root;
        }),
    };
  };
}

function sumOf(values: Float64Array): number {
  const sum = new ExactSum();
  sum.addAll(values, values.length);
  return sum.sum();
}
