import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateFormula, gradientOf } from '../support/evaluate-formula.ts';

describe('digits', () => {
  const valueFor = (formula: string, y: number[], p: number[]): number =>
    evaluateFormula(formula, { true: [y], pred: [p] }).result!;

  it('are kept by log_softmax where one logit is far above the others', () => {
    expect(valueFor('-log_softmax(p)[0]', [0, 0, 0], [40, 0, 0])).toBe(8.496708510583178e-18);
    expect(valueFor('-log_softmax(p)[0]', [0, 0, 0], [0, 0, -Infinity])).toBe(Math.LN2);
  });
  // References of 50 digits, rounded.
  it.each([
    [0.3, 0.30000001, 1.6666666278751112e-16],
    [0.3, 0.45, 0.028360467567550694],
    [0.3, 0.75, 0.1751127804377535],
    [2, 0.01, 8.606634733096074],
    [1e-200, 1e-310, 2.5228436022934503e-198],
    [0, 0.25, 0.25],
    [0.25, 0, Infinity],
    [0, 0, 0],
  ])('are kept by kl_div(%d, %d)', (x, y, expected) => {
    const folded = valueFor(`sum(kl_div(${x}, ${y}))`, [0], [0]);
    const found = valueFor('sum(kl_div(y, p))', [x], [y]);
    for (const value of [folded, found]) {
      if (expected === Infinity) expect(value).toBe(Infinity);
      else expect(Math.abs(value - expected)).toBeLessThanOrEqual(4e-16 * expected);
    }
  });
  it('are kept by the slopes of kl_div where both are 0', () => {
    expect(gradientOf('sum(kl_div(y, p))', { true: [[0, 0.5]], pred: [[0, 0.5]] })).toEqual([1, 0]);
  });
});

describe('special values', () => {
  it('propagate', () => {
    const one = (formula: string, p: number): number =>
      evaluateFormula(formula, { true: [[0, 0]], pred: [[1, p]] }).result!;
    for (const f of ['sum', 'mean', 'max', 'min']) expect(one(`${f}(p)`, NaN)).toBeNaN();
    expect(one('sum(p)', Infinity)).toBe(Infinity);
    expect(one('max(p)', Infinity)).toBe(Infinity);
    expect(one('sum(xlogy(0, p))', NaN)).toBeNaN();
    expect(one('sum(xlogy(0, p))', 0)).toBe(0);
    expect(one('p[5]', 1)).toBeNaN();
    expect(one('p[0.5]', 1)).toBeNaN();
  });
  it('do not arise where a stable form exists', () => {
    const big = { true: [[0, 0]], pred: [[1000, -1000]] };
    expect(evaluateFormula('logsumexp(p)', big).result).toBe(1000);
    expect(evaluateFormula('log_softmax(p)[1]', big).result).toBe(-2000);
    expect(evaluateFormula('sum(softplus(p))', big).result).toBe(1000);
    expect(evaluateFormula('sum(sigmoid(p))', big).result).toBe(1);
    expect(gradientOf('sum(softplus(p))', big)).toEqual([1, 0]);
  });
});

it('sums along a row without losing digits', () => {
  const row = [1e16, 1, -1e16, 1];
  expect(evaluateFormula('sum(p)', { true: [row], pred: [row] }).result).toBe(2);
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 2 }),
      (xs) => {
        const mirrored = [...xs, ...xs.map((x) => -x).reverse()];
        const { result } = evaluateFormula('sum(p)', { true: [mirrored], pred: [mirrored] });
        expect(Math.abs(result!)).toBeLessThanOrEqual(1e-15 * Math.max(...xs.map(Math.abs)));
      },
    ),
  );
});
