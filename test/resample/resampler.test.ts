import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/messages/errors.ts';
import { MOST_UNITS, type ClusterKeys } from '../../src/resample/units.ts';
import {
  DEFAULT_REPLICATES,
  type Interval,
  type IntervalOptions,
  type NoInterval,
} from '../../src/resample/interval.ts';
import { Resampler } from '../../src/resample/resampler.ts';
import { MEAN } from '../../src/resample/statistic.ts';
import { utf8Of } from '../suite/table.ts';
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

const OPTIONS: IntervalOptions = { level: 0.95, seed: 1, replicates: DEFAULT_REPLICATES };
/** Enough that the ends are within a few hundredths of a standard error of those of endless replicates. */
const MANY = 20_000;

interface Setting extends Partial<IntervalOptions> {
  readonly blockRows?: number;
  /** What the sum is divided by; by default the sum of the divisors. */
  readonly denominator?: number;
}

function newResampler(options: Partial<IntervalOptions>, unit: 'samples' | 'clusters'): Resampler {
  return new Resampler(MEAN, 1, { ...OPTIONS, ...options }, { unit });
}

function intervalOf(samples: Samples, setting: Setting = {}): Interval | NoInterval {
  const { values, divisors } = samples;
  const rows = values.length;
  const { blockRows = 1000, denominator = divisors ? sumOf(divisors) : rows, ...options } = setting;
  const resampler = newResampler(options, samples.clusters ? 'clusters' : 'samples');
  for (const { first, clusters } of inBlocks(samples, blockRows)) resampler.add(first, clusters);
  return resampler.interval({ result: sumOf(values) / denominator, denominator, dtype: 'float64' });
}

/** Clusters of samples with the same code. */
function clustersOf(codes: readonly number[]): ClusterKeys {
  return { codes, size: Math.max(...codes) + 1, textOf: (code) => `cluster ${code}` };
}

const skewed = numbers(200, (i) => (((i * 73 + 11) % 997) / 997) ** 3);
const weights = numbers(200, (i) => ((i * 29 + 5) % 13) + 1);
const few = Float64Array.of(0.1, 0.2, 0.25, 0.3, 0.5, 0.8, 1.3, 2.1, 5.5, 9);
const rare = numbers(40, (i) => Number(i % 7 === 3));

describe('the interval of a mean', () => {
  // Figures of scipy.stats.bootstrap 1.17.1, method BCa, with 400,000 resamples.
  it.each([
    ['a mean', { values: skewed }, 0.95, 0.20952, 0.28882, 0.0202],
    ['a mean at another level', { values: skewed }, 0.9, 0.21526, 0.28188, 0.0202],
    ['few skewed losses', { values: few }, 0.9, 0.895, 4.1, 0.883],
    [
      'a weighted mean',
      { values: skewed.map((x, i) => x * weights[i]!), divisors: weights },
      0.95,
      0.20104,
      0.2861,
      0.0216,
    ],
  ])('is that of scipy: %s', (_, terms, level, low, high, standardError) => {
    const interval = certain(intervalOf(terms, { level, replicates: MANY }));
    expect(interval).toMatchObject({ method: 'bca', units: 'samples', level, replicates: MANY });
    expect(Math.abs(interval.low - low)).toBeLessThan(0.1 * standardError);
    expect(Math.abs(interval.high - high)).toBeLessThan(0.1 * standardError);
  });

  it('is that of scipy where many replicates equal the mean, and rounding tells some apart', () => {
    for (const step of [1, 0.1]) {
      const values = rare.map((x) => x * step);
      const interval = certain(intervalOf({ values }, { level: 0.9, replicates: MANY }));
      expect(interval.low).toBeCloseTo(0.075 * step, 12);
      expect(interval.high).toBeCloseTo(0.275 * step, 12);
    }
  });

  it.each([1, 1e-200, 1e150])('scales with the losses: by %d', (factor) => {
    const interval = certain(intervalOf({ values: few }));
    const scaled = certain(intervalOf({ values: few.map((x) => x * factor) }));
    expect(scaled.method).toBe('bca');
    expect(scaled.low / factor).toBeCloseTo(interval.low, 10);
    expect(scaled.high / factor).toBeCloseTo(interval.high, 10);
  });

  it('of a sum is that of the mean times the number of samples', () => {
    const mean = certain(intervalOf({ values: skewed }));
    const sum = certain(intervalOf({ values: skewed }, { denominator: 1 }));
    expect(sum.low).toBeCloseTo(200 * mean.low, 10);
    expect(sum.high).toBeCloseTo(200 * mean.high, 10);
  });

  it('is unchanged by samples that are left out', () => {
    const divisors = numbers(6000, (i) => Number(i % 30 === 7));
    const values = numbers(6000, (i) => (i % 30 === 7 ? skewed[(i - 7) / 30]! : 0));
    expect(intervalOf({ values, divisors })).toEqual(
      intervalOf({ values: skewed, divisors: numbers(200, () => 1) }),
    );
  });

  it('is the result alone where all losses are the same', () => {
    const values = numbers(30, () => 0.1);
    const interval = certain(intervalOf({ values }));
    const result = sumOf(values) / 30;
    expect(interval).toMatchObject({ low: result, high: result, method: 'percentile' });
  });

  it('depends on the seed', () => {
    const [one, again, other] = [1, 1, 2].map((seed) => intervalOf({ values: skewed }, { seed }));
    expect(again).toEqual(one);
    expect(certain(other!).low).not.toBe(certain(one!).low);
  });

  it('holds the true mean as often as it says', () => {
    const trials = 400;
    let held = 0;
    for (let trial = 0; trial < trials; trial++) {
      const values = exponential(60, trial + 1);
      const setting = { level: 0.9, replicates: 500, seed: trial };
      const { low, high } = certain(intervalOf({ values }, setting));
      held += Number(low <= 1 && high >= 1);
    }
    // Three standard errors of a binomial share.
    expect(Math.abs(held / trials - 0.9)).toBeLessThan(3 * Math.sqrt((0.9 * 0.1) / trials));
  });
});

