import { describe, expect, it } from 'vitest';
import { Resampler } from '../../src/resample/resampler.ts';
import { MEAN } from '../../src/resample/statistic.ts';
import { PairedResampler, type PairedDifference } from '../../src/resample/paired-resampler.ts';
import {
  certain,
  exponential,
  inBlocks,
  numbers,
  sumOf,
  uniform,
  widthOf,
  type Samples,
} from './samples.ts';

const OPTIONS = { level: 0.95, seed: 1, replicates: 2000 };

interface Setting {
  readonly replicates?: number;
  readonly blockRows?: number;
  readonly smallerIsBetter?: boolean;
}

function compare(samples: Samples, setting: Setting = {}): PairedDifference {
  const { replicates = OPTIONS.replicates, blockRows = 1000, smallerIsBetter = true } = setting;
  const options = { ...OPTIONS, replicates };
  const units = { unit: 'samples' } as const;
  const resampler = new PairedResampler([MEAN, MEAN], 1, options, units, smallerIsBetter);
  for (const { first, other } of inBlocks(samples, blockRows)) resampler.add(first, other);
  const { values, others, divisors } = samples;
  const denominator = divisors ? sumOf(divisors) : values.length;
  const [one, two] = [values, others!].map((column) => sumOf(column) / denominator);
  return resampler.compare({ first: one!, other: two!, denominator });
}

const first = numbers(200, (i) => (((i * 73 + 11) % 997) / 997) ** 3);
const second = numbers(200, (i) => (((i * 31 + 7) % 499) / 499) ** 2);

describe('PairedResampler', () => {
  it('compares as scipy.stats.bootstrap does the differences', () => {
    const comparison = compare({ values: first, others: second }, { replicates: 20_000 });
    expect(comparison).toMatchObject({ samples: { worse: 119, better: 81, equal: 0 } });
    expect(comparison.difference).toBeCloseTo(0.07279667335064424, 14);
    const { low, high } = certain(comparison.interval);
    const standardError = 0.02796;
    expect(Math.abs(low - 0.01786)).toBeLessThan(0.1 * standardError);
    expect(Math.abs(high - 0.12747)).toBeLessThan(0.1 * standardError);
  });

  it('finds no difference between identical predictions', () => {
    const comparison = compare({ values: first, others: first.slice() });
    expect(comparison).toMatchObject({
      difference: 0,
      samples: { worse: 0, better: 0, equal: 200 },
    });
    expect(comparison.interval).toMatchObject({ low: 0, high: 0, method: 'percentile' });
  });

  it('tells a small difference that the intervals of the two do not', () => {
    const values = exponential(5000, 1);
    const shifts = uniform(5000, 2);
    const others = values.map((x, i) => x + 0.01 * (shifts[i]! + 0.5));
    const { difference, interval, samples } = compare({ values, others });
    expect(samples).toEqual({ worse: 5000, better: 0, equal: 0 });
    expect(difference).toBeCloseTo(0.01, 3);
    expect(certain(interval).low).toBeGreaterThan(0.009);
    const alone = new Resampler(MEAN, 1, OPTIONS, { unit: 'samples' });
    alone.add({ rows: 5000, values: [values] });
    expect(
      widthOf(
        certain(
          alone.interval({ result: sumOf(values) / 5000, denominator: 5000, dtype: 'float64' }),
        ),
      ),
    ).toBeGreaterThan(0.05);
  });

  it('changes sign with the order of the predictions', () => {
    const there = compare({ values: first, others: second });
    const back = compare({ values: second, others: first });
    expect(back.difference).toBe(-there.difference);
    const { worse, better, equal } = there.samples!;
    expect(back.samples).toEqual({ worse: better, better: worse, equal });
  });

  it('knows that larger may be better', () => {
    const comparison = compare({ values: first, others: second }, { smallerIsBetter: false });
    expect(comparison).toMatchObject({ samples: { worse: 81, better: 119 } });
  });

  it('weighs the differences, and leaves out what counts nothing', () => {
    const values = Float64Array.of(2, 6, 0, 4);
    const others = Float64Array.of(4, 3, 0, 4);
    const divisors = Float64Array.of(2, 3, 0, 1);
    expect(compare({ values, others, divisors })).toMatchObject({
      difference: -1 / 6,
      samples: { worse: 1, better: 1, equal: 1 },
    });
  });

  it('takes NaN for worse than any number, and then has no interval', () => {
    const values = Float64Array.of(1, NaN, NaN, Infinity, 1);
    const others = Float64Array.of(NaN, 1, NaN, Infinity, Infinity);
    for (const smallerIsBetter of [true, false]) {
      const comparison = compare({ values, others }, { smallerIsBetter });
      expect(comparison.difference).toBeNaN();
      expect(comparison.interval).toEqual({ reason: 'the result is not finite' });
      expect(comparison).toMatchObject(
        smallerIsBetter
          ? { samples: { worse: 2, better: 1, equal: 2 } }
          : { samples: { worse: 1, better: 2, equal: 2 } },
      );
    }
  });

  it.each([1, 999, 4097])('does not depend on blocks: of %d rows', (blockRows) => {
    const values = exponential(9000, 3);
    const others = exponential(9000, 4);
    const divisors = uniform(9000, 5);
    const comparison = compare({ values, others, divisors }, { blockRows, replicates: 100 });
    expect(comparison).toEqual(compare({ values, others, divisors }, { replicates: 100 }));
  });
});
