import { ExactSum } from '../reduce/exact-sum.ts';
import type { Terms } from './groups.ts';
import type { Interval, IntervalOptions, NoInterval } from './interval.ts';
import { MeanResampler } from './mean-resampler.ts';

/** What the samples of a block add to the means of two predictions, which have the same divisors. */
export interface PairedTerms extends Terms {
  /** Of the other prediction, as `values` are of the first. */
  readonly others: Float64Array;
}

/** How another prediction compares with the first. */
export interface Comparison {
  /** The result of the other less that of the first. */
  readonly difference: number;
  /** Of the difference. */
  readonly interval: Interval | NoInterval;
  /** How many samples the other prediction made worse, better, and neither; NaN is worse than any number. */
  readonly worse: number;
  readonly better: number;
  readonly equal: number;
}

/**
 * Compares two predictions by their losses on the same samples. A sample is drawn with both of its losses, so that
 * what makes samples hard for both cancels out, and the difference is told far more closely than either mean.
 */
export class PairedResampler {
  readonly #resampler: MeanResampler;
  readonly #sum = new ExactSum();
  readonly #sign: 1 | -1;
  #differences = new Float64Array(0);
  #worse = 0;
  #better = 0;
  #samples = 0;

  /**
   * @param unit what is resampled: with `clusters`, all terms have their clusters
   * @param smallerIsBetter whether a smaller value is better, as it is for a loss
   * @throws UserError for a level that so many replicates cannot tell, and for a seed that is no whole number
   */
  constructor(options: IntervalOptions, unit: 'samples' | 'clusters', smallerIsBetter: boolean) {
    this.#resampler = new MeanResampler(options, unit);
    this.#sign = smallerIsBetter ? 1 : -1;
  }

  /** Adds the samples of a block; the losses of a sample are compared as they are weighted. */
  add({ others, ...terms }: PairedTerms): void {
    const { rows, values, divisors } = terms;
    if (this.#differences.length < rows) this.#differences = new Float64Array(rows);
    const differences = this.#differences;
    for (let i = 0; i < rows; i++) differences[i] = others[i]! - values[i]!;
    this.#worse += countWorse(values, others, rows, this.#sign);
    this.#better += countWorse(others, values, rows, this.#sign);
    this.#samples += divisors ? countSamples(divisors, values, others, rows) : rows;
    this.#sum.addAll(differences, rows);
    this.#resampler.add({ ...terms, values: differences });
  }

  /** @param denominator what the sum of the losses is divided by for the result of either prediction */
  compare(denominator: number): Comparison {
    const difference = this.#sum.dividedBy(denominator);
    return {
      difference,
      interval: this.#resampler.interval({ result: difference, denominator }),
      worse: this.#worse,
      better: this.#better,
      equal: this.#samples - this.#worse - this.#better,
    };
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
  divisors: Float64Array,
  values: Float64Array,
  others: Float64Array,
  rows: number,
): number {
  let count = 0;
  for (let i = 0; i < rows; i++) {
    count += Number(divisors[i] !== 0 || values[i] !== 0 || others[i] !== 0);
  }
  return count;
}
