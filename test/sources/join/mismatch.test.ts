import { describe, expect, it } from 'vitest';
import { complaint, read } from '../reading.ts';
import { joined, Tables, type Joining, type Row } from './joined-tables.ts';

const { table, withoutFolder } = new Tables();

describe('files that do not fit', () => {
  async function refusal(first: readonly Row[], second: readonly Row[], options?: Joining) {
    const files = [table('y.csv', ['id', 'y'], first), table('p.csv', ['id', 'p'], second)];
    return withoutFolder(await complaint(joined(files, options)));
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
    expect(withoutFolder(await complaint(joined(files, { on: ['a', 'b'] })))).toContain(
      'y.csv, row 2: ',
    );
    const apart = [
      table('y.csv', ['a', 'b', 'y'], [['x', '', 1]]),
      table('p.csv', ['a', 'b', 'p'], [['', 'x', 1]]),
    ];
    expect(withoutFolder(await complaint(joined(apart, { on: ['a', 'b'] })))).toContain(
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
    expect(warnings.map(withoutFolder)).toEqual([
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
    expect(withoutFolder(await complaint(refused))).toBe(
      '--on id: expected two files or more to join, found only y.csv\n' +
        '  hint: leave --on out: what is in one file is a sample for each row',
    );
  });
});
