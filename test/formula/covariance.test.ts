import { describe, expect, it, test } from 'vitest';
import { defineOwnLoss } from '../../src/engine/own-loss.ts';
import { resolveRequest } from '../../src/engine/request.ts';
import { Suite } from '../../src/suite/suite.ts';
import { ALL_ROWS } from '../../src/tensor/rows-read.ts';
import { certain, uniform } from '../resample/samples.ts';
import { evaluateFormula } from '../support/evaluate-formula.ts';
import { minus, nearest, over, plus, rational, times, type Rational } from '../support/rational.ts';
import { blocksOf, tensorsOf, type Table } from '../suite/table.ts';

/** The covariance in fractions of whole numbers, rounded once. */
function reference(x: readonly number[], y: readonly number[], w: readonly number[]): number {
  const sum = (terms: Rational[]): Rational => plus(rational(0), ...terms);
  const [xs, ys, ws] = [x, y, w].map((values) => values.map((value) => rational(value)));
  const weight = sum(ws!);
  const mean = (of: Rational[]): Rational =>
    over(sum(of.map((value, i) => times(ws![i]!, value))), weight);
  const [meanX, meanY] = [mean(xs!), mean(ys!)];
  return nearest(
    mean(xs!.map((value, i) => times(minus(value, meanX), minus(ys![i]!, meanY)))).value,
  );
}

const draw = (seed: number): number[] => [...uniform(12, seed)];
const CASES: Readonly<Record<string, readonly [x: number[], y: number[]]>> = {
  'numbers about 0': [draw(1), draw(2)],
  'a mean of 1e8 and a spread of 1': [draw(3).map((u) => 1e8 + u), draw(4).map((u) => 1e8 - u)],
  'a mean of 1e15 and a spread of 1': [draw(5).map((u) => 1e15 + u), draw(6).map((u) => -1e15 + u)],
  'next to no spread': [draw(7).map((u) => 1 + u * 1e-15), draw(8).map((u) => 3 - u * 1e-15)],
  'numbers of all sizes': [
    draw(9).map((u, i) => u * 10 ** (6 * i - 40)),
    draw(10).map((u, i) => u * 10 ** (30 - 5 * i)),
  ],
  'no spread': [draw(11).map(() => 0.1), draw(12)],
};

describe.each(Object.entries(CASES))('the covariance of %s', (_name, [x, y]) => {
  const setting = { true: y.map((value) => [value]), pred: x.map((value) => [value]) };
  const w = uniform(12, 13).map((u, i) => (i === 4 ? 0 : u));
  const weighted = { true: y.map((value, i) => [value, w[i]!]), pred: x.map((v) => [v, v]) };

  it('has not lost a digit', () => {
    const ones = x.map(() => 1);
    expect(evaluateFormula('batch_cov(p, y)', setting).result).toBe(reference(x, y, ones));
    expect(evaluateFormula('batch_var(y)', setting).result).toBe(reference(y, y, ones));
  });

  it('has not lost a digit with weights', () => {
    const formula = 'batch_cov(p[0], y[0], y[1])';
    expect(evaluateFormula(formula, weighted).result).toBe(reference(x, y, [...w]));
  });

  it('of columns is that of each', () => {
    const columns = { true: weighted.true, pred: x.map((value, i) => [value, y[i]!]) };
    expect(evaluateFormula('column_var(p)[1]', columns).result).toBe(
      reference(
        y,
        y,
        x.map(() => 1),
      ),
    );
  });
});

test('of numbers in float32 products are not rounded', () => {
  const p = draw(14).map((u) => Math.fround(5000 + u));
  const setting = { true: p.map(() => [0]), pred: p.map((v) => [v]), dtype: 'float32' } as const;
  const expected = Math.fround(
    reference(
      p,
      p,
      p.map(() => 1),
    ),
  );
  expect(evaluateFormula('batch_var(p)', setting).result).toBe(expected);
});

test('what counts nothing may be no number', () => {
  const setting = { true: [[0], [1], [1]], pred: [[NaN], [1], [4]] };
  expect(evaluateFormula('batch_var(p, y)', setting).result).toBe(2.25);
  expect(evaluateFormula('batch_var(p)', setting).result).toBeNaN();
});

test('of samples that are drawn anew and all the same it is 0', () => {
  const rows = [0.1, 0.7, 2.3].map((value) => [value]);
  const table: Table = {
    rows: 3,
    inputs: { true: rows, pred: rows.map(([y]) => [y! + 0.3]) },
    texts: {},
  };
  const formula = 'v = batch_var(y); v == 0 ? 0 : 1 - batch_mean((p - y)^2) / v';
  const definition = defineOwnLoss({ formula, params: {} });
  const suite = new Suite([resolveRequest(definition, {})], tensorsOf(table), {
    interval: { level: 0.9, replicates: 500, seed: 1 },
    warn: () => undefined,
  });
  for (const block of blocksOf(table, [2])) suite.push(block);
  const { interval } = suite.finish(ALL_ROWS).losses[0]!;
  const { low, high } = certain(interval!);
  expect(low).toBeGreaterThan(-1);
  expect(high).toBeLessThanOrEqual(1);
});

describe('a variance of numbers that were all moved far away', () => {
  const values = uniform(400, 15).map((u) => Math.round(u ** 3 * 2 ** 16) / 2 ** 16);
  const computed = (shift: number) => {
    const pred = Array.from(values, (value) => [value + shift]);
    const table: Table = {
      rows: pred.length,
      inputs: { true: pred.map(() => [0]), pred },
      texts: { half: pred.map((_, i) => (i % 2 === 0 ? 'even' : 'odd')) },
    };
    const definition = defineOwnLoss({ formula: 'batch_var(p)', params: {} });
    const suite = new Suite([resolveRequest(definition, {})], tensorsOf(table), {
      by: [['half']],
      interval: { level: 0.9, replicates: 500, seed: 1 },
      warn: () => undefined,
    });
    for (const block of blocksOf(table, [17, 90])) suite.push(block);
    const { losses, divisions } = suite.finish(ALL_ROWS);
    const segments = divisions[0]!.segments.map(({ results, intervals }) => {
      return [results[0]!.result, intervals![0]];
    });
    return { result: losses[0]!.result.result, interval: losses[0]!.interval, segments };
  };
  const [here, there] = [computed(0), computed(2 ** 33)];

  it('is the same, also in segments', () => {
    expect(there.result).toBe(here.result);
    expect(there.segments.map(([result]) => result)).toEqual(
      here.segments.map(([result]) => result),
    );
  });

  it('has the same interval', () => {
    const limits = ({ interval }: typeof here) => interval as { low: number; high: number };
    const [a, b] = [limits(here), limits(there)];
    expect(b.low / a.low).toBeCloseTo(1, 12);
    expect(b.high / a.high).toBeCloseTo(1, 12);
    expect(a.low).toBeLessThan(here.result!);
    expect(a.high).toBeGreaterThan(here.result!);
  });
});