describe('random groups of samples', () => {
  it('begin where there are more samples than groups', () => {
    const values = exponential(MOST_UNITS + 1, 1);
    const setting = { replicates: 100, level: 0.9 };
    const before = certain(intervalOf({ values: values.subarray(1) }, setting));
    const after = certain(intervalOf({ values }, setting));
    expect(before).toMatchObject({ units: 'samples', count: MOST_UNITS });
    expect(after.units).toBe('groups of samples');
    expect(after.count).toBeLessThan(MOST_UNITS);
  });

  it.each([1, 7, 4096, 5001, 20_000])('do not depend on blocks: of %d rows', (blockRows) => {
    const values = exponential(20_000, 3);
    const divisors = uniform(20_000, 4);
    const setting = { replicates: 100, level: 0.9 };
    expect(intervalOf({ values, divisors }, { ...setting, blockRows })).toEqual(
      intervalOf({ values, divisors }, setting),
    );
  });

  it.each([1, 2, 3])('give the width of theory, whatever the order: seed %d', (seed) => {
    const values = exponential(50_000, 5);
    for (const ordered of [values, values.toSorted()]) {
      const width = widthOf(certain(intervalOf({ values: ordered }, { seed })));
      const mean = sumOf(values) / values.length;
      const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
      const expected = 2 * 1.96 * Math.sqrt(variance / values.length);
      // The grouping errs by 1.1 %, the replicates by about 3 %: three standard errors.
      expect(Math.abs(width / expected - 1)).toBeLessThan(0.1);
    }
  });

  it('of samples that weigh differently give the width of theory', () => {
    const divisors = uniform(50_000, 6);
    const values = exponential(50_000, 7).map((x, i) => x * divisors[i]!);
    const total = sumOf(divisors);
    const ratio = sumOf(values) / total;
    const squares = values.reduce((sum, x, i) => sum + (x - ratio * divisors[i]!) ** 2, 0);
    const expected = (2 * 1.96 * Math.sqrt(squares)) / total;
    const width = widthOf(certain(intervalOf({ values, divisors })));
    expect(Math.abs(width / expected - 1)).toBeLessThan(0.1);
  });
});

