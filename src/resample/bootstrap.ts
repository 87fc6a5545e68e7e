import { ExactSum } from '../reduce/exact-sum.ts';
import type { GroupSums } from './groups.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import type { Xoshiro128 } from './random.ts';

/** A ratio of sums over units, and what each unit has to do with it. */
export interface Ratio {
  /** Units that add to any of the two sums. */
  readonly units: number;
  /** The sum of the divisors. */
  readonly divisor: number;
  readonly value: number;
  /** By unit: value - ratio * divisor, which sum to 0. */
  readonly residuals: Float64Array;
  readonly divisors: Float64Array;
}

/** The ends of an interval of a ratio, as differences from the ratio. */
export interface Limits {
  readonly low: number;
  readonly high: number;
  readonly method: 'bca' | 'percentile';
}

/** The ratio of the sums of all units; a group that no sample fell into is no unit. */
export function ratioOf({ values, divisors, size }: GroupSums): Ratio {
  const filled = Array.from({ length: size }, (_, i) => i).filter(
    (i) => values[i] !== 0 || divisors[i] !== 0,
  );
  const divisor = exactSum(divisors, size).sum();
  // Exact, so that residuals that should be 0 are, but for the rounding of each.
  const value = exactSum(values, size).dividedBy(divisor);
  return {
    units: filled.length,
    divisor,
    value,
    residuals: Float64Array.from(filled, (i) => values[i]! - value * divisors[i]!),
    divisors: Float64Array.from(filled, (i) => divisors[i]!),
  };
}

function exactSum(values: Float64Array, count: number): ExactSum {
  const sum = new ExactSum();
  sum.addAll(values, count);
  return sum;
}

/**
 * How much the ratio differs in samples of as many units drawn with replacement: the bootstrap of Efron, "Bootstrap
 * methods: another look at the jackknife" (1979), in ascending order; undefined where the divisors of a sample sum
 * to 0, and it has no ratio.
 */
export function replicateDifferences(
  ratio: Ratio,
  replicates: number,
  random: Xoshiro128,
): Float64Array | undefined {
  const { units, residuals, divisors } = ratio;
  const words = new Uint32Array(units);
  const unitsPerWord = units / 2 ** 32;
  const noise = roundingNoise(ratio);
  const differences = new Float64Array(replicates);
  for (let r = 0; r < replicates; r++) {
    random.fill(words, units);
    let residual = 0;
    let divisor = 0;
    for (let i = 0; i < units; i++) {
      // Some units are likelier than others by 2^-20 of that at most.
      const unit = (words[i]! * unitsPerWord) | 0;
      residual += residuals[unit]!;
      divisor += divisors[unit]!;
    }
    if (divisor === 0) return undefined;
    differences[r] = Math.abs(residual) <= noise ? 0 : residual / divisor;
  }
  return differences.sort();
}

/**
 * What rounding may leave of a sum of residuals that is 0. Losses with few different values make such sums often,
 * and the bias correction depends on which replicates are equal to the estimate.
 */
function roundingNoise({ units, value, residuals, divisors }: Ratio): number {
  let largest = 0;
  for (let i = 0; i < units; i++) {
    largest = Math.max(largest, Math.abs(residuals[i]!), Math.abs(value) * divisors[i]!);
  }
  return 2 * units * Number.EPSILON * largest;
}

/**
 * The bias-corrected and accelerated interval of Efron, "Better bootstrap confidence intervals" (1987), from
 * ascending differences; the interval of their percentiles where the corrections are not defined.
 */
export function limitsOf(ratio: Ratio, differences: Float64Array, level: number): Limits {
  const tails = [(1 - level) / 2, (1 + level) / 2] as const;
  const bias = normalQuantile(shareBelow(differences));
  const acceleration = jackknifeAcceleration(ratio);
  const corrected = tails.map((tail) => {
    const z = bias + normalQuantile(tail);
    const stretch = 1 - acceleration * z;
    return stretch > 0 ? normalCdf(bias + z / stretch) : NaN;
  });
  const isDefined = Number.isFinite(bias) && !corrected.some(Number.isNaN);
  const [low, high] = (isDefined ? corrected : tails) as [number, number];
  return {
    low: quantile(differences, low),
    high: quantile(differences, high),
    method: isDefined ? 'bca' : 'percentile',
  };
}

/** The share of replicates below the estimate, half of those equal to it included. */
function shareBelow(differences: Float64Array): number {
  let below = 0;
  for (const difference of differences) {
    if (difference < 0) below++;
    else if (difference === 0) below += 0.5;
  }
  return below / differences.length;
}

/** The skewness of the ratios that leave out one unit each, divided by 6; NaN where these are all the same. */
function jackknifeAcceleration({ divisor, residuals, divisors }: Ratio): number {
  const influences = residuals.map((residual, i) => residual / (divisor - divisors[i]!));
  const mean = influences.reduce((sum, x) => sum + x, 0) / influences.length;
  // Their powers could overflow or vanish.
  const largest = influences.reduce((most, x) => Math.max(most, Math.abs(x - mean)), 0);
  let squares = 0;
  let cubes = 0;
  for (const influence of influences) {
    const scaled = (influence - mean) / largest;
    squares += scaled ** 2;
    cubes += scaled ** 3;
  }
  return cubes / (6 * squares ** 1.5);
}

/** The quantile of ascending values, at place (count + 1) * p among them; the first or last where p is beyond these. */
function quantile(values: Float64Array, p: number): number {
  const place = Math.min(Math.max((values.length + 1) * p - 1, 0), values.length - 1);
  const before = Math.floor(place);
  const low = values[before]!;
  const high = values[Math.ceil(place)]!;
  return low + (high - low) * (place - before);
}
