import { describe, expect, it } from 'vitest';
import { decimalText, floatText } from '../../src/text/number-texts.ts';

it.each([
  ['1250', 2, '12.50'],
  ['-5', 3, '-0.005'],
  ['0', 2, '0.00'],
  ['7', 0, '7'],
  ['-12345678901234567890', 1, '-1234567890123456789.0'],
])('decimalText of %s with %d digits behind the point is %s', (integer, scale, text) => {
  expect(decimalText(integer, scale)).toBe(text);
});

describe('floatText', () => {
  // As Python's repr and DuckDB's cast have them.
  it.each([
    [7, '7.0'],
    [-100, '-100.0'],
    [0.1, '0.1'],
    [1234.5678, '1234.5678'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [1.5e-5, '1.5e-05'],
    [0.0001, '0.0001'],
    [-2.5e-300, '-2.5e-300'],
    [123456789012345680, '1.2345678901234568e+17'],
    [-0, '0.0'],
    [Infinity, 'inf'],
    [-Infinity, '-inf'],
    [NaN, 'nan'],
  ])('of %d is %s', (value, text) => {
    expect(floatText(value, false)).toBe(text);
  });

  it.each([
    [0.1, '0.1'],
    [16777216, '16777216.0'],
    [3.4028234663852886e38, '3.4028235e+38'],
    [1e-45, '1e-45'],
  ])('of %d in 32 bits is %s', (value, text) => {
    expect(floatText(Math.fround(value), true)).toBe(text);
  });
});
