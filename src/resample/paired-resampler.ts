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
    const sign = this.#sign;
    let worse = 0;
    let better = 0;
    let leftOut = 0;
    for (let i = 0; i < rows; i++) {
      const value = values[i]!;
      const other = others[i]!;
      const difference = other - value;
      differences[i] = difference;
      // Without a branch, which would be mispredicted for about half of the samples.
      worse += Number(sign * difference > 0);
      better += Number(sign * difference < 0);
      if (Number.isNaN(difference)) {
        worse += Number(!Number.isNaN(value) && Number.isNaN(other));
        better += Number(Number.isNaN(value) && !Number.isNaN(other));
      }
      if (divisors?.[i] === 0 && value === 0 && other === 0) leftOut++;
    }
    this.#worse += worse;
    this.#better += better;
    this.#samples += rows - leftOut;
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
