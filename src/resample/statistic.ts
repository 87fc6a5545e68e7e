import type { Sums } from '../reduce/sums.ts';
import type { ExactNumber } from '../reduce/units.ts';

/** What is made of the sums of samples: a result, or the difference of two. */
export interface Statistic {
  /** Whether it is the first sum divided by what the samples count, a mean. */
  readonly isMean: boolean;
  /**
   * What units are drawn by where their sums, rounded, would tell too little: any numbers of which those of several units
   * add up.
   * @param all the sums of all units
   */
  readonly parts?: (all: GroupSums) => PartsOf;
  /**
   * @param sums the sums, those of cells the last, of which some may be missing, or the {@link parts} in place of all these;
   * and after them what the samples count
   */
  at(sums: Float64Array): number;
}

/** The numbers that a unit with these sums is drawn by. */
export type PartsOf = (sums: GroupSums) => readonly number[];

/** The sums of a group by their places. */
export interface GroupSums {
  readonly size: number;
  /** One of them, rounded once. */
  value(k: number): number;
  exact(k: number): ExactNumber;
}

/** The mean of samples. */
export const MEAN: Statistic = {
  isMean: true,
  at: ([sum, count]) => sum! / count!,
};

/** A statistic of units that can be drawn anew: samples, clusters, or groups of these. */
export interface Resampled {
  readonly units: number;
  /** Of all units. */
  readonly value: number;
  /** What the samples of all units count. */
  readonly count: number;
  /** What each unit adds to the sums that {@link difference} takes. */
  readonly columns: readonly Float64Array[];
  /** What is above {@link value} of the statistic of the sums of drawn units; undefined where it is not defined. */
  readonly difference: (sums: Float64Array) => number | undefined;
  /** By unit, how much the statistic is above that of all others. */
  readonly influences: Float64Array;
  /** What no sample drawn from the units goes beyond but by rounding, where that is known: their means. */
  readonly range?: readonly [lowest: number, highest: number];
}

/**
 * The units that hold samples, with what the statistic has to do with them.
 * @param order of the units
 */
export function resampledOf(
  units: Sums,
  statistic: Statistic,
  order: readonly number[],
): Resampled {
  const filled = order.filter((group) => units.rows(group) > 0);
  return statistic.isMean ? resampledMean(units, filled) : resampledOther(units, filled, statistic);
}

/**
 * The residuals of units, value - mean * count, sum to 0. The sum of those that are drawn divided by what they count is
 * the difference of their mean from that of all, of which no digit cancels.
 */
function resampledMean(units: Sums, filled: readonly number[]): Resampled {
  const total = units.total();
  const count = total.count();
  const mean = total.quotient(0, count);
  const counts = new Float64Array(filled.length);
  const residuals = new Float64Array(filled.length);
  let largest = 0;
  let [lowest, highest] = [mean, mean];
  for (const [i, group] of filled.entries()) {
    const value = units.value(0, group);
    const expected = mean * (counts[i] = units.count(group));
    residuals[i] = value - expected;
    largest = Math.max(largest, Math.abs(residuals[i]), Math.abs(expected));
    if (value / counts[i] < lowest) lowest = value / counts[i];
    if (value / counts[i] > highest) highest = value / counts[i];
  }
  const noise = roundingNoise(filled.length, largest);
  return {
    units: filled.length,
    value: mean,
    count,
    columns: [residuals, counts],
    difference: ([residual, drawn]) => {
      if (drawn === 0) return undefined;
      return Math.abs(residual!) <= noise ? 0 : residual! / drawn!;
    },
    influences: residuals.map((residual, i) => residual / (count - counts[i]!)),
    range: [lowest, highest],
  };
}

function resampledOther(units: Sums, filled: readonly number[], statistic: Statistic): Resampled {
  const total = units.total();
  const partsOf = partsAbout(statistic, groupOf(total, 0));
  const numbersOf = (sums: Sums, group: number): Float64Array => {
    return Float64Array.of(...partsOf(groupOf(sums, group)), sums.count(group));
  };
  const sums = numbersOf(total, 0);
  const value = statistic.at(sums);
  const rows = filled.map((group) => numbersOf(units, group));
  const columns = Array.from(sums, (_, k) => Float64Array.from(rows, (row) => row[k]!));
  const noise = roundingNoise(filled.length, Math.abs(value));
  return {
    units: filled.length,
    value,
    count: total.count(),
    columns,
    difference: (drawn) => {
      const difference = statistic.at(drawn) - value;
      if (!Number.isFinite(difference)) return undefined;
      return Math.abs(difference) <= noise ? 0 : difference;
    },
    influences: Float64Array.from(filled, (group) => {
      return value - statistic.at(numbersOf(total.without(units, group), 0));
    }),
  };
}

/** The sums of one group. */
export function groupOf(sums: Sums, group: number): GroupSums {
  return {
    size: sums.size,
    value: (k) => sums.value(k, group),
    exact: (k) => sums.exact(k, group),
  };
}

/**
 * What a statistic draws units by.
 * @param all the sums of all units
 */
export function partsAbout({ parts }: Statistic, all: GroupSums): PartsOf {
  return parts?.(all) ?? ((sums) => Array.from({ length: sums.size }, (_, k) => sums.value(k)));
}

/**
 * What rounding may leave of a difference that is 0. Losses with few different values make such differences often, and
 * the bias correction depends on which replicates are equal to the estimate.
 */
function roundingNoise(units: number, largest: number): number {
  return 2 * units * Number.EPSILON * largest;
}
