import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { JoinPolicy } from '../../../src/sources/index.ts';
import { complaint, read, type Reading } from '../reading.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-join-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Row = readonly (string | number)[];

/** A table with the text of each cell quoted where it has to be; the path. */
function table(name: string, header: readonly string[], rows: readonly Row[]): string {
  const cell = (value: string | number): string =>
    /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
  const path = join(folder, name);
  writeFileSync(path, [header, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join(''));
  return path;
}

interface Joining {
  readonly on?: readonly string[];
  readonly policy?: JoinPolicy;
  readonly blockRows?: number;
}

/** Reads `y` of one file and `p` of others, joined. */
function joined(
  [truth, ...others]: readonly string[],
  { on = ['id'], policy = 'exact', blockRows }: Joining = {},
): Promise<Reading> {
  const selections = [
    { input: 'true', path: truth!, part: 'y' },
    ...others.map((path, k) => ({ input: `pred${k || ''}`, path, part: 'p' })),
  ];
  return read(selections, { keys: { on, join: policy }, blockRows });
}

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

describe('files that do not fit', () => {
  const path = (text: string): string => text.replaceAll(`${folder}/`, '');

  async function refusal(first: readonly Row[], second: readonly Row[], options?: Joining) {
    const files = [table('y.csv', ['id', 'y'], first), table('p.csv', ['id', 'p'], second)];
    return path(await complaint(joined(files, options)));
  }

  it('are refused, with examples of what each has alone', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const first = ids.map((id, i): Row => [id, i]);
    const second: Row[] = [
      ['z', 0],
      ['d', 1],
    ];
    expect(await refusal(first, second)).toBe(
      '--on id: expected the same keys in all files, found that ' +
        '5 rows of y.csv have no counterpart in p.csv: "a" in row 1, "b" in row 2, "c" in row 3 and 2 more; ' +
        '1 row of p.csv has no counterpart in y.csv: "z" in row 1\n' +
        '  hint: --join inner drops such rows, and counts them',
    );
  });

  it.each(['exact', 'inner'] as const)('are refused where keys come twice: %s', async (policy) => {
    const once: Row[] = [
      ['a', 1],
      ['b', 2],
    ];
    const twice: Row[] = [...once, ['a', 3], ['a', 4], ['b', 5], ['b', 6], ['a', 7]];
    const expected = (file: string): string =>
      `${file}: expected every key in one row only, found "a" in rows 1 and 3, "a" in rows 1 and 4, ` +
      '"b" in rows 2 and 5 and 2 more\n' +
      '  hint: --on takes columns that tell all rows apart; several make one key: --on id,COLUMN';
    expect(await refusal(twice, once, { policy })).toBe(expected('y.csv'));
    expect(await refusal(once, twice, { policy })).toBe(expected('p.csv'));
  });

  it('are refused where nothing is in both', async () => {
    expect(await refusal([['a', 1]], [['b', 1]], { policy: 'inner' })).toBe(
      '--on id: expected keys that all files have, found none: ' +
        '1 row of y.csv has no counterpart in p.csv: "a" in row 1; ' +
        '1 row of p.csv has no counterpart in y.csv: "b" in row 1\n' +
        '  hint: look at both files with losscalc inspect; keys are compared as they are written',
    );
    expect(await refusal([['a', 1]], [['A', 1]], { policy: 'inner' })).toContain(
      '\n  hint: 1 more key would match without regard to case: --keys any-case',
    );
  });

  it('are refused where a key is empty', async () => {
    const rows: Row[] = [
      ['a', 1],
      ['', 2],
    ];
    expect(await refusal(rows, rows)).toBe(
      'y.csv, row 2: expected a key to join by, found an empty cell\n' +
        '  hint: give every row a key of its own, or drop the row',
    );
  });

  it('are refused at the first empty key, when the rows before have been taken', async () => {
    const first: Row[] = [
      ['a', 1],
      ['', 2],
    ];
    const second: Row[] = [
      ['b', 1],
      ['', 2],
      ['a', 3],
    ];
    expect(await refusal(first, second)).toContain('p.csv, row 2: expected a key to join by');
    expect(await refusal(first, second.toReversed())).toContain('y.csv, row 2: expected a key');
  });

  it('are refused where all columns of a key are empty', async () => {
    const rows: Row[] = [
      ['', 'x', 1],
      ['', '', 2],
    ];
    const files = [table('y.csv', ['a', 'b', 'y'], rows), table('p.csv', ['a', 'b', 'p'], rows)];
    expect(path(await complaint(joined(files, { on: ['a', 'b'] })))).toContain('y.csv, row 2: ');
    const apart = [
      table('y.csv', ['a', 'b', 'y'], [['x', '', 1]]),
      table('p.csv', ['a', 'b', 'p'], [['', 'x', 1]]),
    ];
    expect(path(await complaint(joined(apart, { on: ['a', 'b'] })))).toContain(
      '1 row of y.csv has no counterpart in p.csv: "x", "" in row 1; ' +
        '1 row of p.csv has no counterpart in y.csv: "", "x" in row 1',
    );
  });

  it('are told of where their rows are dropped', async () => {
    const files = [
      table(
        'y.csv',
        ['id', 'y'],
        [
          ['a\u001b[31m', 1],
          ['b', 2],
        ],
      ),
      table('p.csv', ['id', 'p'], [['b', 2]]),
    ];
    const { warnings } = await joined(files, { policy: 'inner' });
    expect(warnings.map(path)).toEqual([
      '--join inner: 1 row of y.csv has no counterpart in p.csv: "a\\x1b[31m" in row 1',
    ]);
  });

  it('are not looked for among the columns of one', async () => {
    const file = table('y.csv', ['id', 'y', 'p'], [['a', 1, 2]]);
    const selections = [
      { input: 'true', path: file, part: 'y' },
      { input: 'pred', path: file, part: 'p' },
    ];
    const refused = read(selections, { keys: { on: ['id'], join: 'exact' } });
    expect(path(await complaint(refused))).toBe(
      '--on id: expected two files or more to join, found only y.csv\n' +
        '  hint: leave --on out: what is in one file is a sample for each row',
    );
  });
});
