import { describe, expect, it } from 'vitest';
import { build, parse } from '../../src/formula/index.ts';
import { evaluateFormula, valueOf } from '../support/evaluate-formula.ts';

const scope = { inputs: { y: 'element', p: 'element' }, parameters: { delta: 1 } } as const;

describe('build', () => {
  it.each([
    ['mean(q)', 6, 'unknown name "q", expected one of n, i, inf, y, p, delta'],
    ['mean(dleta * p)', 6, 'unknown name "dleta" (did you mean "delta"?)'],
    ['maen(p)', 1, 'unknown function "maen" (did you mean "mean"?)'],
    ['sum(p, y)', 1, 'sum takes 1 argument, found 2'],
    ['max(p, y, 1)', 1, 'max takes 1 or 2 arguments, found 3'],
    ['clip(p)', 1, 'clip takes 3 arguments, found 1'],
    ['p - y', 3, 'the value of a loss must be one number for each sample'],
    ['y = 1; sum(p)', 1, '"y" is already defined'],
    ['a = 1; a = 2; a', 8, '"a" is already defined'],
    ['sum(p)[0]', 7, 'only a value along the last axis can be indexed'],
    ['p[y]', 2, 'an index is one number for each sample'],
    ['sum(one_hot(y))', 5, 'an index is one number for each sample'],
  ])('%s fails at position %d', (formula, position, problem) => {
    const act = (): unknown => build(parse(formula), scope, 'float64');
    expect(act).toThrow(`formula, position ${position}: ${problem}`);
  });

  it.each(['constructor', '__proto__', 'toString', 'globalThis', 'process', 'Math', 'rows', 'in0'])(
    'reaches no name but those of the language: %s',
    (name) => {
      expect(() => build(parse(`mean(p * ${name})`), scope, 'float64')).toThrow('unknown name');
      expect(() => build(parse(`mean(${name}(p))`), scope, 'float64')).toThrow('unknown function');
    },
  );

  it('makes equal values one node', () => {
    const { graph, value } = build(parse('sum((p - y) * (p - y))'), scope, 'float64');
    const [product] = value.args;
    expect(product!.args[0]).toBe(product!.args[1]);
    expect(graph.op('mul', ...product!.args)).toBe(product);
  });

  it('rounds constants and operations to float32 when asked', () => {
    expect(valueOf('1 - 1e-7', 0, 0, 'float32')).toBe(Math.fround(1 - Math.fround(1e-7)));
    expect(valueOf('sum(p * 3)', 0.1, 0, 'float32')).toBe(Math.fround(Math.fround(0.1) * 3));
  });

  it('keeps an offset from being swallowed where a definition is used twice', () => {
    const setting = { true: [[1, 2]], pred: [[3, 5]] };
    expect(evaluateFormula('d = p - y; m = mean(d); sum((d - m)^2) + m', setting).result).toBe(3);
  });
});
