import type { Terms } from '../reduce/sums.ts';
import type { Interval, IntervalOptions, NoInterval } from './interval.ts';
import { Resampler, type UnitOptions } from './resampler.ts';
import { MEAN, partsOf, type GroupSums, type Statistic } from './statistic.ts';
import type { ClusterKeys } from './units.ts';

/** How another prediction compares with the first. */
export interface PairedDifference {
  /** The result of the other less that of the first. */
  readonly difference: number;
  /** Of the difference. */
  readonly interval: Interval | NoInterval;
  /**
   * How many samples the other prediction made worse, better, and neither; NaN is worse than any number. Absent where
   * the results are no means of what samples have.
   */
  readonly samples?: { readonly worse: number; readonly better: number; readonly equal: number };
}

/** Results of two predictions. */
export interface PairedResults {
  readonly first: number;
  readonly other: number;
  /** What the sum of either is divided by, where they are means. */
  readonly denominator: number | null;
}

/**
 * Compares two predictions by their terms of the same samples. A sample is drawn with those of both, so that what makes
 * samples hard for both cancels out, and the difference is told far more closely than either result. Of means the
 * samples' own differences are resampled, in which no digit is lost.
 */
export class PairedResampler {
  readonly #resampler: Resampler;
  /** Of the differences of the samples; undefined where the results are no means. */
  readonly #means: MeanDifferences | undefined;

  /**
   * @param statistic what is made of the sums of either prediction
   * @param size of how many sums it is
   * @param smallerIsBetter whether a smaller value is better, as it is for a loss
   * @throws UserError for a level that so many replicates cannot tell, and for a seed that is no whole number
   */
  constructor(
    statistic: Statistic,
    size: number,
    options: IntervalOptions,
    units: UnitOptions,
    smallerIsBetter: boolean,
  ) {
    this.#means = statistic.isMean ? new MeanDifferences(smallerIsBetter) : undefined;
    this.#resampler = statistic.isMean
      ? new Resampler(MEAN, 1, options, units)
      : new Resampler(differenceOf(statistic, size), 2 * size, options, units);
  }

  /** Adds the samples of a block: the terms of both predictions, which count the same. */
  add(first: Terms, other: Terms, clusters?: ClusterKeys): void {
    const terms = this.#means
      ? this.#means.add(first, other)
      : { ...first, values: [...first.values, ...other.values] };
    this.#resampler.add(terms, clusters);
  }

  compare({ first, other, denominator }: PairedResults): PairedDifference {
    const difference =
      this.#means && denominator !== null
        ? this.#resampler.total().quotient(0, denominator)
        : other - first;
    return {
      difference,
      interval: this.#resampler.interval({ result: difference, denominator, dtype: 'float64' }),
      ...(this.#means && { samples: this.#means.samples }),
    };
  }
}

/** The statistic of the sums of both predictions, one after the other. */
function differenceOf(statistic: Statistic, size: number): Statistic {
  return {
    isMean: false,
    parts: (sums, all) =>
      [0, size].flatMap((from) => {
        return partsOf(statistic, sumsFrom(sums, from, size), sumsFrom(all, from, size));
      }),
    at: (numbers) => {
      const ofEach = (numbers.length - 1) / 2;
      const count = numbers[2 * ofEach]!;
      const [first, other] = [0, ofEach].map((from) => {
        const own = new Float64Array(ofEach + 1);
        own.set(numbers.subarray(from, from + ofEach));
        own[ofEach] = count;
        return statistic.at(own);
      });
      return other! - first!;
    },
  };
}

/** Some of the sums of a group. */
function sumsFrom(sums: GroupSums, from: number, size: number): GroupSums {
  return { size, value: (k) => sums.value(from + k), exact: (k) => sums.exact(from + k) };
}

/** The differences of samples, as they are weighted. */
class MeanDifferences {
  readonly #sign: 1 | -1;
  #differences = new Float64Array(0);
  #worse = 0;
  #better = 0;
  #count = 0;

  constructor(smallerIsBetter: boolean) {
    this.#sign = smallerIsBetter ? 1 : -1;
  }

  /** The differences as terms, valid until the next call. */
  add({ rows, values: [first], counts }: Terms, { values: [other] }: Terms): Terms {
    if (this.#differences.length < rows) this.#differences = new Float64Array(rows);
    const differences = this.#differences;
    for (let i = 0; i < rows; i++) differences[i] = other![i]! - first![i]!;
    this.#worse += countWorse(first!, other!, rows, this.#sign);
    this.#better += countWorse(other!, first!, rows, this.#sign);
    this.#count += counts ? countSamples(counts, first!, other!, rows) : rows;
    return { rows, values: [differences], counts };
  }

  get samples(): NonNullable<PairedDifference['samples']> {
    const [worse, better] = [this.#worse, this.#better];
    return { worse, better, equal: this.#count - worse - better };
  }
}

/** How many losses of the second are worse than those of the first. */
function countWorse(first: Float64Array, second: Float64Array, rows: number, sign: 1 | -1): number {
  let count = 0;
  for (let i = 0; i < rows; i++) {
    const before = first[i]!;
    const after = second[i]!;
    // Without a branch, which would be mispredicted for about half of the samples.
    count += Number(sign * (after - before) > 0);
    count += Number(Number.isNaN(after) && !Number.isNaN(before));
  }
  return count;
}

/** How many samples were not left out: those add to none of the sums. */
function countSamples(
  counts: Float64Array,
  first: Float64Array,
  other: Float64Array,
  rows: number,
): number {
  let count = 0;
  for (let i = 0; i < rows; i++) {
    count += Number(counts[i] !== 0 || first[i] !== 0 || other[i] !== 0);
  }
  return count;
}
