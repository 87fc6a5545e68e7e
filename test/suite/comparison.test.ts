import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLossSpec } from '../../src/cli/options/loss-spec.ts';
import { ModelComparison } from '../../src/suite/comparison.ts';
import type { ComparisonOutcome, Difference } from '../../src/suite/outcome.ts';
import type { Result } from '../../src/engine/result.ts';
import { Suite } from '../../src/suite/suite.ts';
import { anySizes, anyTable, blocksOf, filtered, tensorsOf, type Table } from './table.ts';
import { ALL_ROWS } from '../../src/tensor/rows-read.ts';

const INTERVAL = { level: 0.9, seed: 1, replicates: 200 };

interface Setting {
  readonly sizes?: readonly number[];
  readonly cluster?: string;
  readonly by?: readonly (readonly string[])[];
  readonly models?: readonly string[];
  readonly against?: number;
}

function outcomeOf(
  table: Table,
  specs: readonly string[],
  { sizes = [table.rows], cluster, models = ['pred', 'other'], ...options }: Setting = {},
): ComparisonOutcome {
  const requests = specs.map((spec) => readLossSpec(spec, {}).request);
  const comparison = new ModelComparison(requests, tensorsOf(table), {
    ...options,
    models,
    interval: { ...INTERVAL, cluster },
    warn: () => undefined,
  });
  for (const block of blocksOf(table, sizes)) comparison.push(block);
  return comparison.finish(ALL_ROWS);
}

interface Pair extends Difference {
  readonly pred: Result;
  readonly other: Result;
  readonly smallerIsBetter: boolean;
}

/** The comparison of two models by one loss. */
function compared(table: Table, spec: string, setting: Setting = {}): Pair {
  const { results, differences, smallerIsBetter } = outcomeOf(table, [spec], setting).losses[0]!;
  return { pred: results[0]!, other: results[1]!, smallerIsBetter, ...differences[1]! };
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

describe('Comparison', () => {
  it.each(['mse', 'mae:reduction=weighted-mean', 'huber:reduction=sum', 'rps', 'rmse', 'wmape'])(
    'has the results of each prediction by itself, for any blocks: %s',
    (spec) => {
      fc.assert(
        fc.property(comparable, anySizes, (table, sizes) => {
          const outcome = compared(table, spec, { sizes, cluster: 'region' });
          const alone = (pred: string) => {
            const inputs = { ...table.inputs, pred: table.inputs[pred]! };
            const of = { ...table, inputs };
            const suite = new Suite([readLossSpec(spec, {}).request], tensorsOf(of), {
              warn: () => undefined,
            });
            for (const block of blocksOf(of, [table.rows])) suite.push(block);
            return suite.finish(ALL_ROWS).losses[0]!.result;
          };
          expect(outcome.pred).toEqual(alone('pred'));
          expect(outcome.other).toEqual(alone('other'));
          const difference = outcome.other.result! - outcome.pred.result!;
          if (Number.isNaN(difference)) expect(outcome.difference).toBeNaN();
          else expect(outcome.difference).toBeCloseTo(difference, 12);
          expect(outcome).toEqual(compared(table, spec, { cluster: 'region' }));
        }),
        { numRuns: 30 },
      );
    },
  );

  it('counts the samples that got worse, better and neither', () => {
    expect(compared(five([0, 2, 1, 3, 3]), 'mse')).toMatchObject({
      difference: (3 - 3 - 7) / 5,
      samples: { worse: 1, better: 2, equal: 2 },
      verdict: 'undecided',
    });
  });

  it('leaves out what the mask leaves out', () => {
    const mask = [[1], [1], [1], [1], [0]];
    expect(compared(five([1, 2, 3, 4, 0], { mask }), 'mae')).toMatchObject({
      difference: 1,
      samples: { worse: 4, better: 0, equal: 0 },
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
    expect(outcome).toMatchObject({ samples: { worse: 1 }, verdict: 'undecided' });
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
    expect(similarity).toMatchObject({
      samples: { better: rows },
      verdict: 'better',
      smallerIsBetter: false,
    });
    const loss = compared(table, 'cosine-similarity:compat=keras');
    expect(loss.difference).toBeLessThan(0);
    expect(loss).toMatchObject({
      samples: { better: rows },
      verdict: 'better',
      smallerIsBetter: true,
    });
  });

  it('compares losses of the whole input by their sums', () => {
    const outcome = compared(five([0, 0.5, 1, 1.5, 2]), 'rmse');
    expect(outcome.pred.result).toBeCloseTo(Math.sqrt(30 / 5), 14);
    expect(outcome.difference).toBeCloseTo(-Math.sqrt(30 / 5) / 2, 14);
    expect(outcome).toMatchObject({ verdict: 'better', smallerIsBetter: true });
    expect(outcome.samples).toBeUndefined();
  });

  it('compares any number of models, to the first or another', () => {
    const table = five([0, 2, 1, 3, 3], { third: [[9], [9], [9], [9], [9]] });
    const models = ['pred', 'other', 'third'];
    const [first] = outcomeOf(table, ['mae', 'mse'], { models }).losses;
    expect(first!.results.map(({ result }) => result)).toEqual([2, 9 / 5, 9]);
    expect(first!.differences.map((each) => each?.difference)).toEqual([undefined, -1 / 5, 7]);
    const [other] = outcomeOf(table, ['mae', 'mse'], { models, against: 2 }).losses;
    expect(other!.differences.map((each) => each?.difference)).toEqual([-7, -36 / 5, undefined]);
    expect(other!.differences[1]).toMatchObject({ samples: { worse: 0, better: 5, equal: 0 } });
  });

  it('compares segments as if each were alone, for any blocks', () => {
    fc.assert(
      fc.property(comparable, anySizes, (table, sizes) => {
        const specs = ['mse', 'rmse', 'rps'];
        const { divisions } = outcomeOf(table, specs, { sizes, by: [['region']] });
        for (const { values, losses } of divisions[0]!.segments) {
          const own = filtered(table, (row) => table.texts['region']![row] === values[0]);
          expect(losses).toEqual(outcomeOf(own, specs).losses);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('refuses a loss that is no sum, or none that is reduced', () => {
    expect(() => compared(five([0, 0, 0, 0, 0]), 'medae')).toThrow(
      'median-absolute-error: expected a loss that is made of sums over samples, found one that is not: a median needs all errors in order',
    );
    expect(() => compared(five([0, 0, 0, 0, 0]), 'mse:reduction=none')).toThrow(
      'mean-squared-error: expected a reduced loss to compare, found the reduction none',
    );
  });
});
