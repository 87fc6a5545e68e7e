import { arrayOf, type NumberBlocks } from '../../reduce/number-list.ts';
import { everyNth, sizesOfRanks, type RankedSize } from '../../reduce/ranks.ts';
import { defineLoss } from '../definition.ts';
import type { ErrorsKernel } from '../kernel.ts';
import { dividedByMean } from '../parameters.ts';
import { outputWeights } from '../shared/output-weights.ts';

interface PlacedError {
  /** Where among the errors it is. */
  readonly place: number;
  readonly error: number;
}

/** An error in the middle. */
interface Middle {
  readonly size: number;
  readonly find: () => PlacedError;
}

/**
 * The errors whose mean is the median: the one with half of the weight below and half above, or the two about the
 * middle. One that is NaN leaves no order, and is returned itself.
 */
function weightedMiddle(
  errors: Float64Array,
  weightOf: (place: number) => number,
): readonly Middle[] {
  const places = Uint32Array.from(errors.keys()).filter((place) => weightOf(place) > 0);
  const middle = (place: number): Middle => {
    const error = errors[place]!;
    return { size: Math.abs(error), find: () => ({ place, error }) };
  };
  const nan = places.find((place) => Number.isNaN(errors[place]));
  if (nan !== undefined) return [middle(nan)];
  places.sort((a, b) => Math.abs(errors[a]!) - Math.abs(errors[b]!) || a - b);
  const half = places.reduce((sum, place) => sum + weightOf(place), 0) / 2;
  let below = 0;
  const at = places.findIndex((place) => (below += weightOf(place)) >= half);
  // scikit-learn's allowance for the rounding of the sum of the weights.
  return Array.from(places.slice(at, below - half > Number.EPSILON ? at + 1 : at + 2), middle);
}

/** The same where all weights are 1; of equal errors the earlier is before. */
function unweightedMiddle(errors: NumberBlocks): readonly Middle[] {
  const last = Math.floor(errors.length / 2);
  const first = errors.length % 2 === 0 ? last - 1 : last;
  const sizes = sizesOfRanks(errors, first === last ? [last] : [first, last]);
  return (sizes ?? [{ size: NaN, equalBefore: 0 }]).map((ranked) => ({
    size: ranked.size,
    find: () => find(errors, ranked),
  }));
}

/** The error that has a rank among those of its size. */
function find(errors: NumberBlocks, { size, equalBefore }: RankedSize): PlacedError {
  let before = 0;
  let equal = 0;
  for (const block of errors.blocks()) {
    const at = block.findIndex((error) => {
      return Object.is(Math.abs(error), size) && equal++ === equalBefore;
    });
    if (at >= 0) return { place: before + at, error: block[at]! };
    before += block.length;
  }
  throw new Error(`expected an error of size ${size}, found none`);
}

/** The median absolute error of each column, averaged over the columns by their weights, or of all elements at once. */
function medianAbsolute(over: 'columns' | 'elements'): ErrorsKernel {
  return ({ errors, width, weights, params: { outputWeights = 1 } }) => {
    const groups = over === 'columns' ? width : 1;
    const isWeighted = weights?.some((weight) => weight !== 1) ?? false;
    const middles = Array.from({ length: groups }, (_, group) => {
      const own = everyNth(errors, group, groups);
      if (!isWeighted) return unweightedMiddle(own);
      const numbersOfRow = width / groups;
      return weightedMiddle(arrayOf(own), (place) => weights![Math.floor(place / numbersOfRow)]!);
    });
    const shares = dividedByMean([outputWeights as number | readonly number[]].flat());
    const shareOf = (group: number): number =>
      typeof shares === 'number' ? shares : shares[group]!;
    const medians = middles.map((pair) => {
      const sum = pair.reduce((sum, { size }) => sum + size, 0);
      if (over === 'columns' || sum < Infinity) return sum / pair.length;
      // NumPy's mean of two overflows, half of each does not.
      return pair.reduce((mean, { size }) => mean + size / pair.length, 0);
    });
    return {
      loss: medians.reduce((sum, median, group) => sum + median * shareOf(group), 0) / groups,
      gradient: () => {
        const slopes = new Float64Array(errors.length);
        for (const [group, pair] of middles.entries()) {
          for (const { find } of pair) {
            const { place, error } = find();
            slopes[place * groups + group] =
              (Math.sign(error) / pair.length / groups) * shareOf(group);
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
  parameters: { outputWeights },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    sklearn: {
      api: 'sklearn.metrics.median_absolute_error',
      kernel: medianAbsolute('columns'),
      takes: 'errors',
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
      takes: 'errors',
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
