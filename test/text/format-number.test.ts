import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alignDecimals,
  formatCount,
  formatNumber,
  formatSignificant,
} from '../../src/text/format-number.ts';

describe('formatNumber', () => {
  it.each([
    [0.1, '0.1'],
    [1e-7, '1e-7'],
    [-0, '-0'],
    [0, '0'],
    [NaN, 'NaN'],
    [-Infinity, '-Infinity'],
    [5e-324, '5e-324'],
    [1e21, '1e+21'],
  ])('writes the float64 %d as %s', (x, text) => {
    expect(formatNumber(x, 'float64')).toBe(text);
  });

  it.each([
    [Math.fround(0.1), '0.1'],
    [Math.fround(1 - 1e-7), '0.9999999'],
    [Math.fround(1 / 3), '0.33333334'],
    [16777216, '16777216'],
    [2 ** -149, '1e-45'],
    [-(2 ** -126), '-1.1754944e-38'],
    [2 ** 87, '1.5474251e+26'],
    [2 ** 90, '1.2379401e+27'],
    [-(2 ** -96), '-1.2621775e-29'],
    [3.4028234663852886e38, '3.4028235e+38'],
    [-0, '-0'],
    [Infinity, 'Infinity'],
  ])('writes the float32 %d as %s', (x, text) => {
    expect(formatNumber(x, 'float32')).toBe(text);
  });

  it('keeps the digits of a number that is no float32', () => {
    expect(formatNumber(16777217, 'float32')).toBe('16777217');
    expect(formatNumber(0.1, 'float32')).toBe('0.1');
  });

  it('reads back to the same float64', () => {
    fc.assert(fc.property(fc.double(), (x) => Object.is(Number(formatNumber(x, 'float64')), x)));
  });

  it('reads back to the same float32 and has no more digits than that takes', () => {
    fc.assert(
      fc.property(fc.float({ noDefaultInfinity: true, noNaN: true }), (x) => {
        const text = formatNumber(x, 'float32');
        expect(Math.fround(Number(text))).toBe(x);
        const digits = significantDigits(text);
        expect(digits).toBeLessThanOrEqual(9);
        if (digits > 1) expect(Math.fround(Number(x.toPrecision(digits - 1)))).not.toBe(x);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [123.456, 4, '123.5'],
    [1234, 2, '1200'],
    [0.5, 6, '0.5'],
    [-0, 3, '-0'],
    [NaN, 3, 'NaN'],
    [1 / 3, 17, '0.3333333333333333'],
    [1 / 3, 1000, '0.3333333333333333'],
  ])('rounds %d to %d significant digits', (x, digits, text) => {
    expect(formatNumber(x, 'float64', digits)).toBe(text);
  });

  it('does not round the largest double up to infinity', () => {
    expect(formatNumber(Number.MAX_VALUE, 'float64', 1)).toBe('1.7976931348623157e+308');
  });

  it('does not show digits that a float32 does not have', () => {
    expect(formatNumber(Math.fround(0.1), 'float32', 12)).toBe('0.1');
  });
});

describe('formatSignificant', () => {
  it.each([
    [0.0001, '0.0001'],
    [0.00012345678, '0.000123457'],
    [0.00009999, '9.999e-5'],
    [999999, '999999'],
    [999999.5, '1e+6'],
    [-1234567, '-1.23457e+6'],
    [0, '0'],
    [-0, '-0'],
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
  ])('shows %d as %s', (x, text) => {
    expect(formatSignificant(x, 6)).toBe(text);
  });

  it('leaves integers plain that fit into the digits', () => {
    expect(formatSignificant(1234567, 9)).toBe('1234567');
  });
});

describe('formatCount', () => {
  it('separates thousands', () => {
    expect(formatCount(1234567)).toBe('1,234,567');
  });
});

describe('alignDecimals', () => {
  it('puts decimal points below each other', () => {
    expect(alignDecimals(['1', '-12.5', '0.125', '1e-9', 'NaN', ''])).toEqual([
      '  1    ',
      '-12.5  ',
      '  0.125',
      '  1e-9 ',
      '    NaN',
      '       ',
    ]);
  });

  it('makes room for words longer than the numbers', () => {
    expect(alignDecimals(['1.5', '-Infinity'])).toEqual(['      1.5', '-Infinity']);
  });

  it('leaves an empty column empty', () => {
    expect(alignDecimals([])).toEqual([]);
  });
});

function significantDigits(text: string): number {
  const digits = text.replace(/e.*/, '').replace(/[-.]/g, '');
  return digits.replace(/^0+/, '').replace(/0+$/, '').length;
}
