import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLossSpec } from '../../src/cli/options/loss-spec.ts';
import type { Interval } from '../../src/resample/interval.ts';
import { Suite } from '../../src/suite/suite.ts';
import type { SuiteOptions } from '../../src/suite/suite-options.ts';
import type { Outcome } from '../../src/suite/outcome.ts';
import { anySizes, anyTable, blocksOf, filtered, tensorsOf, type Table } from './table.ts';
import { ALL_ROWS } from '../../src/tensor/rows-read.ts';

/** Formulas over rows and over the whole input, one that weighs by itself, and losses written by hand. */
const SPECS = ['mse', 'huber:delta=0.5', 'rmse', 'dice', 'medae', 'rps'];

function outcomeOf(
  table: Table,
  specs: readonly string[],
  options: Partial<SuiteOptions> = {},
  sizes: readonly number[] = [table.rows],
): Outcome {
  const requests = specs.map((spec) => readLossSpec(spec, {}).request);
  const suite = new Suite(requests, tensorsOf(table), { warn: () => undefined, ...options });
  for (const block of blocksOf(table, sizes)) suite.push(block);
  return suite.finish(ALL_ROWS);
}

function withoutWeights(table: Table): Table {
  const inputs = Object.entries(table.inputs).filter(([name]) => name !== 'weights');
  return { ...table, inputs: Object.fromEntries(inputs) };
}

describe('segments', () => {
  it('have the losses of their rows, for any blocks', () => {
    fc.assert(
      fc.property(anyTable, anySizes, (weighted, sizes) => {
        const table = withoutWeights(weighted);
        const by = [['region'], ['region', 'device']];
        const { divisions } = outcomeOf(table, SPECS, { by }, sizes);
        for (const { columns, segments } of divisions) {
          const counts = segments.map(({ results }) => results[0]!.samples);
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(table.rows);
          for (const { values, results } of segments) {
            const own = filtered(table, (row) =>
              columns.every((column, k) => table.texts[column]![row] === values[k]),
            );
            const alone = outcomeOf(own, SPECS).losses.map(({ result }) => result);
            expect(results).toEqual(alone);
          }
        }
      }),
    );
  }, 120_000);

  it('heed weights', () => {
    fc.assert(
      fc.property(anyTable, anySizes, (table, sizes) => {
        const specs = ['mse', 'mae:reduction=weighted-mean', 'huber:reduction=sum'];
        const [division] = outcomeOf(table, specs, { by: [['device']] }, sizes).divisions;
        for (const { values, results } of division!.segments) {
          const own = filtered(table, (row) => table.texts['device']![row] === values[0]);
          const alone = outcomeOf(own, specs).losses.map(({ result }) => result);
          expect(results).toEqual(alone);
        }
      }),
    );
  });

  it('come in the order in which they were met', () => {
    const table = tableOf(['b', 'a', 'b', 'c', 'a']);
    const [division] = outcomeOf(table, ['mse'], { by: [['key']] }, [2]).divisions;
    expect(division!.columns).toEqual(['key']);
    expect(division!.segments.map(({ values }) => values)).toEqual([['b'], ['a'], ['c']]);
    expect(division!.segments.map(({ results }) => results[0]!.result)).toEqual([2, 8.5, 9]);
  });

  it('may be many, and are refused where they are too many of a loss that is not made of sums', () => {
    const keys = (count: number): string[] =>
      Array.from({ length: 3 * count }, (_, i) => `k${(i * 7) % count}`);
    const by = { by: [['key']] };
    const count = 10_001;
    const [division] = outcomeOf(tableOf(keys(count)), ['mse'], by, [4096]).divisions;
    expect(division!.segments).toHaveLength(count);
    for (const [i, { values, results }] of division!.segments.entries()) {
      expect(values).toEqual([`k${(i * 7) % count}`]);
      expect(results[0]!.samples).toBe(3);
      const [first, second, third] = [i, i + count, i + 2 * count];
      expect(results[0]!.result).toBeCloseTo((first ** 2 + second ** 2 + third ** 2) / 3, 2);
    }
    expect(() => outcomeOf(tableOf(keys(count)), ['medae'], by, [4096])).toThrow(
      'segments by column key: expected at most 10000 segments, found more; each keeps a loss',
    );
  });
});

describe('a column of ids', () => {
  const warningsOf = (keys: readonly string[]): string[] => {
    const warnings: string[] = [];
    outcomeOf(tableOf(keys), ['mse'], { by: [['key']], warn: (each) => warnings.push(each) });
    return warnings;
  };
  const ids = Array.from({ length: 10_002 }, (_, i) => `id ${i}`);

  it('makes segments that say nothing, which is said', () => {
    expect(warningsOf(ids)).toEqual([
      'segments by column key: 10,002 of 10,002 have a single sample each; a column in which nearly every row has a text of its own makes no segments',
    ]);
  });

  it('is none where there are few, or most segments have several samples', () => {
    expect(warningsOf(ids.slice(0, 9999))).toEqual([]);
    expect(warningsOf([...ids, ...ids.slice(0, 5001)])).toEqual([]);
  });
});

