import { defineLoss } from '../definition.ts';
import type { BatchKernel } from '../kernel.ts';

interface WeightedError {
  /** Where in pred it is. */
  readonly place: number;
  readonly error: number;
  readonly weight: number;
}

/**
 * The errors whose mean is the median: the one with half of the weight below and half above, or the two about the
 * middle. One that is NaN leaves no order, and is returned itself.
 */
function middle(errors: readonly WeightedError[]): readonly WeightedError[] {
  const counted = errors.filter(({ weight }) => weight > 0);
  const nan = counted.find(({ error }) => Number.isNaN(error));
  if (nan) return [nan];
  counted.sort((a, b) => Math.abs(a.error) - Math.abs(b.error));
  const half = counted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let below = 0;
  const at = counted.findIndex(({ weight }) => (below += weight) >= half);
  // scikit-learn's allowance for the rounding of the sum of the weights.
  return counted.slice(at, below - half > Number.EPSILON ? at + 1 : at + 2);
}

/** The same where all weights are 1: of millions of errors, which are sorted as numbers. */
function unweightedMiddle(errors: Float64Array): readonly Pick<WeightedError, 'place' | 'error'>[] {
  const sorted = errors.map(Math.abs).sort();
  // Sorting puts NaN last.
  if (Number.isNaN(sorted.at(-1))) {
    return [{ place: errors.findIndex(Number.isNaN), error: NaN }];
  }
  const last = Math.floor(errors.length / 2);
  const first = errors.length % 2 === 0 ? last - 1 : last;
  return (first === last ? [last] : [first, last]).map((rank) => {
    const place = placeOfRank(errors, sorted, rank);
    return { place, error: errors[place]! };
  });
}

/** Where the error is whose magnitude has a rank; of equal ones the earlier has the lower rank. */
function placeOfRank(errors: Float64Array, sorted: Float64Array, rank: number): number {
  const magnitude = sorted[rank]!;
  let equalBefore = 0;
  while (sorted[rank - equalBefore - 1] === magnitude) equalBefore++;
  return errors.findIndex((error) => Math.abs(error) === magnitude && equalBefore-- === 0);
}

/** The median absolute error of each column, averaged over the columns, or of all elements at once. */
function medianAbsolute(over: 'columns' | 'elements'): BatchKernel {
  return ({ rows, inputs, weights }) => {
    const pred = inputs['pred']!;
    const width = pred.length / rows;
    const groups = over === 'columns' ? width : 1;
    const isWeighted = weights.some((weight) => weight !== 1);
    const middles = Array.from({ length: groups }, (_, group) => {
      const placeOf = (i: number): number => i * groups + group;
      const errors = Float64Array.from({ length: pred.length / groups }, (_, i) => {
        return pred[placeOf(i)]! - inputs['true']![placeOf(i)]!;
      });
      if (!isWeighted) {
        return unweightedMiddle(errors).map(({ place, error }) => ({
          place: placeOf(place),
          error,
        }));
      }
      return middle(
        Array.from(errors, (error, i) => {
          const place = placeOf(i);
          return { place, error, weight: weights[Math.floor(place / width)]! };
        }),
      );
    });
    const medians = middles.map((pair) => {
      const sum = pair.reduce((sum, { error }) => sum + Math.abs(error), 0);
      if (over === 'columns' || sum < Infinity) return sum / pair.length;
      // NumPy's mean of two overflows, half of each does not.
      return pair.reduce((mean, { error }) => mean + Math.abs(error) / pair.length, 0);
    });
    return {
      losses: medians.reduce((sum, median) => sum + median, 0) / groups,
      gradient: () => {
        const slopes = new Float64Array(pred.length);
        for (const pair of middles) {
          for (const { place, error } of pair) {
            slopes[place] = Math.sign(error) / pair.length / groups;
          }
        }
        return slopes;
      },
    };
  };
}

/** Median absolute error. Source: F. R. Hampel, The influence curve and its role in robust estimation, 1974. */
export const medianAbsoluteError = defineLoss({
  name: 'median-absolute-error',
  title: 'Median absolute error',
  family: 'regression',
  aliases: ['medae'],
  summary: 'The median of the absolute differences over the whole input.',
  description:
    'The size of a typical error: half of the errors are larger. Outliers do not matter at all until they are half ' +
    'of the data, which makes it a good summary and a poor target: its gradient is 0 for all but the element or two ' +
    'in the middle. It is one number for the whole input; of several outputs scikit-learn averages a median each.',
  parameters: {},
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.median_absolute_error',
      kernel: medianAbsolute('columns'),
      batchLevel: true,
      notASum: 'a median needs all errors in order',
      method: 'the mean over columns of the weighted median of abs(p - y)',
      weighted: true,
      reduction: 'weighted-mean',
      note: 'Takes the median of each column by itself and averages the medians.',
    },
    exact: {
      api: 'median absolute error',
      axis: 'entry',
      kernel: medianAbsolute('elements'),
      batchLevel: true,
      notASum: 'a median needs all errors in order',
      method: 'the weighted median of all abs(p - y)',
      weighted: true,
      note: 'One median over all samples and outputs.',
    },
  },
  references: [
    'F. R. Hampel, The influence curve and its role in robust estimation, 1974, Journal of the American Statistical Association 69',
  ],
  example: { true: [[3], [-0.5], [2], [7]], pred: [[2.5], [0], [2], [8]] },
});
