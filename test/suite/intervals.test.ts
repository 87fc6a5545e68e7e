import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { defineOwnLoss } from '../../src/engine/own-loss.ts';
import { resolveRequest } from '../../src/engine/request.ts';
import { findLoss } from '../../src/losses/names.ts';
import { Suite } from '../../src/suite/suite.ts';
import type { Interval } from '../../src/resample/interval.ts';
import { rounderOf, type Dtype } from '../../src/tensor/dtype.ts';
import { blocksOf, tensorsOf, type Table } from './table.ts';
import { ALL_ROWS } from '../../src/tensor/rows-read.ts';

interface Reference {
  readonly level: number;
  readonly replicates: number;
  readonly data: readonly { name: string; true: number[][]; pred: number[][] }[];
  readonly cases: readonly {
    loss: string;
    data: string;
    result: number;
    low: number;
    high: number;
    /** Of one bootstrap's limits, from the spread of several. */
    standardErrors: readonly [low: number, high: number];
  }[];
}

const { level, replicates, data, cases } = JSON.parse(
  readFileSync('fixtures/golden/intervals/intervals.json', 'utf8'),
) as Reference;

/** Standard errors by which two bootstraps of as many replicates differ at most. */
const MOST_ERRORS = 4.5;

/** The interval of a loss of some true and predicted values, and the result. */
function computed(
  loss: string,
  [y, p]: readonly [number[][], number[][]],
  { dtype, seed, ...options }: { dtype: Dtype; seed: number; level: number; replicates: number },
): { result: number; interval: Interval } {
  const table: Table = { rows: y.length, inputs: { true: y, pred: p }, texts: {} };
  const definition = findLoss(loss) ?? defineOwnLoss({ formula: loss, params: {} });
  const suite = new Suite([resolveRequest(definition, { dtype })], tensorsOf(table), {
    interval: { seed, ...options },
    warn: () => undefined,
  });
  for (const block of blocksOf(table, [17])) suite.push(block);
  const { result, interval } = suite.finish(ALL_ROWS).losses[0]!;
  if (!interval || 'reason' in interval) throw new Error('expected an interval');
  return { result: result.result!, interval };
}

describe('intervals are those of scipy', () => {
  test.each(cases)('$loss of $data', ({ loss, data: name, ...expected }) => {
    const { true: y, pred: p } = data.find((each) => each.name === name)!;
    const options = { dtype: 'float64', seed: 3, level, replicates } as const;
    const { result, interval } = computed(loss, [y, p], options);
    expect(result).toBeCloseTo(expected.result, 6);
    const [low, high] = expected.standardErrors;
    expect(Math.abs(interval.low - expected.low)).toBeLessThan(MOST_ERRORS * low);
    expect(Math.abs(interval.high - expected.high)).toBeLessThan(MOST_ERRORS * high);
  });
});

describe.each(['float32', 'float64'] as const)('intervals in %s', (dtype) => {
  const ones = Array.from({ length: 40 }, (_, i) => [Number(i % 8 !== 0)]);
  const almost = ones.map(([y], i) => [i === 3 ? 0.3 : y!]);
  const options = { dtype, level: 0.99, replicates: 500 } as const;

  test.each(['rmse', 'dice', 'jaccard', 'mae'])('of %s keep to the range of the loss', (loss) => {
    for (const seed of [0, 1, 2, 3, 4]) {
      const { interval } = computed(loss, [ones, almost], { ...options, seed });
      const ends = [interval.low, interval.high];
      expect(ends.every((end) => end >= 0 && end <= 1)).toBe(true);
      expect(ends.map(rounderOf(dtype))).toEqual(ends);
    }
  });
});
