import { describe, expect, it } from 'vitest';
import { Resampler } from '../../src/resample/resampler.ts';
import { MEAN, type Statistic } from '../../src/resample/statistic.ts';
import { certain, exponential, numbers, sumOf, uniform } from './samples.ts';

const OPTIONS = { level: 0.95, seed: 1, replicates: 2000 };
const skewed = numbers(200, (i) => (((i * 73 + 11) % 997) / 997) ** 3);

describe('the interval of a statistic of several sums', () => {
  const quotient: Statistic = { isMean: false, at: ([a, b]) => a! / b! };
  const root: Statistic = { isMean: false, at: ([sum, count]) => Math.sqrt(sum! / count!) };

  function interval(
    statistic: Statistic,
    values: readonly Float64Array[],
    blockRows = 1000,
    denominator: number | null = null,
  ) {
    const resampler = new Resampler(statistic, values.length, OPTIONS, { unit: 'samples' });
    const rows = values[0]!.length;
    for (let from = 0; from < rows; from += blockRows) {
      const part = values.map((column) => column.subarray(from, from + blockRows));
      resampler.add({ rows: part[0]!.length, values: part });
    }
    const result = statistic.at(Float64Array.of(...values.map(sumOf), rows));
    return certain(resampler.interval({ result, denominator, dtype: 'float64' }));
  }

  it('that is a mean by another way is that of the mean', () => {
    const mean = interval(MEAN, [skewed], 1000, 200);
    const ones = numbers(200, () => 1);
    const { low, high, method, count } = interval(quotient, [skewed, ones]);
    expect({ method, count }).toEqual({ method: 'bca', count: 200 });
    expect(low).toBeCloseTo(mean.low, 12);
    expect(high).toBeCloseTo(mean.high, 12);
  });

  it('that grows with the mean is that function of it, where the skewness hardly tells', () => {
    const values = exponential(3000, 21);
    const mean = interval(MEAN, [values], 1000, 3000);
    const { low, high } = interval(root, [values]);
    expect(Math.abs(low / Math.sqrt(mean.low) - 1)).toBeLessThan(1e-3);
    expect(Math.abs(high / Math.sqrt(mean.high) - 1)).toBeLessThan(1e-3);
  });

  it('does not depend on blocks', () => {
    const values = [exponential(9000, 22), uniform(9000, 23)];
    expect(interval(quotient, values, 4097)).toEqual(interval(quotient, values));
  });

  it('is the result alone where all samples are the same', () => {
    const found = interval(quotient, [numbers(40, () => 0.1), numbers(40, () => 0.3)]);
    expect(found.method).toBe('percentile');
    expect(found.low).toBeCloseTo(1 / 3, 14);
    expect(found.high).toBe(found.low);
  });
});
