import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BUILTINS } from '../../src/formula/functions.ts';
import { SPECIAL } from '../../src/formula/special/index.ts';
import { evaluateFormula, expectGradient } from '../support/evaluate-formula.ts';

type Name = keyof typeof SPECIAL;

/** Values computed with 60 digits; see fixtures/special-functions/references.py. */
const REFERENCES = JSON.parse(
  readFileSync(
    new URL('../../fixtures/special-functions/references.json', import.meta.url),
    'utf8',
  ),
) as Record<Name, [args: number[], value: string][]>;

function ulp(value: number): number {
  return 2 ** Math.max(Math.floor(Math.log2(Math.abs(value))) - 52, -1074);
}

describe.each(Object.keys(SPECIAL) as Name[])('%s', (name) => {
  it('is right but for the last two bits', () => {
    const of: (...args: number[]) => number = SPECIAL[name];
    for (const [args, text] of REFERENCES[name]) {
      const [found, expected] = [of(...args), Number(text)];
      const error = Math.abs(found - expected) / ulp(expected);
      expect(error, `${name}(${args.join()}) is ${found}, not ${text}`).toBeLessThanOrEqual(4);
    }
  });
});

describe('limits', () => {
  it.each([
    ['lgamma', Infinity, Infinity],
    ['lgamma', 0, Infinity],
    ['lgamma', -3, Infinity],
    ['lgamma', 1, 0],
    ['lgamma', 2, 0],
    ['digamma', 0, -Infinity],
    ['digamma', -3, NaN],
    ['digamma', Infinity, Infinity],
    ['trigamma', 0, Infinity],
    ['trigamma', Infinity, 0],
    ['stirling', Infinity, 0],
    ['stirling', 0, Infinity],
    ['stirling', -1e300, NaN],
    ['erf', Infinity, 1],
    ['erf', -Infinity, -1],
    ['erf', 1e-320, 1.1284e-320],
    ['erfc', Infinity, 0],
    ['erfc', -Infinity, 2],
    ['ndtr', -Infinity, 0],
    ['ndtr', Infinity, 1],
    ['log_ndtr', -Infinity, -Infinity],
    ['log_ndtr', Infinity, 0],
    ['normal_hazard', Infinity, 0],
    ['normal_hazard', -Infinity, Infinity],
    ['log_i0', 0, 0],
    ['log_i0', Infinity, Infinity],
    ['log_i0e', Infinity, -Infinity],
    ['i1_over_i0', -Infinity, -1],
    ['i1_over_i0', 0, 0],
  ] as [Name, number, number][])('%s of %d is %d', (name, x, expected) => {
    const found = (SPECIAL[name] as (x: number) => number)(x);
    expect(found === expected ? expected : found).toBe(expected);
  });

  it.each(Object.keys(SPECIAL) as Name[])('%s of NaN is NaN', (name) => {
    expect(SPECIAL[name](NaN, NaN)).toBeNaN();
  });
});

/** Formulas of every special function, and what they are of one row. */
const FORMULAS: Record<string, [formula: string, value: (p: number) => number]> = {
  ...Object.fromEntries(
    (Object.keys(SPECIAL) as Name[])
      .filter((name) => name !== 'lbeta' && BUILTINS.has(name))
      .map((name) => [
        name,
        [`mean(${name}(p + 2))`, (p) => (SPECIAL[name] as (x: number) => number)(p + 2)],
      ]),
  ),
  'lbeta by its first argument': ['mean(lbeta(p + 2, 3))', (p) => SPECIAL.lbeta(p + 2, 3)],
  'lbeta by its second argument': ['mean(lbeta(3, p + 2))', (p) => SPECIAL.lbeta(3, p + 2)],
  'the functions of branches': [
    'mean(p > 0 ? lgamma(p) : erf(p))',
    (p) => (p > 0 ? SPECIAL.lgamma(p) : SPECIAL.erf(p)),
  ],
};

describe.each(Object.entries(FORMULAS))('%s', (_name, [formula, value]) => {
  const row = [0.3, -1.2, 2.5];
  const setting = { true: [[0, 0, 0]], pred: [row] };
  const expected = row.reduce((sum, p) => sum + value(p), 0) / row.length;

  it('has the right value in a formula', () => {
    expect(evaluateFormula(formula, setting).result).toBeCloseTo(expected, 13);
  });

  it('has the right derivative', () => expectGradient(formula, setting));

  it('is rounded in float32', () => {
    const result = evaluateFormula(formula, { ...setting, dtype: 'float32' }).result!;
    expect(Math.fround(result)).toBe(result);
    expect(result).toBeCloseTo(expected, 5);
  });
});
