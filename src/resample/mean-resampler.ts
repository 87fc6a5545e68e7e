import { limitsOf, ratioOf, replicateDifferences } from './bootstrap.ts';
import { ClusterGroups, SampleGroups, type Groups, type Terms } from './groups.ts';
import {
  requireOptions,
  type Interval,
  type IntervalOptions,
  type NoInterval,
} from './interval.ts';
import { seededGenerator } from './random.ts';

/** A reduced loss: the sum of the losses over a denominator. */
export interface Reduced {
  readonly result: number;
  /** What the sum was divided by for the result: 1 for a sum. */
  readonly denominator: number;
}

/**
 * Computes an interval of a mean of losses by resampling samples or clusters, from one pass over them and in constant
 * memory. It depends on the seed and on the samples in their order, but not on how they are cut into blocks.
 */
export class MeanResampler {
  readonly #options: IntervalOptions;
  readonly #unit: 'samples' | 'clusters';
  readonly #groups: Groups;
  #hasNegativeDivisor = false;

  /**
   * @param unit what is resampled: with `clusters`, all terms have their clusters
   * @throws UserError for a level that so many replicates cannot tell, and for a seed that is no whole number
   */
  constructor(options: IntervalOptions, unit: 'samples' | 'clusters') {
    requireOptions(options);
    this.#options = options;
    this.#unit = unit;
    this.#groups =
      unit === 'clusters' ? new ClusterGroups(options.seed) : new SampleGroups(options.seed);
  }

  /** Adds the samples of a block. One that adds nothing to either sum was left out, and is no sample. */
  add(terms: Terms): void {
    const { rows, divisors } = terms;
    for (let i = 0; divisors && i < rows; i++) {
      if (divisors[i]! < 0) this.#hasNegativeDivisor = true;
    }
    this.#groups.add(terms);
  }

  /**
   * The interval of the mean that the terms make, in the units of the result: for a sum, of which the result is not
   * divided by the divisors, it is that of the mean times their sum, which is taken as given.
   */
  interval({ result, denominator }: Reduced): Interval | NoInterval {
    const ratio = ratioOf(this.#groups.sums);
    if (this.#hasNegativeDivisor) return { reason: 'there are negative weights' };
    if (ratio.units === 0) return { reason: 'no sample counts' };
    if (!Number.isFinite(ratio.value) || !Number.isFinite(result)) {
      return { reason: 'the result is not finite' };
    }
    if (ratio.residuals.some((x) => Math.abs(x) > Number.MAX_VALUE / ratio.units)) {
      return { reason: 'the losses are too large to be summed' };
    }
    if (ratio.units < 2) return { reason: `it takes two ${this.#unit} or more` };
    const { level, seed, replicates } = this.#options;
    const random = seededGenerator(seed, 'replicates');
    const differences = replicateDifferences(ratio, replicates, random);
    if (!differences) return { reason: 'the weights of some resamples sum to 0' };
    const limits = limitsOf(ratio, differences, level);
    const scale = ratio.divisor / denominator;
    return {
      low: result + limits.low * scale,
      high: result + limits.high * scale,
      level,
      method: limits.method,
      replicates,
      seed,
      units: this.#groups.isGrouped ? `groups of ${this.#unit}` : this.#unit,
      count: ratio.units,
    };
  }
}
