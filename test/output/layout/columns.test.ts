import { describe, expect, it } from 'vitest';
import { shrinkWidest, textTable } from '../../../src/output/layout/columns.ts';

const LOSSES = [
  ['mean-squared-error', 'mse', 'The mean of the squared differences.'],
  ['huber', '', 'Squared near zero, linear beyond delta.'],
];

describe('textTable', () => {
  it('lines up columns, without spaces at the ends of lines', () => {
    expect(textTable(LOSSES, { headers: ['name', 'alias', 'summary'], indent: 2 })).toEqual([
      '  name                alias  summary',
      '  mean-squared-error  mse    The mean of the squared differences.',
      '  huber                      Squared near zero, linear beyond delta.',
    ]);
    expect(
      textTable([
        ['a', ''],
        ['bb', ''],
      ]),
    ).toEqual(['a', 'bb']);
  });

  it('aligns to the right', () => {
    const rows = [
      ['a', '1'],
      ['b', '100'],
    ];
    expect(textTable(rows, { align: ['left', 'right'], gap: 1 })).toEqual(['a   1', 'b 100']);
  });

  it('wraps the last column below itself', () => {
    expect(textTable(LOSSES, { width: 45, wrapLast: true })).toEqual([
      'mean-squared-error  mse  The mean of the',
      '                         squared differences.',
      'huber                    Squared near zero,',
      '                         linear beyond delta.',
    ]);
  });

  it('cuts the widest columns where the last may not or cannot give way', () => {
    expect(textTable(LOSSES, { width: 24 })).toEqual([
      'mean…rror  mse  The …es.',
      'huber           Squa…ta.',
    ]);
    for (const line of textTable(LOSSES, { width: 24, wrapLast: true })) {
      expect(line.length).toBeLessThanOrEqual(24);
    }
  });

  it('cuts nothing that is to be whole, and nothing at all where there is no room for that', () => {
    const rows = [['a-long-name', '0.25 to 0.75', 'compared with']];
    const options = { headers: ['name', 'a long header', 'verdict'], whole: [false, true, true] };
    expect(textTable(rows, { ...options, width: 34 })).toEqual([
      'name   a long…eader  verdict',
      'a-…me  0.25 to 0.75  compared with',
    ]);
    expect(textTable(rows, { ...options, width: 20 })[1]).toBe(
      'a-long-name  0.25 to 0.75   compared with',
    );
  });

  it('counts terminal columns, not characters', () => {
    expect(
      textTable([
        ['損失', 'x'],
        ['loss', 'y'],
      ]),
    ).toEqual(['損失  x', 'loss  y']);
  });

  it('lays out before it adds colour', () => {
    const mark = (text: string): string => `<${text}>`;
    expect(
      textTable([['1', 'b']], {
        headers: ['row', 'x'],
        align: ['right'],
        headerStyle: mark,
        styles: [mark],
      }),
    ).toEqual(['<row>  <x>', '  <1>  b']);
  });

  it('gives no lines for no rows', () => {
    expect(textTable([])).toEqual([]);
  });
});

describe('shrinkWidest', () => {
  it('takes from the widest until all fit', () => {
    expect(shrinkWidest([10, 3, 8], 15)).toEqual([6, 3, 6]);
  });

  it('leaves what fits', () => {
    expect(shrinkWidest([10, 3], 13)).toEqual([10, 3]);
  });

  it('leaves each at least one', () => {
    expect(shrinkWidest([4, 2], 0)).toEqual([1, 1]);
  });
});
