import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complaint, read } from '../reading.ts';
import { joined, Tables, type Row } from './joined-tables.ts';

const { table } = new Tables();

const key = fc.stringMatching(/^[a-c,"é]{1,3}$/);
const keys = fc.uniqueArray(key, { minLength: 1, maxLength: 30 });
const blockRows = fc.integer({ min: 1, max: 8 });

/** Some of the keys in an order of their own, and others. */
function subset(of: readonly string[]): fc.Arbitrary<string[]> {
  return fc.shuffledSubarray([...of], { minLength: 1 });
}

describe('joined files', () => {
  it('have the rows of the first in their order, each with its counterparts, in blocks of any size', async () => {
    const cases = keys.chain((all) =>
      fc.tuple(fc.constant(all), ...[1, 2].map(() => subset(all).map((some) => fill(some, all)))),
    );
    await fc.assert(
      fc.asyncProperty(cases, blockRows, async ([first, ...others], size) => {
        const number = new Map(first.map((id, i) => [id, i]));
        const files = [
          table(
            'y.csv',
            ['id', 'y'],
            first.map((id, i) => [id, i]),
          ),
          ...others.map((ids, k) =>
            table(
              `p${k}.csv`,
              ['p', 'id'],
              ids.map((id) => [number.get(id)! + 0.25 * (k + 1), id]),
            ),
          ),
        ];
        const { rows, numbers, skipped } = await joined(files, { blockRows: size });
        expect(rows).toEqual({
          true: first.map((_, i) => [i]),
          pred: first.map((_, i) => [i + 0.25]),
          pred1: first.map((_, i) => [i + 0.5]),
        });
        expect(numbers).toEqual(first.map((_, i) => i + 1));
        expect(skipped).toBe(0);
      }),
    );
  });

  it('have only what is in all of them, where that is asked for', async () => {
    const cases = fc.tuple(keys, keys).filter(([a, b]) => a.some((id) => b.includes(id)));
    await fc.assert(
      fc.asyncProperty(cases, blockRows, async ([a, b], size) => {
        const files = [
          table(
            'y.csv',
            ['id', 'y'],
            a.map((id, i) => [id, i]),
          ),
          table(
            'p.csv',
            ['id', 'p'],
            b.map((id) => [id, a.indexOf(id)]),
          ),
        ];
        const { rows, numbers, skipped } = await joined(files, {
          policy: 'inner',
          blockRows: size,
        });
        const both = a.flatMap((id, i) => (b.includes(id) ? [i] : []));
        expect(rows).toEqual({ true: both.map((i) => [i]), pred: both.map((i) => [i]) });
        expect(numbers).toEqual(both.map((i) => i + 1));
        expect(skipped).toBe(a.length + b.length - 2 * both.length);
      }),
    );
  });

  it('may have a key of several columns', async () => {
    const truth = table(
      'y.csv',
      ['shop', 'day', 'y'],
      [
        ['a', '1', 1],
        ['a', '2', 2],
        ['a,"1', '', 3],
      ],
    );
    const preds = table(
      'p.csv',
      ['day', 'p', 'shop'],
      [
        ['2', 20, 'a'],
        ['', 30, 'a,"1'],
        ['1', 10, 'a'],
      ],
    );
    const { rows } = await joined([truth, preds], { on: ['shop', 'day'] });
    expect(rows['pred']).toEqual([[10], [20], [30]]);
  });

  it('tell keys apart by their texts, integers or not', async () => {
    const ids = [
      '7',
      '07',
      '7.0',
      '+7',
      '-7',
      '-0',
      '0',
      '00',
      '1000000000000000',
      'a',
      '7e0',
      '1',
    ];
    const truth = ids.map((id, i): Row => [id, i]);
    const files = [
      table('y.csv', ['id', 'y'], truth),
      table('p.csv', ['id', 'p'], truth.toReversed()),
    ];
    const { rows } = await joined(files);
    expect(rows['pred']).toEqual(ids.map((_, i) => [i]));
    const other = [
      table('y.csv', ['id', 'y'], [['07', 1]]),
      table('p.csv', ['id', 'p'], [['7', 1]]),
    ];
    expect(await complaint(joined(other))).toContain('1 more key would match as numbers');
  });

  it('hold many rows until they are asked for', async () => {
    const count = 70_000;
    const ids = Array.from({ length: count }, (_, i) => i);
    const files = [
      table(
        'y.csv',
        ['id', 'y'],
        ids.map((id) => [id, 2 * id]),
      ),
      table(
        'p.csv',
        ['id', 'p'],
        ids.toReversed().map((id) => [id, 3 * id]),
      ),
      table(
        'q.csv',
        ['id', 'p'],
        ids.map((id) => [id, 4 * id]),
      ),
    ];
    const { rows } = await joined(files);
    expect(rows['pred']).toEqual(ids.map((id) => [3 * id]));
    expect(rows['pred1']).toEqual(ids.map((id) => [4 * id]));
  });

  it('have all columns but the key where no columns are chosen', async () => {
    const truth = table('y.csv', ['a', 'id', 'b'], [[1, 'x', 2]]);
    const preds = table('p.csv', ['id', 'a', 'b'], [['x', 3, 4]]);
    const selections = [
      { input: 'true', path: truth },
      { input: 'pred', path: preds },
    ];
    const { rows } = await read(selections, { keys: { on: ['id'], join: 'exact' } });
    expect(rows).toEqual({ true: [[1, 2]], pred: [[3, 4]] });
  });

  it('lose rows that miss a value after they are joined', async () => {
    const truth = table(
      'y.csv',
      ['id', 'y'],
      [
        ['a', 1],
        ['b', ''],
        ['c', 3],
        ['d', 4],
      ],
    );
    const preds = table(
      'p.csv',
      ['id', 'p'],
      [
        ['d', 40],
        ['c', ''],
        ['b', 20],
        ['a', 10],
      ],
    );
    const selections = [
      { input: 'true', path: truth, part: 'y' },
      { input: 'pred', path: preds, part: 'p' },
    ];
    const reading = await read(selections, {
      keys: { on: ['id'], join: 'exact' },
      missing: 'skip',
    });
    expect(reading).toMatchObject({
      rows: { true: [[1], [4]], pred: [[10], [40]] },
      numbers: [1, 4],
      skipped: 2,
    });
  });
});

/** The keys in the order of some of them, the others behind. */
function fill(some: readonly string[], all: readonly string[]): string[] {
  return [...some, ...all.filter((id) => !some.includes(id))];
}
