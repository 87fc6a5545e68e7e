import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLossSpec } from '../../src/cli/options/loss-spec.ts';
import { PredictionComparison } from '../../src/suite/comparison.ts';
import type { Result } from '../../src/engine/result.ts';
import type { Difference, LossComparison } from '../../src/suite/outcome.ts';
import { Suite } from '../../src/suite/suite.ts';
import { anySizes, anyTable, blocksOf, tensorsOf, type Table } from './table.ts';

const INTERVAL = { level: 0.9, seed: 1, replicates: 200 };

/** The second of two predictions beside the first. */
type Compared = Record<'pred' | 'other', Result> &
  Pick<LossComparison, 'smallerIsBetter'> &
  Pick<Difference, 'difference' | 'interval' | 'verdict'> &
  Required<Difference>['samples'];

function compared(
  table: Table,
  spec: string,
  sizes: readonly number[] = [table.rows],
  cluster?: string,
): Compared {
  const comparison = new PredictionComparison(readLossSpec(spec, {}).request, tensorsOf(table), {
    interval: { ...INTERVAL, cluster },
    warn: () => undefined,
  });
  for (const block of blocksOf(table, sizes)) comparison.push(block);
  const [{ results, differences, smallerIsBetter }] = comparison.finish(0).losses as [
    LossComparison,
  ];
  const { samples, ...difference } = differences[1]!;
  return { pred: results[0]!, other: results[1]!, ...difference, ...samples!, smallerIsBetter };
}

/** With predictions to compare that are others in some rows. */
const comparable: fc.Arbitrary<Table> = anyTable.map((table) => {
  const { pred } = table.inputs;
  const other = pred!.map((row, i) => (i % 3 === 0 ? row : row.map((x) => 1 - x)));
  return { ...table, inputs: { ...table.inputs, other } };
});

/** Five samples whose errors are 0, 1, 2, 3, 4, and others. */
function five(others: readonly number[], more: Table['inputs'] = {}): Table {
  return {
    rows: 5,
    inputs: {
      true: others.map(() => [0]),
      pred: others.map((_, i) => [i]),
      other: others.map((x) => [x]),
      ...more,
    },
    texts: {},
  };
}

describe('PredictionComparison', () => {
  it.each(['mse', 'mae:reduction=weighted-mean', 'huber:reduction=sum', 'rps'])(
    'has the results of each prediction by itself, for any blocks: %s',
    (spec) => {
      fc.assert(
        fc.property(comparable, anySizes, (table, sizes) => {
          const outcome = compared(table, spec, sizes, 'region');
          const alone = (pred: string) => {
            const inputs = { ...table.inputs, pred: table.inputs[pred]! };
            const of = { ...table, inputs };
            const suite = new Suite([readLossSpec(spec, {}).request], tensorsOf(of), {
              warn: () => undefined,
            });
            for (const block of blocksOf(of, [table.rows])) suite.push(block);
            return suite.finish(0).losses[0]!.result;
          };
          expect(outcome.pred).toEqual(alone('pred'));
          expect(outcome.other).toEqual(alone('other'));
          expect(outcome.difference).toBeCloseTo(outcome.other.result! - outcome.pred.result!, 12);
          expect(outcome).toEqual(compared(table, spec, [table.rows], 'region'));
        }),
        { numRuns: 30 },
      );
    },
  );

  it('counts the samples that got worse, better and neither', () => {
    expect(compared(five([0, 2, 1, 3, 3]), 'mse')).toMatchObject({
      difference: (3 - 3 - 7) / 5,
      worse: 1,
      better: 2,
      equal: 2,
      verdict: 'undecided',
    });
  });

  it('leaves out what the mask leaves out', () => {
    const mask = [[1], [1], [1], [1], [0]];
    expect(compared(five([1, 2, 3, 4, 0], { mask }), 'mae')).toMatchObject({
      difference: 1,
      worse: 4,
      better: 0,
      equal: 0,
      verdict: 'worse',
    });
  });

  it.each([
    ['better', [0, 0.5, 1, 1.5, 2]],
    ['worse', [1, 2, 3, 4, 6]],
    ['equal', [0, 1, 2, 3, 4]],
  ])('finds the other predictions %s', (verdict, others) => {
    expect(compared(five(others), 'mae').verdict).toBe(verdict);
  });

  it('decides nothing without an interval', () => {
    const outcome = compared(five([0, 1, 2, 3, NaN]), 'mae');
    expect(outcome).toMatchObject({ worse: 1, verdict: 'undecided' });
    expect(outcome.interval).toEqual({ reason: 'the result is not finite' });
  });

  it('knows that a larger similarity is better', () => {
    const rows = 6;
    const vectors = (x: number, y: number) =>
      Array.from({ length: rows }, (_, i) => [x, y + i / 50]);
    const inputs = { true: vectors(1, 0), pred: vectors(1, 1), other: vectors(1, 0.1) };
    const table = { rows, inputs, texts: {} };
    const similarity = compared(table, 'cosine-similarity:compat=optax');
    expect(similarity.difference).toBeGreaterThan(0);
    expect(similarity).toMatchObject({ better: rows, verdict: 'better', smallerIsBetter: false });
    const loss = compared(table, 'cosine-similarity:compat=keras');
    expect(loss.difference).toBeLessThan(0);
    expect(loss).toMatchObject({ better: rows, verdict: 'better', smallerIsBetter: true });
  });

  it('refuses a loss whose samples have none, or none that is reduced', () => {
    expect(() => compared(five([0, 0, 0, 0, 0]), 'rmse')).toThrow(
      'root-mean-squared-error: expected a loss that every sample has',
    );
    expect(() => compared(five([0, 0, 0, 0, 0]), 'mse:reduction=none')).toThrow(
      'mean-squared-error: expected a reduced loss to compare, found the reduction none',
    );
  });
});
