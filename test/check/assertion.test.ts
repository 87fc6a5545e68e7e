import { describe, expect, it } from 'vitest';
import { assertionText, parseAssertion, segmentText } from '../../src/check/assertion.ts';

describe('an assertion', () => {
  it('is a loss, a comparison and a number', () => {
    expect(parseAssertion(' huber:delta=2,compat=torch<=3e-1 ')).toEqual({
      loss: 'huber:delta=2,compat=torch',
      conditions: [],
      comparison: '<=',
      bound: 0.3,
      boundText: '3e-1',
    });
  });

  it.each(['<=', '<', '>=', '>'])('compares by %s', (comparison) => {
    expect(parseAssertion(`mse ${comparison} -1`)).toMatchObject({ comparison, bound: -1 });
  });

  it('names segments by texts, by all texts, and by texts quoted as in JSON', () => {
    const { conditions } = parseAssertion(
      String.raw`mse[region = eu west, device=*, "a=b" = "x],\"y\"", os="*"] < 1`,
    );
    expect(conditions).toEqual([
      { column: 'region', value: 'eu west' },
      { column: 'device', value: undefined },
      { column: 'a=b', value: 'x],"y"' },
      { column: 'os', value: '*' },
    ]);
  });

  it.each([
    ['', 1, 'a loss'],
    ['< 1', 1, 'a loss'],
    ['mse', 4, '[ or one of <= < >= >'],
    ['mse =< 1', 5, '[ or one of <= < >= >'],
    ['mse == 1', 5, '[ or one of <= < >= >'],
    ['mse = 1', 5, '[ or one of <= < >= >'],
    ['mse ≤ 1', 5, '[ or one of <= < >= >'],
    ['mse[a=b] 1', 10, 'one of <= < >= >'],
    ['mse <> 1', 6, 'a finite number'],
    ['mse < 1e999', 7, 'a finite number'],
    ['mse < nan', 7, 'a finite number'],
    ['mse < 1 2', 9, 'the end'],
    ['mse < 1%', 7, 'a finite number'],
    ['mse[] < 1', 5, 'a column'],
    ['mse[a] < 1', 6, '='],
    ['mse[a=] < 1', 7, 'a text or *'],
    ['mse[a=b < 1', 12, ', or ]'],
    ['mse[a=b,a=c] < 1', 9, 'another column'],
    [String.raw`mse[a="\q"] < 1`, 7, 'a text quoted as in JSON'],
  ])('%s is wrong at position %i', (text, position, expected) => {
    expect(() => parseAssertion(text)).toThrow(
      `assertion, position ${position}: expected ${expected}, found `,
    );
  });

  it('is written for a segment so that it is read back as that', () => {
    const segment = { columns: ['region', 'a b', '"'], values: ['*', '', 'x=1, y]'] };
    const text = assertionText({ loss: 'mse', comparison: '<', boundText: '1' }, segment);
    expect(parseAssertion(text).conditions).toEqual(
      segment.columns.map((column, k) => ({ column, value: segment.values[k] })),
    );
    expect(segmentText({ columns: ['region'], values: ['eu west'] })).toBe('[region=eu west]');
  });
});
