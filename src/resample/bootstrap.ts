import { normalCdf, normalQuantile } from './normal.ts';
import type { Xoshiro128 } from './random.ts';
import type { Resampled } from './statistic.ts';

/** The ends of an interval of a statistic, as differences from it. */
export interface Limits {
  readonly low: number;
  readonly high: number;
  readonly method: 'bca' | 'percentile';
}

/**
 * How much the statistic differs in samples of as many units drawn with replacement: the bootstrap of Efron, "Bootstrap
 * methods: another look at the jackknife" (1979), in ascending order; undefined where it is not defined for a sample,
 * as the counts of those drawn sum to 0.
 */
export function replicateDifferences(
  { units, columns, difference }: Resampled,
  replicates: number,
  random: Xoshiro128,
): Float64Array | undefined {
  const pairs = pairsOf(columns, units);
  const sums = new Float64Array(2 * pairs.length);
  const drawn = sums.subarray(0, columns.length);
  const differences = new Float64Array(replicates);
  for (let r = 0; r < replicates; r++) {
    for (let k = 0; k < pairs.length; k++) {
      // The same units for every pair of columns.
      const words = k === pairs.length - 1 ? random : random.copy();
      words.sumDrawn(pairs[k]!, units, sums, 2 * k);
    }
    const found = difference(drawn);
    if (found === undefined) return undefined;
    differences[r] = found;
  }
  return differences.sort();
}

/** Columns two and two, the numbers of a unit side by side: one that is drawn is then read from one place. */
function pairsOf(columns: readonly Float64Array[], units: number): Float64Array[] {
  const count = Math.ceil(columns.length / 2);
  const pairs = Array.from({ length: count }, () => new Float64Array(2 * units));
  columns.forEach((column, k) => {
    const pair = pairs[k >> 1]!;
    for (let i = 0; i < units; i++) pair[2 * i + (k & 1)] = column[i]!;
  });
  return pairs;
}

/**
 * The bias-corrected and accelerated interval of Efron, "Better bootstrap confidence intervals" (1987), from
 * ascending differences; the interval of their percentiles where the corrections are not defined.
 */
export function limitsOf(
  { influences }: Resampled,
  differences: Float64Array,
  level: number,
): Limits {
  const tails = [(1 - level) / 2, (1 + level) / 2] as const;
  const bias = normalQuantile(shareBelow(differences));
  const acceleration = jackknifeAcceleration(influences);
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

/** The skewness of the statistics that leave out one unit each, divided by 6; NaN where these are all the same. */
function jackknifeAcceleration(influences: Float64Array): number {
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
