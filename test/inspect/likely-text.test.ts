import { describe, expect, test } from 'vitest';
import {
  likelyComment,
  likelyDelimiter,
  likelyMissing,
  likelyNotations,
} from '../../src/inspect/likely-text.ts';

describe('comments', () => {
  test.each([
    ['# made by\ny,p\n1,2\n', true],
    ['# one,two\n# three\ny,p\n', true],
    // As numpy writes names, which a loss takes for them.
    ['# y,p\n1,2\n', false],
    ['y,p\n#1,2\n', false],
    ['# nothing else\n', false],
  ])('%j: %s', (text, expected) => {
    expect(likelyComment(text)).toBe(expected);
  });
});

describe('what separates cells', () => {
  test.each([
    ['1;0.5\n0;0.25\n', ';'],
    ['1|0.5\n0|0.25\n', '|'],
    ['1;0,5\n0;0,25\n', ';'],
    ['1  0.5\n0 0.25\n', ' '],
    ['y p\n1 0.5\n', ' '],
    // The first row tells.
    ['y;p\n1;2\n', undefined],
    ['1,2\n3,4\n', undefined],
    ['sep=;\n1;2\n', undefined],
    // Rows do not agree, or blanks are within texts.
    ['1;0.5\n0\n', undefined],
    ['a b\nc d\n', undefined],
    ['', undefined],
  ])('of %j: %j', (text, expected) => {
    expect(likelyDelimiter(text, 'csv', {})).toBe(expected);
  });
});

describe('numbers', () => {
  const DECIMAL = { decimal: ',' };
  test.each([
    [[['0,5'], ['1,25']], [DECIMAL]],
    [[['1.234,5'], ['2']], [{ decimal: ',', thousands: '.' }]],
    [[['1,234.5'], ['2']], [{ thousands: ',' }]],
    // Either 1.234 or 1234.
    [
      [['1,234'], ['2']],
      [DECIMAL, { thousands: ',' }],
    ],
    [[['0.5'], ['1']], []],
    [[['a,b'], ['1,5']], []],
    // Another column would be none of numbers any more.
    [
      [
        ['0,5', '0.5'],
        ['1,5', '2.5'],
      ],
      [],
    ],
  ])('%j', (data, expected) => {
    const rows = [data[0]!.map(() => 'name'), ...data];
    expect(likelyNotations(rows, undefined).likely).toEqual(expected);
  });
});

test.each([
  [['1', '.', '2', '3'], ['.']],
  [
    ['1', 'missing', '.', '2', '3'],
    ['missing', '.'],
  ],
  [['1', 'x', '2'], []],
  [['.', '.', '1'], []],
  [['1', 'NA', '2'], []],
])('what stands for missing values among %j: %j', (cells, expected) => {
  expect(likelyMissing([['name'], ...cells.map((cell) => [cell])], undefined)).toEqual(expected);
});
