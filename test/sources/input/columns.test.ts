import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/messages/errors.ts';
import { Columns } from '../../../src/sources/input/columns.ts';

const named = (...names: string[]): Columns => new Columns('t.csv', names.length, names);

function refusal(columns: Columns, part?: string): string {
  try {
    columns.select(part);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('Columns.select', () => {
  it.each([
    [undefined, [0, 1, 2, 3]],
    ['y', [1]],
    ['p,y', [2, 1]],
    [' p , y ', [2, 1]],
    ['1', [0]],
    ['4,1', [3, 0]],
    ['2-4', [1, 2, 3]],
    ['y-q', [1, 2, 3]],
    ['id,3-4', [0, 2, 3]],
    ['p-p', [2]],
  ])('takes %j of id, y, p, q', (part, indices) => {
    expect(named('id', 'y', 'p', 'q').select(part)).toEqual(indices);
  });

  it('takes positions where there is no header', () => {
    expect(new Columns('t.csv', 5).select('2-4,1')).toEqual([1, 2, 3, 0]);
  });

  it('prefers a name to a position and to a range that read the same', () => {
    expect(named('3', '1', '1-2').select('1')).toEqual([1]);
    expect(named('3', '1', '1-2').select('1-2')).toEqual([2]);
    expect(named('a', 'b', 'a,b').select('a,b')).toEqual([2]);
    expect(named('2021', '2019', '2020').select('2019-2021')).toEqual([1, 2, 0]);
  });

  it('counts names up in a range, whatever their order in the table', () => {
    expect(named('p0', 'p1', 'p10', 'p2', 'y').select('p0-p2')).toEqual([0, 1, 3]);
    expect(named('p00', 'y', 'p01').select('p00-p01')).toEqual([0, 2]);
    expect(named('p9', 'p10', 'p8').select('p8-p10')).toEqual([2, 0, 1]);
  });

  it('finds ranges between names with hyphens', () => {
    expect(named('log-p0', 'y', 'log-p1').select('log-p0-log-p1')).toEqual([0, 2]);
    expect(named('a-b', 'x', 'c-d').select('a-b-c-d')).toEqual([0, 1, 2]);
  });

  it('treats names of object properties as any other', () => {
    expect(named('__proto__', 'constructor').select('constructor')).toEqual([1]);
    expect(refusal(named('a', 'b'), '__proto__')).toContain('no column "__proto__"');
  });

  it.each([
    [
      'scroe',
      't.csv: no column "scroe"\n  hint: did you mean "score"? the columns are "id", "score", "y"',
    ],
    ['zzz', 't.csv: no column "zzz"\n  hint: the columns are "id", "score", "y"'],
    ['', 't.csv: no column ""\n  hint: the columns are "id", "score", "y"'],
    ['y,', 't.csv: no column ""\n  hint: the columns are "id", "score", "y"'],
    ['4', 't.csv: no column "4": the table has 3\n  hint: the columns are "id", "score", "y"'],
    ['0', 't.csv: no column "0": the table has 3\n  hint: the columns are "id", "score", "y"'],
    ['2-9', 't.csv: no column "9": the table has 3\n  hint: the columns are "id", "score", "y"'],
    ['3-2', 't.csv: the range "3-2" runs backwards'],
    ['y-id', 't.csv: the range "y-id" runs backwards'],
    ['y,1-3', 't.csv: column "y" is chosen twice by "y,1-3"'],
  ])('refuses %j of id, score, y', (part, message) => {
    expect(refusal(named('id', 'score', 'y'), part)).toBe(message);
  });

  it('refuses a numbered range with a gap, or backwards', () => {
    expect(refusal(named('p0', 'p2'), 'p0-p2')).toBe(
      't.csv: no column "p1" of the range "p0-p2"\n  hint: did you mean "p0"? the columns are "p0", "p2"',
    );
    expect(refusal(named('p0', 'p2'), 'p2-p0')).toBe('t.csv: the range "p2-p0" runs backwards');
  });

  it('refuses names that are not unique, but not their positions', () => {
    const message =
      't.csv: 2 columns have the name "x"\n  hint: choose columns by position; it is at 1, 3';
    expect(refusal(named('x', 'y', ' x '), 'x')).toBe(message);
    expect(refusal(named('x', 'y', ' x '))).toBe(message);
    expect(named('x', 'y', ' x ').select('1,3')).toEqual([0, 2]);
  });

  it('refuses names where there is no header', () => {
    expect(refusal(new Columns('t.csv', 3), 'y')).toBe(
      't.csv: no column "y": the table has no header\n  hint: choose columns by position, 1 to 3',
    );
    expect(refusal(new Columns('t.csv', 3), '4')).toBe(
      't.csv: no column "4": the table has 3\n  hint: positions go from 1 to 3',
    );
  });

  it('lists only some of many columns', () => {
    const many = Array.from({ length: 1000 }, (_, i) => `${'long'.repeat(50)}${i}`);
    expect(refusal(named(...many), 'zzz').length).toBeLessThan(1500);
    expect(refusal(named(...many), 'zzz')).toContain(' and 990 more');
  });

  it('takes a wide range quickly', () => {
    expect(new Columns('t.csv', 200_000).select('1-200000')).toHaveLength(200_000);
  });
});

describe('Columns.describe', () => {
  it('names a column where its name is its own, and counts from 1 where not', () => {
    const columns = named('y', 'x', 'x', '');
    expect([0, 1, 3].map((index) => columns.describe(index))).toEqual([
      'column "y"',
      'column 2',
      'column 4',
    ]);
    expect(new Columns('t.csv', 2).describe(1)).toBe('column 2');
  });
});
