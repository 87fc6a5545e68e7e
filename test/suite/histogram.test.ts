import { describe, expect, it } from 'vitest';
import { HistogramCounter } from '../../src/suite/histogram.ts';
import { histogramRows } from '../../src/output/cells/histogram-cells.ts';
import { histogramLines } from '../../src/output/table/histogram-bars.ts';

function histogramOf(losses: readonly number[]) {
  const counter = new HistogramCounter();
  counter.add(Float64Array.from(losses), losses.length);
  return counter.finish();
}

/** A generator of numbers from 0 to 1 (Park and Miller's), so that every run sees the same. */
function* uniform(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 48271) % 2147483647;
    yield state / 2147483647;
  }
}

function draw(count: number, of: (next: () => number) => number): number[] {
  const numbers = uniform(7);
  return Array.from({ length: count }, () => of(() => numbers.next().value));
}

describe('bins of losses', () => {
  it('are in equal steps where losses are of one size', () => {
    const { scale, bins } = histogramOf([0.3, 0.31, 0.35, 0.4, 0.44]);
    expect(scale).toBe('linear');
    expect(bins[0]).toEqual({ low: 0.3, high: 0.31, count: 1 });
    expect(bins.at(-1)).toEqual({ low: 0.44, high: 0.45, count: 1 });
  });

  it('are logarithmic where some losses are far beyond the others, with zeros by themselves', () => {
    const { scale, bins } = histogramOf([0, 0, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 50]);
    expect(scale).toBe('log');
    expect(bins).toEqual([
      { low: 0, high: 0, count: 2 },
      { low: 0.1, high: 0.2, count: 2 },
      { low: 0.2, high: 0.5, count: 2 },
      { low: 0.5, high: 1, count: 1 },
      { low: 1, high: 2, count: 1 },
      { low: 2, high: 5, count: 0 },
      { low: 5, high: 10, count: 0 },
      { low: 10, high: 20, count: 0 },
      { low: 20, high: 50, count: 0 },
      { low: 50, high: 100, count: 1 },
    ]);
  });

  const shapes: [string, (next: () => number) => number][] = [
    ['uniform', (next) => next()],
    ['squares', (next) => (next() - next()) ** 2],
    ['around zero', (next) => next() - 0.5],
    ['many sizes', (next) => 10 ** (600 * next() - 300)],
    ['round numbers', (next) => Math.round(100 * next()) / 100],
    ['negative round numbers', (next) => -Math.round(100 * next()) / 100],
    ['nearly equal', (next) => 1000 + next()],
    ['subnormal', (next) => Math.round(50 * next()) * Number.MIN_VALUE],
    ['of both signs and as large as can be', (next) => (next() < 0.5 ? -1 : 1) * Number.MAX_VALUE],
  ];
  it.each(shapes)('hold each loss once, within their bounds: %s', (_, of) => {
    const losses = draw(5000, of);
    const { bins, nonFinite } = histogramOf(losses);
    expect(nonFinite).toEqual([]);
    expect(bins.length).toBeLessThanOrEqual(22);
    const largest = Number.MAX_VALUE;
    for (const { low, high, count } of bins) {
      const isZeros = high === 0 && low === 0;
      const hasZeros = bins[0]!.high === 0 && bins[0]!.low === 0;
      const within = losses.filter((loss) => {
        if (isZeros) return loss === 0;
        if (loss === 0 && hasZeros) return false;
        return loss >= low && (loss < high || (high === largest && loss === largest));
      });
      expect(count).toBe(within.length);
    }
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(losses.length);
  });

  it('are followed by what is no finite number', () => {
    expect(histogramRows(histogramOf([NaN, Infinity, 0, -Infinity, NaN]))).toEqual([
      { label: '0', count: 1 },
      { label: '-Infinity', count: 1 },
      { label: 'Infinity', count: 1 },
      { label: 'NaN', count: 2 },
    ]);
  });

  it('are none where there are no losses', () => {
    expect(histogramLines(histogramOf([]), 80)).toEqual([]);
  });
});

describe('bars', () => {
  it('fit the width, and show whatever is there', () => {
    const lines = histogramLines(histogramOf([...Array<number>(10_000).fill(0.5), 0.9]), 40);
    expect(Math.max(...lines.map((line) => line.length))).toBe(40);
    expect(lines.at(-1)).toMatch(/0\.9 to 0\.95\s+1\s+▏$/);
  });
});