describe('intervals', () => {
  const interval = { level: 0.9, seed: 3, replicates: 200 };

  it.each([undefined, 'region'])('do not depend on blocks (clusters: %s)', (cluster) => {
    const specs = ['mse', 'huber:reduction=weighted-mean', 'mae:reduction=sum', 'rmse', 'wmape'];
    fc.assert(
      fc.property(anyTable, anySizes, (table, sizes) => {
        const options = { interval: { ...interval, cluster } };
        expect(outcomeOf(table, specs, options, sizes)).toEqual(outcomeOf(table, specs, options));
      }),
      { numRuns: 30 },
    );
  });

  it('hold the result, and are missing of what is no sum', () => {
    const table = tableOf(Array.from({ length: 50 }, (_, i) => String(i % 5)));
    const specs = ['mse', 'rmse', 'smape', 'rmsle:compat=sklearn', 'medae', 'max-error'];
    const losses = outcomeOf(table, specs, { interval }).losses;
    for (const { result, interval: found } of losses.slice(0, 4)) {
      const { low, high } = found as Interval;
      expect(low).toBeLessThan(result.result!);
      expect(high).toBeGreaterThan(result.result!);
    }
    expect(losses[4]!.interval).toEqual({ reason: 'a median needs all errors in order' });
    expect(losses[5]!.interval).toEqual({ reason: 'a single sample decides it' });
  });

  it('of segments are those of their rows alone, for any blocks', () => {
    fc.assert(
      fc.property(anyTable, anySizes, (table, sizes) => {
        const specs = ['mse', 'rmse', 'rps', 'medae'];
        const given = withoutWeights(table);
        const options = { interval: { ...interval, cluster: 'device' }, by: [['region']] };
        const [division] = outcomeOf(given, specs, options, sizes).divisions;
        for (const { values, results, intervals } of division!.segments) {
          const own = filtered(given, (row) => given.texts['region']![row] === values[0]);
          const alone = outcomeOf(own, specs, { interval: options.interval }).losses;
          expect(results).toEqual(alone.map(({ result }) => result));
          expect(intervals).toEqual(alone.map((loss) => loss.interval));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('are of clusters also for a loss that is computed at the end', () => {
    fc.assert(
      fc.property(anyTable, anySizes, (weighted, sizes) => {
        const table = withoutWeights(weighted);
        const options = { interval: { ...interval, cluster: 'region' } };
        const [rps] = outcomeOf(table, ['rps'], options, sizes).losses;
        const clusters = new Set(table.texts['region']).size;
        expect(rps!.interval).toMatchObject(
          clusters < 2 ? { reason: 'it takes two clusters or more' } : { count: clusters },
        );
      }),
      { numRuns: 20 },
    );
  });
});

describe('the worst samples', () => {
  it('are those with the highest losses, with their texts, for any blocks', () => {
    fc.assert(
      fc.property(anyTable, anySizes, fc.integer({ min: 1, max: 50 }), (table, sizes, worst) => {
        const specs = ['mse', 'rps'];
        const options = { worst, kept: ['region'] };
        for (const { worst: samples } of outcomeOf(table, specs, options, sizes).losses) {
          expect(samples).toHaveLength(Math.min(worst, table.rows));
          for (const { row, true: truth, pred, texts } of samples!) {
            expect(truth).toEqual(table.inputs['true']![row - 1]);
            expect(pred).toEqual(table.inputs['pred']![row - 1]);
            expect(texts!['region']).toBe(table.texts['region']![row - 1]);
          }
        }
        const mse = table.inputs['true']!.map((truth, row) => {
          const squares = truth.map((x, k) => (table.inputs['pred']![row]![k]! - x) ** 2);
          return squares.reduce((sum, x) => sum + x, 0) / 3;
        });
        const losses = outcomeOf(table, ['mse'], options, sizes).losses[0]!.worst!;
        const highest = mse.sort((a, b) => b - a).slice(0, worst);
        losses.forEach(({ loss }, i) => expect(loss).toBeCloseTo(highest[i]!, 12));
      }),
    );
  });

  it('are the least similar ones of a similarity', () => {
    const table: Table = {
      rows: 3,
      inputs: {
        true: Array.from({ length: 3 }, () => [1, 0]),
        pred: [
          [1, 0],
          [-1, 0],
          [0, 1],
        ],
      },
      texts: {},
    };
    const worstOf = (spec: string): number[] =>
      outcomeOf(table, [spec], { worst: 3 }).losses[0]!.worst!.map(({ row }) => row);
    expect(worstOf('cosine-similarity:compat=optax')).toEqual([2, 3, 1]);
    expect(worstOf('cosine-similarity')).toEqual([2, 3, 1]);
  });

  it('do not include samples that the mask leaves out', () => {
    const table = tableOf(['a', 'b', 'c']);
    const masked = { ...table, inputs: { ...table.inputs, mask: [[1], [1], [0]] } };
    const [mse] = outcomeOf(masked, ['mse'], { worst: 3 }).losses;
    expect(mse!.worst!.map(({ row }) => row)).toEqual([2, 1]);
  });

  it('are missing where samples have no losses', () => {
    expect(outcomeOf(tableOf(['a']), ['rmse'], { worst: 1 }).losses[0]!.worst).toBeUndefined();
  });
});

/** A row for each key, whose error is its index. */
function tableOf(keys: readonly string[]): Table {
  return {
    rows: keys.length,
    inputs: { true: keys.map(() => [0]), pred: keys.map((_, i) => [i]) },
    texts: { key: keys },
  };
}
