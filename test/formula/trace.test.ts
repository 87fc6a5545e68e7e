import { describe, expect, test } from 'vitest';
import { trace, type TracedInput } from '../../src/formula/trace.ts';

const element = (...values: number[]): TracedInput => ({ extent: 'element', values });
const row = (value: number): TracedInput => ({ extent: 'row', values: [value] });

function steps(
  formula: string,
  y: TracedInput,
  p: TracedInput,
  parameters: Parameters<typeof trace>[2] = {},
): string[] {
  return trace(formula, { y, p }, parameters, 'float64').map(
    ({ text, values }) => `${text} -> ${values.join(' ')}`,
  );
}

describe('the steps of a formula', () => {
  test('are its definitions, its functions and terms, and its value', () => {
    const formula = 'q = clip(p, eps, 1 - eps); mean(-(y * log(q) + (1 - y) * log(1 - q)))';
    expect(steps(formula, element(1), element(0.5), { eps: 0.25 })).toEqual([
      'q = clip(p, eps, 1 - eps) -> 0.5',
      `log(q) -> ${Math.log(0.5)}`,
      `y * log(q) -> ${Math.log(0.5)}`,
      `log(1 - q) -> ${Math.log(0.5)}`,
      '(1 - y) * log(1 - q) -> 0',
      `mean(-(y * log(q) + (1 - y) * log(1 - q))) -> ${Math.LN2}`,
    ]);
  });

  test('of a row of several numbers show what is reduced', () => {
    expect(steps('mean((p - y)^2)', element(1, 2), element(3, 5))).toEqual([
      '(p - y)^2 -> 4 9',
      'mean((p - y)^2) -> 6.5',
    ]);
  });

  test('follow only the branch that a flag decides', () => {
    const formula = 'mean(from_logits ? max(p, 0) - p * y : abs(p - y))';
    expect(steps(formula, element(1), element(3), { from_logits: true })).toEqual([
      'max(p, 0) -> 3',
      'p * y -> 3',
      'mean(max(p, 0) - p * y) -> 0',
    ]);
    expect(steps(formula, element(1), element(3), { from_logits: false })).toEqual([
      'abs(p - y) -> 2',
      'mean(abs(p - y)) -> 2',
    ]);
  });

  test('follow the branch that the sample decides, and both where its numbers differ', () => {
    const formula = 'e = abs(p - y); mean(e <= delta ? e^2 / 2 : delta * (e - delta / 2))';
    const value = 'mean(e <= delta ? e^2 / 2 : delta * (e - delta / 2))';
    expect(steps(formula, element(0), element(3), { delta: 1 })).toEqual([
      'e = abs(p - y) -> 3',
      'e <= delta -> 0',
      'delta * (e - delta / 2) -> 2.5',
      `${value} -> 2.5`,
    ]);
    expect(steps(formula, element(0, 0), element(1, 3), { delta: 1 })).toEqual([
      'e = abs(p - y) -> 1 3',
      'e <= delta -> 1 0',
      'e^2 / 2 -> 0.5 4.5',
      'delta * (e - delta / 2) -> 0.5 2.5',
      'e <= delta ? e^2 / 2 : delta * (e - delta / 2) -> 0.5 2.5',
      `${value} -> 1.5`,
    ]);
  });

  test('leave out what does not depend on the sample, and what only a gradient sees', () => {
    const formula = 'mean(with_derivative(y * log(eps) + p, 1 / max(p, eps)))';
    expect(steps(formula, element(2), element(3), { eps: 1 })).toEqual([
      'y * log(eps) -> 0',
      'mean(y * log(eps) + p) -> 3',
    ]);
  });

  test('take class indices, lists of parameters and reductions over the batch', () => {
    expect(steps('-log(p[y])', row(1), element(0.25, 0.5))).toEqual([
      'p[y] -> 0.5',
      `log(p[y]) -> ${Math.log(0.5)}`,
      `-log(p[y]) -> ${Math.LN2}`,
    ]);
    expect(steps('sum(w * p)', element(0, 0), element(1, 2), { w: [10, 100] })).toEqual([
      'w * p -> 10 200',
      'sum(w * p) -> 210',
    ]);
    expect(steps('batch_sum(y * p) / batch_sum(p)', element(1, 0), element(1, 3))).toEqual([
      'batch_sum(y * p) -> 1',
      'batch_sum(p) -> 4',
      'batch_sum(y * p) / batch_sum(p) -> 0.25',
    ]);
  });
});

describe('of a whole row', () => {
  test('show what is sorted and summed up', () => {
    expect(steps('s = sort(p); sum(cumsum(s) * rank(y))', element(3, 1), element(5, 2))).toEqual([
      's = sort(p) -> 2 5',
      'cumsum(s) -> 2 7',
      'rank(y) -> 1 0',
      'cumsum(s) * rank(y) -> 2 0',
      'sum(cumsum(s) * rank(y)) -> 2',
    ]);
  });

  test('leave out the pairs themselves', () => {
    const formula = 'd = other(p) - p; sum(pair_sum(y > other(y) ? exp(d) : abs(p)))';
    const value = 'pair_sum(y > other(y) ? exp(d) : abs(p))';
    const e = Math.exp(-3);
    expect(steps(formula, element(3, 1), element(5, 2))).toEqual([
      'abs(p) -> 5 2',
      `${value} -> ${5 + e} 4`,
      `sum(${value}) -> ${5 + e + 4}`,
    ]);
  });
});

test('float32 rounds every step', () => {
  const [error] = trace('e = p - y; mean(e)', { y: element(0.1), p: element(0.3) }, {}, 'float32');
  expect(error!.values).toEqual([Math.fround(Math.fround(0.3) - Math.fround(0.1))]);
});
