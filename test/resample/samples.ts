import type { Terms } from '../../src/resample/groups.ts';
import type { Interval, NoInterval } from '../../src/resample/interval.ts';
import { seededGenerator } from '../../src/resample/random.ts';

/** Numbers between 0 and 1, both excluded, always the same for a seed. */
export function uniform(count: number, seed: number): Float64Array {
  const words = new Uint32Array(count);
  // Seeds of their own, which no interval of a test has.
  seededGenerator(1e6 + seed, 'grouping').fill(words, count);
  return Float64Array.from(words, (word) => (word + 0.5) / 2 ** 32);
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

/** The terms in blocks of some length. */
export function* inBlocks<T extends Terms & { others?: Float64Array }>(
  terms: T,
  length: number,
): Generator<T> {
  const { rows, values, divisors, clusters, others } = terms;
  for (let from = 0; from < rows; from += length) {
    const to = Math.min(rows, from + length);
    yield {
      rows: to - from,
      values: values.subarray(from, to),
      divisors: divisors?.subarray(from, to),
      others: others?.subarray(from, to),
      clusters: clusters && { ...clusters, codes: Array.from(clusters.codes).slice(from, to) },
    } as T;
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
