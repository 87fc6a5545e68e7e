import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormulaError } from '../../src/formula/error.ts';
import { parse } from '../../src/formula/parse.ts';
import { format, formatFormula } from '../../src/formula/print.ts';
import { valueOf } from '../support/evaluate-formula.ts';
import { arbitraryExpression } from '../support/arbitrary-expression.ts';

describe('parse', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 4 - 3', 3],
    ['2^3^2', 512],
    ['-2^2', -4],
    ['2^-1', 0.5],
    ['2^-1 * 4', 2],
    ['-2 * 3', -6],
    ['1 < 2 ? 10 : 20', 10],
    ['0 ? 1 : 0 ? 2 : 3', 3],
    ['1 ? 0 ? 1 : 2 : 3', 2],
    ['!(1 < 2) ? 1 : 2', 2],
    ['1 < 2 && 3 < 2 || 1 == 1 ? 1 : 0', 1],
    ['(2 > 1) + (1 >= 1) + (3 != 3)', 2],
    ['a = 2; b = a * 3; b - 1', 5],
    ['1e2 + .5 + 1.', 101.5],
    [' \n 1\t+\n1 ; ', 2],
    ['-inf', -Infinity],
  ])('%s is %d', (formula, value) => {
    expect(valueOf(formula)).toBe(value);
  });

  it.each([
    ['', 0, 'expected a number, a name or "(", found the end of the formula'],
    ['1 +', 3, 'expected a number, a name or "(", found the end of the formula'],
    ['(1', 2, 'expected ")" to close the parenthesis, found the end of the formula'],
    ['1 2', 2, 'expected the end of the formula, found "2"'],
    ['a = 1', 5, 'expected ";" after a definition, found the end of the formula'],
    [
      'p ? 1',
      5,
      'expected ":" between the two values of a condition, found the end of the formula',
    ],
    ['p[0', 3, 'expected "]" to close the index, found the end of the formula'],
    ['max(1, ', 7, 'expected a number, a name or "(", found the end of the formula'],
    ['1 # 2', 2, 'unexpected character "#"'],
    ['p.constructor', 1, 'unexpected character "."'],
    ['"p"', 0, 'unexpected character "\\""'],
    ['1e999', 0, '"1e999" is too large for a number'],
    ['\u001b[31m', 0, 'unexpected character "\\x1b"'],
  ])('%j fails at %d', (formula, at, problem) => {
    expect(() => parse(formula)).toThrow(FormulaError);
    expect(() => parse(formula)).toThrow(`formula, position ${at + 1}: ${problem}\n`);
  });

  it('points at the mistake', () => {
    expect(() => parse('mean((p - y)^2')).toThrow(
      'formula, position 15: expected ")" to close the arguments, found the end of the formula\n' +
        '  mean((p - y)^2\n' +
        '                ^',
    );
  });

  it('refuses what would exhaust the stack', () => {
    expect(() => parse('('.repeat(500))).toThrow('nested too deeply');
    expect(() => parse('-'.repeat(500) + '1')).toThrow('nested too deeply');
    expect(() => parse('1' + '+1'.repeat(50_000))).toThrow('too long');
  });
});

const expression = arbitraryExpression({
  maxDepth: 5,
  numbers: fc.nat(99),
  names: ['a', 'bc'],
  functions: [
    ['f', 0],
    ['f', 1],
    ['f', 2],
  ],
});

describe('format', () => {
  it('prints what parses to the same expression', () => {
    const withoutPlaces = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value, (key, part: unknown) => (key === 'at' ? 0 : part)));
    fc.assert(
      fc.property(expression, (tree) => {
        expect(withoutPlaces(parse(format(tree)).value)).toEqual(withoutPlaces(tree));
      }),
    );
  });

  it('leaves out what a decided parameter rules out', () => {
    const formula = 'q = clip(p, eps, 1); r = 2 * q; mean(from_logits ? softplus(p) : log(r))';
    expect(formatFormula(formula, { from_logits: true })).toBe('mean(softplus(p))');
    expect(formatFormula(formula, { from_logits: false })).toBe(
      'q = clip(p, eps, 1)\nr = 2 * q\nmean(log(r))',
    );
  });
});
