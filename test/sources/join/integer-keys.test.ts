import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXPORTS } from '../../support/exports.ts';
import { dataHeader, handmade, page } from '../../support/parquet-file.ts';
import { complaint, read } from '../reading.ts';
import { joined, Tables, type Row } from './joined-tables.ts';

const { table, folder } = new Tables();

const INT64 = 2;

/** A Parquet file with one column, `x`. */
function integersFile(name: string, integers: readonly bigint[]): string {
  const data = Buffer.from(BigInt64Array.from(integers).buffer);
  const rows = integers.length;
  const path = join(folder, name);
  writeFileSync(path, handmade({ type: INT64, rows, pages: [page(0, data, dataHeader(rows))] }));
  return path;
}

describe('integers that are keys', () => {
  it('are the same wherever in a file they are with others that are none, read by any threads', async () => {
    const integer = fc.oneof(
      fc.integer({ min: -20, max: 200 }).map(String),
      fc.maxSafeInteger().map(String),
    );
    const other = fc.oneof(
      fc.constantFrom('07', '+7', '-0', '7.0', ' 7', '7 ', '1e1', 'a', '-', '00', '7"'),
      fc.bigInt({ min: 10n ** 15n, max: 10n ** 20n }).map(String),
    );
    const keys = fc.oneof(
      fc.uniqueArray(integer, { minLength: 1, maxLength: 60 }),
      fc.uniqueArray(
        fc.oneof({ arbitrary: integer, weight: 20 }, { arbitrary: other, weight: 1 }),
        {
          minLength: 1,
          maxLength: 60,
        },
      ),
    );
    const cases = keys.chain((ids) =>
      fc.record({
        ids: fc.constant(ids),
        order: fc.shuffledSubarray([...ids.keys()], { minLength: ids.length }),
        threads: fc.constantFrom(1, 2),
        chunkBytes: fc.constantFrom(8, 32, 100),
        blockRows: fc.integer({ min: 1, max: 8 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ({ ids, order, ...options }) => {
        const truth = ids.map((id, i): Row => [id, i]);
        const files = [
          table('y.csv', ['id', 'y'], truth),
          table(
            'p.csv',
            ['p', 'id'],
            order.map((i) => [i, ids[i]!]),
          ),
        ];
        const { rows } = await joined(files, options);
        expect(rows['pred']).toEqual(ids.map((_, i) => [i]));
      }),
    );
  });

  it('may be of a Parquet file, of any length', async () => {
    const integers = [7n, -3n, 1234567890123456n, 0n, -(2n ** 53n), 999999999999999n];
    const preds = integersFile('p.parquet', integers);
    const truth = table(
      'y.csv',
      ['id', 'y'],
      integers.toReversed().map((integer, i) => [String(integer), i]),
    );
    const { rows } = await read(
      [
        { input: 'true', path: truth, part: 'y' },
        { input: 'pred', path: preds, part: 'x' },
      ],
      { keys: { on: ['id=x'], join: 'exact' } },
    );
    expect(rows['pred']).toEqual(integers.toReversed().map((integer) => [Number(integer)]));
  });

  it('are told apart where a double does not', async () => {
    const close = [2n ** 53n, 2n ** 53n + 1n, 2n ** 53n + 2n];
    const preds = integersFile('close.parquet', close);
    const truth = table(
      'y.csv',
      ['id', 'y'],
      [
        [String(close[0]), 0],
        ['9007199254740995', 1],
      ],
    );
    const reading = read(
      [
        { input: 'true', path: truth, part: 'y' },
        { input: 'pred', path: preds, part: 'x' },
      ],
      { keys: { on: ['id=x'], join: 'exact' } },
    );
    expect(await complaint(reading)).toContain('"9007199254740993" in row 2');
  });

  it.each(['types.arrow', 'types.arrows'])('may be of %s, where none is missing', async (file) => {
    const truth = table(
      'y.csv',
      ['id', 'y'],
      [40, 20, 10, 30].map((id): Row => [id, id / 10]),
    );
    const inFile = (key: string): ReturnType<typeof read> =>
      read(
        [
          { input: 'true', path: truth, part: 'y' },
          { input: 'pred', path: join(EXPORTS, file), part: 'last' },
        ],
        { keys: { on: [`id=${key}`], join: 'exact' } },
      );
    const { rows } = await inFile('last');
    expect(rows).toEqual({ true: [[4], [2], [1], [3]], pred: [[40], [20], [10], [30]] });
    expect(await complaint(inFile('i64'))).toContain(
      `${file}, row 3: expected a key to join by, found an empty cell`,
    );
  });
});
