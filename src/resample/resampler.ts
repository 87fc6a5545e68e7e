import type { Sums, Terms } from '../reduce/sums.ts';
import { rounderOf, type Dtype } from '../tensor/dtype.ts';
import { limitsOf, replicateDifferences } from './bootstrap.ts';
import {
  requireOptions,
  type Interval,
  type IntervalOptions,
  type NoInterval,
} from './interval.ts';
import { seededGenerator } from './random.ts';
import { resampledOf, type Resampled, type Statistic } from './statistic.ts';
import {
  ClusterUnits,
  SampleUnits,
  type ClusterKeys,
  type Units,
  type UnitsState,
} from './units.ts';

/** What is resampled, and how many units are kept at most, a power of two. */
export interface UnitOptions {
  readonly unit: 'samples' | 'clusters';
  readonly most?: number | undefined;
  /** Whether it is put together of parts, in which samples have keys as clusters have. */
  readonly isMerged?: boolean | undefined;
}

/** The units of some rows, as plain data. */
export interface ResamplerState extends UnitsState {
  readonly hasNegativeCount: boolean;
}

/** A result that is resampled. */
export interface Resulting {
  readonly result: number;
  /**
   * What a sum is divided by for the result where the statistic is a mean; the interval of a sum is that of the mean
   * times what the samples count, which is taken as given.
   */
  readonly denominator: number | null;
  readonly dtype: Dtype;
}

/**
 * Computes an interval of a statistic of sums by resampling samples or clusters, from one pass over them and in constant
 * memory. It depends on the seed and on the samples in their order, but not on how they are cut into blocks.
 */
export class Resampler {
  readonly #statistic: Statistic;
  readonly #options: IntervalOptions;
  readonly #unit: UnitOptions['unit'];
  readonly #units: Units;
  #hasNegativeCount = false;

  /**
   * @param size of how many sums the statistic is
   * @throws UserError for a level that so many replicates cannot tell, and for a seed that is no whole number
   */
  constructor(
    statistic: Statistic,
    size: number,
    options: IntervalOptions,
    { unit, most, isMerged = false }: UnitOptions,
  ) {
    requireOptions(options);
    this.#statistic = statistic;
    this.#options = options;
    this.#unit = unit;
    const UnitsOf = unit === 'clusters' || isMerged ? ClusterUnits : SampleUnits;
    this.#units = new UnitsOf(size, options.seed, most);
  }

  /**
   * Adds the samples of a block.
   * @param clusters of the samples, where these are resampled
   */
  add(terms: Terms, clusters?: ClusterKeys): void {
    const { rows, counts } = terms;
    for (let i = 0; counts && i < rows; i++) if (counts[i]! < 0) this.#hasNegativeCount = true;
    this.#units.add(terms, clusters);
  }

  /**
   * What was summed so far.
   * @param part what the part of the input is called
   */
  state(part: string): ResamplerState {
    return { hasNegativeCount: this.#hasNegativeCount, ...this.#units.state(part) };
  }

  /**
   * Adds what was summed of other rows, to one that was made for it.
   * @param cellOf the cells of sums here of those there
   */
  absorb({ hasNegativeCount, ...units }: ResamplerState, cellOf: readonly number[]): void {
    this.#hasNegativeCount ||= hasNegativeCount;
    if (this.#units instanceof ClusterUnits) this.#units.absorb(units, cellOf);
  }

  /** The sums of all samples. */
  total(): Sums {
    return this.#units.sums.total();
  }

  /** The interval of the result that the sums of all samples make; it is rounded as that is. */
  interval({ result, denominator, dtype }: Resulting): Interval | NoInterval {
    const resampled = resampledOf(this.#units.sums, this.#statistic, this.#units.order);
    const reason = this.#obstacle(resampled, result);
    if (reason !== undefined) return { reason };
    const { level, seed, replicates } = this.#options;
    const random = seededGenerator(seed, 'replicates');
    const differences = replicateDifferences(resampled, replicates, random);
    if (!differences) return { reason: this.#undefinedReason };
    const { low, high, method } = limitsOf(resampled, differences, level);
    const isScaled = this.#statistic.isMean && denominator !== null;
    const scale = isScaled ? resampled.count / denominator : 1;
    const round = rounderOf(dtype);
    const unrounded = resampled.value * scale;
    const centre = round(unrounded) === result ? unrounded : result;
    const [lowest, highest] = resampled.range ?? [-Infinity, Infinity];
    return {
      low: round(Math.max(centre + low * scale, Math.min(lowest * scale, centre))),
      high: round(Math.min(centre + high * scale, Math.max(highest * scale, centre))),
      level,
      method,
      replicates,
      seed,
      units: this.#units.isGrouped ? `groups of ${this.#unit}` : this.#unit,
      count: resampled.units,
    };
  }

  get #undefinedReason(): string {
    return this.#statistic.isMean
      ? 'the weights of some resamples sum to 0'
      : 'it is not defined for some resamples';
  }

  /** Why there is no interval; undefined where there is one. */
  #obstacle({ units, value, columns }: Resampled, result: number): string | undefined {
    if (this.#hasNegativeCount) return 'there are negative weights';
    if (units === 0) return 'no sample counts';
    if (!Number.isFinite(value) || !Number.isFinite(result)) return 'the result is not finite';
    const largest = Number.MAX_VALUE / units;
    if (columns.some((column) => column.some((x) => Math.abs(x) > largest))) {
      return 'the losses are too large to be summed';
    }
    return units < 2 ? `it takes two ${this.#unit} or more` : undefined;
  }
}
