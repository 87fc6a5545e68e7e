import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../src/formula/operations.ts';
import { applyWide } from '../../src/formula/wide-operations.ts';
import { scaled, toDouble, wide, wideSum, type Wide } from '../../src/formula/wide.ts';
import { ExactSum } from '../../src/reduce/exact-sum.ts';
import { evaluateFormula } from '../support/evaluate-formula.ts';

const anyDouble = fc
  .oneof(
    fc.double(),
    fc.double({ min: -20, max: 20, noNaN: true }),
    fc.integer({ min: -3, max: 3 }),
  )
  // Of subnormal numbers digits are lost that are kept here.
  .filter((x) => x === 0 || !(Math.abs(x) < 2 ** -1022));

/** Those that doubles have to a few units in the last place only: relative errors. */
const ROUNDED = [
  'lgamma',
  'stirling',
  'lbeta',
  'log_i0',
  'log_i0e',
  'log_ndtr',
  'erf',
  'erfc',
  'ndtr',
];

describe.each(Object.keys(OPERATIONS).filter((op) => op !== 'select'))('%s', (op) => {
  const { arity, apply } = OPERATIONS[op]!;

  it('is the same for doubles', () => {
    fc.assert(
      fc.property(fc.array(anyDouble, { minLength: arity, maxLength: arity }), (args) => {
        const expected = apply(...args);
        // Between subnormal numbers digits are lost that are kept here.
        fc.pre(!(Math.abs(expected) < 2 ** -1000) || ['lt', 'eq', 'sign'].includes(op));
        fc.pre(Number.isFinite(expected));
        const found = toDouble(applyWide(op, args.map(wide)));
        const tolerance = ROUNDED.includes(op)
          ? 1e-13 * Math.max(Math.abs(expected), 1)
          : 1e-15 * Math.abs(expected);
        expect(Math.abs(found - expected)).toBeLessThanOrEqual(tolerance);
      }),
      { numRuns: 300 },
    );
  });
});

describe('numbers with exponents without bounds', () => {
  it('are doubles again, whatever double they were', () => {
    fc.assert(
      fc.property(fc.double(), (x) => {
        expect(toDouble(wide(x))).toBe(x);
      }),
    );
  });

  const of = (op: string, ...args: (number | Wide)[]): Wide =>
    applyWide(
      op,
      args.map((x) => (typeof x === 'number' ? wide(x) : x)),
    );
  const huge = scaled(wide(1.5), 3000);
  const tiny = scaled(wide(1.5), -3000);

  it.each([
    ['mul', [1e308, 1e308], 'div', 1e308, 1e308],
    ['square', [1e-300], 'sqrt', undefined, 1e-300],
    ['add', [1.7e308, 1.7e308], 'div', 2, 1.7e308],
    ['exp', [2000], 'log', undefined, 2000],
    ['exp', [-2000], 'log', undefined, -2000],
    ['pow', [1e200, 3], 'div', of('pow', 1e150, 4), 1],
    ['pow', [1e300, 2.5], 'pow', 0.4, 1e300],
    ['softplus', [-1000], 'log', undefined, -1000],
    ['sigmoid', [-1000], 'log', undefined, -1000],
    ['log_cosh', [1e-300], 'div', of('square', 1e-300), 0.5],
    ['log1p', [tiny], 'div', tiny, 1],
    ['expm1', [tiny], 'div', tiny, 1],
    ['atan', [tiny], 'div', tiny, 1],
    ['tanh', [tiny], 'div', tiny, 1],
    ['max', [huge, 1], 'div', huge, 1],
    ['min', [huge, tiny], 'div', tiny, 1],
    ['clip', [huge, -1, 1], 'abs', undefined, 1],
    ['floor', [huge], 'div', huge, 1],
    ['xlogy', [0, huge], 'abs', undefined, 0],
    ['gt', [huge, 1e308], 'abs', undefined, 1],
    ['eq', [tiny, 0], 'abs', undefined, 0],
  ] as const)('%s of %j, then %s', (op, args, then, other, expected) => {
    const result = of(then, of(op, ...args), ...(other === undefined ? [] : [other]));
    expect(toDouble(result) / (expected || 1)).toBeCloseTo(expected === 0 ? 0 : 1, 12);
  });

  it('are sums beyond the doubles', () => {
    const sum = new ExactSum();
    for (let i = 0; i < 4; i++) sum.add(-1.5e308);
    expect(toDouble(scaled(wideSum(sum), -2))).toBe(-1.5e308);
    sum.add(Infinity);
    expect(toDouble(wideSum(sum))).toBe(Infinity);
  });
});

describe('a formula of numbers that are doubles', () => {
  const of = (formula: string, y: number[], p: number[], params = {}): (number | null)[] => {
    const { result, gradient } = evaluateFormula(formula, { true: [y], pred: [p], params });
    return [result, ...gradient!.values];
  };
  it.each([
    ['sum(p^2) / sum(abs(p))', [0, 0], [1e200, 1e200], [1e200, 0.5, 0.5]],
    ['sqrt(sum(p^2))', [0, 0], [3e-200, 4e-200], [5e-200, 0.6, 0.8]],
    ['mean(p * p / y)', [1e-300], [1e-200], [1e-100, 2e100]],
    ['max(p) * max(y) / max(p)', [1e200], [1e200], [1e200, 0]],
    ['log(sum(exp(p))) - max(p)', [0], [1000], [0, 0]],
    ['p[y[0]] * p[1] / p[0]', [0, 0], [1e200, 1e200], [1e200, 0, 1]],
  ] as const)('%s does not overflow or vanish on the way', (formula, y, p, expected) => {
    of(formula, [...y], [...p]).forEach((found, i) => {
      expect(found! / (expected[i]! || 1)).toBeCloseTo(expected[i] === 0 ? 0 : 1, 12);
    });
  });

  it('divides sums over samples that are beyond the doubles', () => {
    const rows = [[1e308], [1e308]];
    const { result, gradient } = evaluateFormula('batch_sum(p) / batch_sum(y)', {
      true: rows,
      pred: rows,
    });
    expect(result).toBe(1);
    expect([...gradient!.values]).toEqual([5e-309, 5e-309]);
  });

  it('heeds parameters that are at fault', () => {
    expect(of('mean(delta^2 * (abs(p) / delta)^2)', [0], [3], { delta: 1e200 })[0]).toBeCloseTo(
      9,
      12,
    );
  });

  it('is NaN or an infinity where its value is', () => {
    expect(of('mean(p / y)', [0], [1e300])[0]).toBe(Infinity);
    expect(of('mean(log(y - p))', [0], [1e300])[0]).toBeNaN();
    expect(of('mean(p * p)', [0], [1e300])[0]).toBe(Infinity);
  });
});
