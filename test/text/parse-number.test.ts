import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNumeric, losesDigits, parseNumber } from '../../src/text/parse-number.ts';

describe('parseNumber', () => {
  it('reads back every way of writing a double', () => {
    const finite = fc.double({ noDefaultInfinity: true, noNaN: true });
    fc.assert(
      fc.property(finite, (value) => {
        expect(parseNumber(String(value))).toBe(value === 0 ? 0 : value);
        expect(parseNumber(value.toExponential())).toBe(value === 0 ? 0 : value);
        expect(parseNumber(value.toPrecision(17))).toBe(value === 0 ? 0 : value);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.double({ min: -1e15, max: 1e15, noNaN: true }), (value) => {
        expect(parseNumber(value.toFixed(20))).toBe(Number(value.toFixed(20)));
      }),
    );
  });

  it.each([
    ['0', 0],
    ['-0', -0],
    ['+7', 7],
    ['007', 7],
    ['.5', 0.5],
    ['-.5e1', -5],
    ['1E+2', 100],
    [' \t1\t ', 1],
    ['5e-324', 5e-324],
    ['2.4703282292062327e-324', 0],
    ['1e-999', 0],
    ['0.1' + '1'.repeat(400), 0.1111111111111111],
    ['inf', Infinity],
    ['-Infinity', -Infinity],
    ['+INF', Infinity],
  ])('reads %j', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  it.each([
    ...[
      '',
      '  ',
      'NA',
      ' NA\t',
      'null',
      'nan',
      'NaN',
      '-nan',
      ' +NAN ',
      'N/A',
      'n/a',
      '#N/A',
      '#NA',
      '#N/A N/A',
    ],
    ...['<NA>', 'NULL', 'None', '?', '-', ' - ', '\\N', '1.#IND', '-1.#IND', '1.#QNAN', '-1.#QNAN'],
  ])('finds %j missing', (text) => {
    expect(parseNumber(text)).toBeNaN();
  });

  it.each([
    '0x10',
    '0b1',
    '1_000',
    '1,5',
    '12abc',
    '1.5f',
    '(5)',
    'true',
    '.',
    '+-1',
    '- 1',
    '1 2',
    'e5',
    '1e',
    '1e+',
    '1.2.3',
    '1n',
    'na',
    'none',
    'Null',
    '--',
    '#DIV/0!',
    'in',
    'infin',
    '\u00a01',
    '1\n',
    '1\u2212',
    '\u0661',
    '1e999',
    '-1e999',
    '1'.repeat(400),
  ])('refuses %j', (text) => {
    expect(parseNumber(text)).toBeUndefined();
  });

  it('accepts of plain digits, signs, points and exponents exactly what the grammar does', () => {
    const grammar = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
    const text = fc.string({
      unit: fc.constantFrom('0', '1', '7', '9', '.', 'e', 'E', '+', '-'),
      minLength: 1,
      maxLength: 7,
    });
    fc.assert(
      fc.property(text, (candidate) => {
        const isNumber = grammar.test(candidate);
        expect(isNumeric(candidate)).toBe(isNumber);
        const value = Number(candidate);
        if (candidate === '-') return;
        expect(parseNumber(candidate)).toBe(isNumber && Number.isFinite(value) ? value : undefined);
      }),
      { numRuns: 5000 },
    );
  });

  it('refuses long texts in linear time', () => {
    const start = performance.now();
    for (const filler of [' ', '1', '1.', '.', 'e']) parseNumber(`${filler.repeat(200_000)}x`);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('isNumeric', () => {
  it('tells numbers, too large ones among them, from names and missing values', () => {
    expect(['1', '1.', ' -.5 ', '1e999', 'nan', 'inf'].every(isNumeric)).toBe(true);
    expect(['', 'NA', 'null', 'x', '0x1', '.'].some(isNumeric)).toBe(false);
  });
});

describe('losesDigits', () => {
  it.each([
    ['9007199254740992', false],
    ['9007199254740993', true],
    [' +9007199254740993 ', true],
    ['-9007199254740993', true],
    ['9007199254740994', false],
    ['100000000000000000000', false],
    ['100000000000000000001', true],
    ['9007199254740993.5', false],
    ['1e300', false],
  ])('of %s is %s', (text, loses) => {
    expect(losesDigits(text, Number(text))).toBe(loses);
  });
});
