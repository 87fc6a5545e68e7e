import { describe, expect, it } from 'vitest';
import { lossNamed } from '../../src/index.ts';
import { ulpsBetween } from '../support/ulps.ts';

const warn = (): void => undefined;

const PAIRS = [
  [1, 0],
  [0.8, 0.6],
  [0, 1],
];

describe('losses over pairs of embeddings', () => {
  it('leave samples without a pair out of the mean of Keras', () => {
    const { result, denominator, perSample } = lossNamed('circle', { compat: 'keras' }).evaluate(
      [0, 0, 1],
      PAIRS,
    );
    const [first, second, alone] = perSample!.values;
    expect(alone).toBe(0);
    expect(denominator).toBe(2);
    expect(result).toBeCloseTo((first! + second!) / 2, 12);
    const exact = lossNamed('circle', { compat: 'exact' }).evaluate([0, 0, 1], PAIRS);
    expect(exact.denominator).toBe(3);
  });

  it('say what a mean over no pair is', () => {
    const options = { gradient: true };
    const keras = lossNamed('circle', { compat: 'keras' }).evaluate([0, 1, 2], PAIRS, {}, options);
    expect(keras.result).toBe(0);
    expect(new Set(keras.gradient!.values)).toEqual(new Set([0]));
    expect(lossNamed('ntxent').evaluate([0, 1, 2], PAIRS).result).toBeNaN();
  });

  it.each(['circle', 'ntxent'])('%s is NaN where a label is missing', (name) => {
    for (const compat of Object.keys(lossNamed(name).definition.conventions)) {
      const computed = lossNamed(name, { compat: compat as 'exact', warn });
      expect(computed.evaluate([0, 0, NaN], PAIRS).result).toBeNaN();
    }
  });

  it.each(['circle', 'ntxent'])(
    '%s compares labels that are no class index of a column',
    (name) => {
      const computed = lossNamed(name, { warn });
      const expected = computed.evaluate([0, 0, 1], PAIRS).result;
      expect(computed.evaluate([7, 7, -3], PAIRS).result).toBe(expected);
    },
  );
});

describe('losses over embeddings at their corners', () => {
  it('triplet-margin has a slope of 0 where the anchor is its positive', () => {
    const computed = lossNamed('triplet-margin', { compat: 'exact' });
    const { result, gradient } = computed.evaluate(
      undefined,
      [[1, 1]],
      { positive: [[1, 1]], negative: [[1, 1.5]] },
      { gradient: true },
    );
    expect(result).toBe(0.5);
    expect([...gradient!.values]).toEqual([0, 1]);
  });

  it('cosine-embedding keeps the digits of nearly parallel vectors', () => {
    const computed = lossNamed('cosine-embedding', { compat: 'exact' });
    // 1 - cos of an angle is half its square, for one so small.
    const { result } = computed.evaluate([1], [[1, 0]], { other: [[1, 1e-9]] });
    expect(result! / 5e-19).toBeCloseTo(1, 6);
  });

  it.each([1e-200, 1e200])('cosine-embedding takes vectors of a length of %d', (length) => {
    const computed = lossNamed('cosine-embedding', { compat: 'exact' });
    const other = [[2 * length, length]];
    const { result } = computed.evaluate([1], [[length, 2 * length]], { other });
    expect(result).toBeCloseTo(0.2, 15);
  });
});

describe('losses over pairs to 50 digits', () => {
  const LABELS = Array.from({ length: 30 }, (_, i) => i % 4);
  const EMBEDDINGS = LABELS.map((_, i) =>
    [0, 1, 2].map((k) => (((i * 7 + k * 11 + i * k * 3) % 17) - 8) / 8),
  );

  it.each([
    ['ntxent', { temperature: 1 / 2 }, '3.6078125216874372480452073946012601413400758303374'],
    ['ntxent', { temperature: 1 / 16 }, '15.496906545292812013658221000729444177860967779983'],
    ['ntxent', { temperature: 1 / 1024 }, '967.5551473214668781748676614253467802711740506284'],
    [
      'circle',
      { gamma: 2, margin: 33 / 128 },
      '10.599538805434253802468650648104635796787591233419',
    ],
    [
      'circle',
      { gamma: 80, margin: 33 / 128 },
      '355.68721165786210972667318033775867755208258625337',
    ],
  ] as const)('%s with %j', (name, params, expected) => {
    const { result } = lossNamed(name, { compat: 'exact', ...params }).evaluate(LABELS, EMBEDDINGS);
    expect(ulpsBetween(result!, expected)).toBeLessThanOrEqual(4);
  });

  it.each([
    ['ntxent', { temperature: 1 / 16 }, 0.1562008677551062608822775, 0.3323857789678560844976069],
    [
      'circle',
      { gamma: 2, margin: 33 / 128 },
      -0.8644204636705636032574424,
      -0.0545244543618016374900747,
    ],
  ] as const)('%s has slopes', (name, params, first, last) => {
    const { values } = lossNamed(name, { compat: 'exact', ...params }).evaluate(
      LABELS,
      EMBEDDINGS,
      {},
      { gradient: true },
    ).gradient!;
    expect(values[0]! / first).toBeCloseTo(1, 12);
    expect(values[17 * 3 + 2]! / last).toBeCloseTo(1, 12);
  });
});
