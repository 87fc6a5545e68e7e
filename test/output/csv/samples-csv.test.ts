import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src/engine/result.ts';
import { renderText, SMALL } from '../results.ts';

const csv = (result: Result, options = {}): string =>
  renderText(result, { format: 'csv', ...options });

describe('CSV', () => {
  it('has a row a sample', () => {
    expect(csv({ ...SMALL, rowNumbers: Float64Array.of(1, 3, 4) })).toBe(`\
sample,loss
1,0.125
3,0.5
4,0.3333333333333333
`);
  });

  it('has a column for each number of the gradient', () => {
    const values = Float64Array.of(1, -2, 3, NaN, -Infinity, 1 / 3);
    expect(csv({ ...SMALL, gradient: { shape: [3, 2], values } }, { precision: 3 })).toBe(`\
sample,loss,gradient_0,gradient_1
1,0.125,1,-2
2,0.5,3,NaN
3,0.333,-Infinity,0.333
`);
    const narrow: Result = {
      ...SMALL,
      shape: [3],
      gradient: { shape: [3], values: Float64Array.of(-1, 0, 1) },
    };
    expect(csv(narrow).split('\n').slice(0, 2)).toEqual(['sample,loss,gradient', '1,0.125,-1']);
  });

  it('has one row for the result where there are no samples', () => {
    const summary = `\
loss,compat,dtype,reduction,samples,result
huber,tf-keras,float64,mean,3,0.30000000000000004
`;
    expect(csv(SMALL, { perSample: false })).toBe(summary);
    expect(csv({ ...SMALL, perSample: undefined })).toBe(summary);
  });

  it('leaves the result empty where there is none', () => {
    const none: Result = { ...SMALL, reduction: 'none', denominator: null, result: null };
    expect(csv(none, { perSample: false })).toContain('\nhuber,tf-keras,float64,none,3,\n');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-x', "'-x"],
    ['+x', "'+x"],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ['a,"b"\nc', 'a,"b"\nc'],
  ])('keeps spreadsheets from running %j', (loss, cell) => {
    const text = csv({ ...SMALL, loss, result: -1 }, { perSample: false });
    expect(parse(text)[1]).toEqual([cell, 'tf-keras', 'float64', 'mean', '3', '-1']);
  });

  it('parses back to the same numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: 1 }), (numbers) => {
        const values = Float64Array.from(numbers);
        const text = csv({ ...SMALL, perSample: { shape: [values.length], values } });
        const [header, ...rows] = parse(text);
        expect(header).toEqual(['sample', 'loss']);
        expect(rows.map((row) => Number(row[0]))).toEqual(numbers.map((_, i) => i + 1));
        expect(rows.map((row) => Number(row[1]))).toEqual(numbers);
      }),
    );
  });
});
