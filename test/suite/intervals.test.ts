import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { defineOwnLoss } from '../../src/engine/own-loss.ts';
import { resolveRequest } from '../../src/engine/request.ts';
import { findLoss } from '../../src/losses/index.ts';
import { Suite } from '../../src/suite/suite.ts';
import { blocksOf, tensorsOf, type Table } from './table.ts';

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

describe('intervals are those of scipy', () => {
  test.each(cases)('$loss of $data', ({ loss, data: name, ...expected }) => {
    const { true: y, pred: p } = data.find((each) => each.name === name)!;
    const table: Table = { rows: y.length, inputs: { true: y, pred: p }, texts: {} };
    const definition = findLoss(loss) ?? defineOwnLoss({ formula: loss, params: {} });
    const suite = new Suite([resolveRequest(definition, {})], tensorsOf(table), {
      interval: { level, seed: 3, replicates },
      warn: () => undefined,
    });
    for (const block of blocksOf(table, [17])) suite.push(block);
    const { result, interval } = suite.finish(0).losses[0]!;
    expect(result.result).toBeCloseTo(expected.result, 6);
    if (!interval || 'reason' in interval) throw new Error('expected an interval');
    const [low, high] = expected.standardErrors;
    expect(Math.abs(interval.low - expected.low)).toBeLessThan(MOST_ERRORS * low);
    expect(Math.abs(interval.high - expected.high)).toBeLessThan(MOST_ERRORS * high);
  });
});
