import type { CellTerms } from '../reduce/cell-sums.ts';
import type { Terms } from '../reduce/sums.ts';
import type { Interval, IntervalOptions, NoInterval } from './interval.ts';
import { Resampler, type UnitOptions } from './resampler.ts';
import { MEAN, partsAbout, type GroupSums, type Statistic } from './statistic.ts';
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
   * @param statistics what is made of the sums of the first prediction, and of the other
   * @param size of how many sums it is, without those of cells
   * @param smallerIsBetter whether a smaller value is better, as it is for a loss
   * @throws UserError for a level that so many replicates cannot tell, and for a seed that is no whole number
   */
  constructor(
    statistics: readonly [first: Statistic, other: Statistic],
    size: number,
    options: IntervalOptions,
    units: UnitOptions,
    smallerIsBetter: boolean,
  ) {
    const [{ isMean }] = statistics;
    this.#means = isMean ? new MeanDifferences(smallerIsBetter) : undefined;
    this.#resampler = isMean
      ? new Resampler(MEAN, 1, options, units)
      : new Resampler(differenceOf(statistics, size), 2 * size, options, units);
  }

  /** Adds the samples of a block: the terms of both predictions, which count the same. */
  add(first: Terms, other: Terms, clusters?: ClusterKeys): void {
    const terms = this.#means
      ? this.#means.add(first, other)
      : {
          ...first,
          values: [...first.values, ...other.values],
          cells: [...everySecond(first, 0), ...everySecond(other, 1)],
        };
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

/** The cells of one of two predictions, between which lie those of the other: how many there will be is not known. */
function everySecond({ rows, cells = [] }: Terms, from: 0 | 1): readonly CellTerms[] {
  return cells.map((ofCells) => {
    const apart = Int32Array.from({ length: rows }, (_, i) => {
      const cell = ofCells.cells[i]!;
      return cell < 0 ? cell : 2 * cell + from;
    });
    return { ...ofCells, cells: apart };
  });
}

/** The statistic of the sums of both predictions: one after the other, and of their cells in turn. */
function differenceOf(statistics: readonly [Statistic, Statistic], size: number): Statistic {
  const [first, other] = statistics;
  return {
    isMean: false,
    parts: (all) => {
      const ofEach = statistics.map((statistic, which) =>
        partsAbout(statistic, sumsOf(all, size, which)),
      );
      return (sums) => ofEach.flatMap((partsOf, which) => partsOf(sumsOf(sums, size, which)));
    },
    at: (numbers) => {
      const count = numbers.at(-1)!;
      const half = numbers.length >> 1;
      const ofFirst = Float64Array.of(...numbers.subarray(0, half), count);
      const ofOther = Float64Array.of(...numbers.subarray(half));
      return other.at(ofOther) - first.at(ofFirst);
    },
  };
}

/** The sums of one of two predictions among those of both. */
function sumsOf(both: GroupSums, size: number, which: number): GroupSums {
  const cells = (both.size - 2 * size + 1 - which) >> 1;
  const place = (k: number): number =>
    k < size ? which * size + k : 2 * size + 2 * (k - size) + which;
  return {
    size: size + cells,
    value: (k) => both.value(place(k)),
    exact: (k) => both.exact(place(k)),
  };
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