describe('clusters', () => {
  it('of the same losses widen the interval by the root of their size', () => {
    const size = 16;
    const distinct = exponential(300, 8);
    const values = numbers(300 * size, (i) => distinct[i % 300]!);
    const clusters = clustersOf(Array.from(values, (_, i) => i % 300));
    const clustered = certain(intervalOf({ values, clusters }, { replicates: MANY }));
    expect(clustered).toMatchObject({ units: 'clusters', count: 300 });
    const single = certain(intervalOf({ values: distinct }, { replicates: MANY }));
    // Others are drawn, as clusters have an order of their own: the replicates err by about 1 %.
    expect(widthOf(clustered) / widthOf(single)).toBeCloseTo(1, 1);
    const ignored = certain(intervalOf({ values }, { replicates: MANY }));
    expect(widthOf(clustered) / widthOf(ignored)).toBeGreaterThan(0.93 * Math.sqrt(size));
    expect(widthOf(clustered) / widthOf(ignored)).toBeLessThan(1.07 * Math.sqrt(size));
  });

  it('of one sample each have the width of samples', () => {
    const clusters = clustersOf(Array.from(skewed, (_, i) => i));
    const samples = certain(intervalOf({ values: skewed }, { replicates: MANY }));
    const single = certain(intervalOf({ values: skewed, clusters }, { replicates: MANY }));
    expect(single.method).toBe(samples.method);
    expect(widthOf(single) / widthOf(samples)).toBeCloseTo(1, 1);
  });

  it('do not depend on the order of samples', () => {
    const values = exponential(600, 9);
    const places = [...values.keys()].sort((a, b) => ((a * 7) % 600) - ((b * 7) % 600) || a - b);
    const inOrder = intervalOf({ values, clusters: clustersOf(places.map((_, i) => i % 40)) });
    const shuffled = intervalOf({
      values: Float64Array.from(places, (place) => values[place]!),
      clusters: clustersOf(places.map((place) => place % 40)),
    });
    expect(shuffled).toEqual(inOrder);
  });

  it('are told by their names, not by the codes of a block', () => {
    const together = newResampler({}, 'clusters');
    const apart = newResampler({}, 'clusters');
    const meanOfSix = { result: 28 / 6, denominator: 6, dtype: 'float64' } as const;
    const names = ['a', 'b', 'c', 'd'];
    const add = (resampler: Resampler, values: number[], codes: number[], of: string[]): void =>
      resampler.add(
        { rows: values.length, values: [Float64Array.from(values)] },
        { codes, size: of.length, textOf: (code) => of[code]! },
      );
    add(together, [1, 5, 2, 8, 3, 9], [0, 1, 2, 3, 0, 3], names);
    add(apart, [1, 5, 2], [0, 1, 2], names);
    add(apart, [8, 3, 9], [0, 1, 0], ['d', 'a']);
    expect(apart.interval(meanOfSix)).toEqual(together.interval(meanOfSix));
    expect(apart.interval(meanOfSix)).toMatchObject({ units: 'clusters', count: 4 });
  });

  it('that are many are grouped, each as a whole, and give the width of theory', () => {
    const size = 4;
    const distinct = exponential(20_000, 9);
    const values = numbers(20_000 * size, (i) => distinct[Math.floor(i / size)]!);
    const clusters = clustersOf(Array.from(values, (_, i) => Math.floor(i / size)));
    const interval = certain(intervalOf({ values, clusters }, { blockRows: 30_000 }));
    expect(interval.units).toBe('groups of clusters');
    const mean = sumOf(distinct) / distinct.length;
    const variance = distinct.reduce((sum, x) => sum + (x - mean) ** 2, 0) / distinct.length;
    const expected = 2 * 1.96 * Math.sqrt(variance / distinct.length);
    expect(Math.abs(widthOf(interval) / expected - 1)).toBeLessThan(0.1);
  });

  it.each([1, 777, 60_000])('do not depend on blocks: of %d rows', (blockRows) => {
    const values = exponential(12_000, 10);
    const clusters = clustersOf(Array.from(uniform(12_000, 11), (u) => Math.floor(u * 9000)));
    const setting = { replicates: 100, level: 0.9 };
    expect(intervalOf({ values, clusters }, { ...setting, blockRows })).toEqual(
      intervalOf({ values, clusters }, setting),
    );
  });

  it.each([300, 9000])('do not depend on whether their texts are in memory: %d', (count) => {
    const values = exponential(12_000, 12);
    const clusters = clustersOf(Array.from(uniform(12_000, 13), (u) => Math.floor(u * count)));
    const texts = Array.from({ length: clusters.size }, (_, code) => clusters.textOf(code));
    const inMemory = { ...clusters, utf8: utf8Of(texts) };
    expect(intervalOf({ values, clusters: inMemory })).toEqual(intervalOf({ values, clusters }));
  });
});

describe('no interval', () => {
  it.each([
    ['NaN', { values: Float64Array.of(1, NaN, 2) }, 'the result is not finite'],
    ['an infinite loss', { values: Float64Array.of(1, Infinity, 2) }, 'the result is not finite'],
    [
      'losses of which the sum overflows',
      { values: numbers(9, () => 1e308) },
      'the result is not finite',
    ],
    [
      'losses of which a resample could overflow',
      { values: Float64Array.of(1.7e308, -1.7e308, 1e308) },
      'the losses are too large to be summed',
    ],
    ['no sample', { values: new Float64Array(0) }, 'no sample counts'],
    ['one sample', { values: Float64Array.of(1) }, 'it takes two samples or more'],
    [
      'one cluster',
      { values: Float64Array.of(1, 2), clusters: clustersOf([0, 0]) },
      'it takes two clusters or more',
    ],
    [
      'negative weights',
      { values: Float64Array.of(1, 2, 3), divisors: Float64Array.of(1, -1, 3) },
      'there are negative weights',
    ],
    [
      'weights that a resample may miss',
      { values: Float64Array.of(1, 2, 3), divisors: Float64Array.of(1, 0, 0) },
      'the weights of some resamples sum to 0',
    ],
  ])('of %s', (_, terms, reason) => {
    expect(intervalOf(terms)).toEqual({ reason });
  });

  it.each([
    { level: 0 },
    { level: 1 },
    { level: NaN },
    { level: 0.9991 },
    { level: 0.95, replicates: 38 },
    { seed: -1 },
    { seed: 0.5 },
    { seed: 2 ** 53 },
  ])('with the options %j', (options) => {
    expect(() => newResampler(options, 'samples')).toThrow(UserError);
  });

  it('with a level that the replicates can just tell is no error', () => {
    expect(certain(intervalOf({ values: few }, { level: 0.95, replicates: 39 })).level).toBe(0.95);
  });
});
