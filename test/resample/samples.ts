import type { Terms } from '../../src/reduce/sums.ts';
import type { ClusterKeys } from '../../src/resample/units.ts';
import type { Interval, NoInterval } from '../../src/resample/interval.ts';
import { seededGenerator } from '../../src/resample/random.ts';

/** Numbers between 0 and 1, both excluded, always the same for a seed. */
export function uniform(count: number, seed: number): Float64Array {
  // Seeds of their own, which no interval of a test has.
  const random = seededGenerator(1e6 + seed, 'grouping');
  return numbers(count, () => (random.next() + 0.5) / 2 ** 32);
}

/** Numbers of the exponential distribution of mean 1. */
export function exponential(count: number, seed: number): Float64Array {
  return uniform(count, seed).map((u) => -Math.log(u));
}

/** `size` numbers made from their indices. */
export function numbers(size: number, make: (index: number) => number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => make(i));
}

export function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** What samples add to a mean, the quotient of two sums. */
export interface Samples {
  readonly values: Float64Array;
  /** Of another prediction, where two are compared. */
  readonly others?: Float64Array;
  /** What each sample counts; 1 when left out. */
  readonly divisors?: Float64Array;
  readonly clusters?: ClusterKeys;
}

/** The samples in blocks of some length, as terms. */
export function* inBlocks(
  { values, divisors, clusters, others }: Samples,
  length: number,
): Generator<{ first: Terms; other: Terms; clusters: ClusterKeys | undefined }> {
  const rows = values.length;
  for (let from = 0; from < rows; from += length) {
    const to = Math.min(rows, from + length);
    const terms = (column: Float64Array): Terms => ({
      rows: to - from,
      values: [column.subarray(from, to)],
      counts: divisors?.subarray(from, to),
    });
    yield {
      first: terms(values),
      other: terms(others ?? values),
      clusters: clusters && { ...clusters, codes: Array.from(clusters.codes).slice(from, to) },
    };
  }
}

/** An interval that there must be. */
export function certain(interval: Interval | NoInterval): Interval {
  if ('reason' in interval) throw new Error(`expected an interval: ${interval.reason}`);
  return interval;
}

export function widthOf({ low, high }: Interval): number {
  return high - low;
}
