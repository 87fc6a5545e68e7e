import { describe, expect, it } from 'vitest';
import { FUNCTIONS_OF_ROWS } from '../../src/formula/functions-of-rows.ts';
import { BUILTINS, COMPOUNDS } from '../../src/formula/functions.ts';
import { SPECIAL } from '../../src/formula/special/index.ts';
import {
  evaluateFormula,
  expectGradient,
  gradientOf,
  type Setting,
} from '../support/evaluate-formula.ts';

const PRED = [
  [0.3, -1.2, 2.5],
  [1.7, 0.4, -0.6],
];
const TRUE = [
  [0.5, 1.1, -0.2],
  [0.9, -0.8, 0.25],
];
const setting: Setting = { true: TRUE, pred: PRED, params: { c: 1.5, k: 1, v: [0.5, 2, 1] } };

/** One formula for every operation and function, with its value for a single row of PRED and TRUE. */
const CASES: Record<string, [formula: string, value: (p: number, y: number) => number]> = {
  add: ['mean(p + y)', (p, y) => p + y],
  subtract: ['mean(c - p)', (p) => 1.5 - p],
  multiply: ['mean(p * y * p)', (p, y) => p * y * p],
  divide: ['mean(y / (3 + p))', (p, y) => y / (3 + p)],
  negate: ['mean(-p)', (p) => -p],
  square: ['mean(p^2)', (p) => p * p],
  root: ['mean((p + 3)^0.5)', (p) => Math.sqrt(p + 3)],
  power: ['mean((p + 3)^c)', (p) => (p + 3) ** 1.5],
  exponent: ['mean(c^p)', (p) => 1.5 ** p],
  condition: ['mean(p > y ? p * p : y * p)', (p, y) => (p > y ? p * p : y * p)],
  'all comparisons': [
    'mean((p < y) + 2 * (p <= y) + 4 * (p > y) + 8 * (p >= y) + 16 * (p == y) + 32 * (p != y) + p)',
    (p, y) => (p < y ? 3 : 12) + 32 + p,
  ],
  logic: [
    'mean((p > 0 && y > 0 || !(p < 2)) ? p : 2 * p)',
    (p, y) => ((p > 0 && y > 0) || p >= 2 ? p : 2 * p),
  ],
  abs: ['mean(abs(p))', Math.abs],
  sign: ['mean(sign(p) * p)', Math.abs],
  floor: ['mean(floor(p) + p)', (p) => Math.floor(p) + p],
  ceil: ['mean(ceil(p) + p)', (p) => Math.ceil(p) + p],
  sqrt: ['mean(sqrt(p + 2))', (p) => Math.sqrt(p + 2)],
  exp: ['mean(exp(p))', Math.exp],
  expm1: ['mean(expm1(p))', Math.expm1],
  log: ['mean(log(p + 2))', (p) => Math.log(p + 2)],
  log1p: ['mean(log1p(p + 1))', (p) => Math.log1p(p + 1)],
  sin: ['mean(sin(p))', Math.sin],
  cos: ['mean(cos(p))', Math.cos],
  atan: ['mean(atan(p))', Math.atan],
  tanh: ['mean(tanh(p))', Math.tanh],
  sigmoid: ['mean(sigmoid(p))', (p) => 1 / (1 + Math.exp(-p))],
  softplus: ['mean(softplus(p))', (p) => Math.log1p(Math.exp(p))],
  log_cosh: ['mean(log_cosh(p * 9))', (p) => Math.log(Math.cosh(p * 9))],
  'log1pmx near 0': ['mean(log1pmx(p / 3))', (p) => Math.log1p(p / 3) - p / 3],
  'log1pmx far from 0': [
    'mean(log1pmx(p * p + 1.2))',
    (p) => Math.log1p(p * p + 1.2) - p * p - 1.2,
  ],
  xlogy: ['mean(xlogy(p, p + 2))', (p) => p * Math.log(p + 2)],
  xlog1py: ['mean(xlog1py(y * p, p + 1))', (p, y) => y * p * Math.log1p(p + 1)],
  kl_div: [
    'mean(kl_div(p + 2, y + 2))',
    (p, y) => (p + 2) * Math.log((p + 2) / (y + 2)) - (p + 2) + (y + 2),
  ],
  beta_div: ['mean(beta_div(y + 2, p + 2, 1.75))', (p, y) => betaDivergence(y + 2, p + 2, 1.75)],
  'beta_div of powers near 0': [
    'mean(beta_div(p + 2, y + 2, 0.25))',
    (p, y) => betaDivergence(p + 2, y + 2, 0.25),
  ],
  'beta_div below 0': [
    'mean(beta_div(-p - 2, y + 2, 3))',
    (p, y) => (2 * (y + 2) ** 3 + 3 * (y + 2) ** 2 * (p + 2)) / 6,
  ],
  log1p_ratio: ['mean(log1p_ratio(p * p, y + 1))', (p, y) => Math.log1p((p * p) / (2 + y))],
  'log1p_ratio near 0': [
    'mean(1e6 * log1p_ratio(p * p * 1e-8, y / 4))',
    (p, y) => 1e6 * Math.log1p((p * p * 1e-8) / (1 + y / 4)),
  ],
  clip: ['mean(clip(p, -1, 1) * p)', (p) => Math.min(Math.max(p, -1), 1) * p],
  'clip between moving bounds': ['mean(clip(0, p, p + 1))', (p) => Math.min(Math.max(0, p), p + 1)],
  max: ['mean(max(p, y))', Math.max],
  min: ['mean(min(p, y * p))', (p, y) => Math.min(p, y * p)],
  float32: ['mean(p * float32(0.5))', (p) => p * 0.5],
  with_derivative: ['mean(with_derivative(p * p, p, 2 * p))', (p) => p * p],
  compound: ['mean(square(p) + 1)', (p) => p * p + 1],
};

const meanOver = (value: (p: number, y: number) => number): number =>
  PRED.flatMap((row, i) => row.map((p, j) => value(p, TRUE[i]![j]!))).reduce((a, b) => a + b) / 6;

describe.each(Object.entries(CASES))('%s', (_name, [formula, value]) => {
  it('has the right value', () => {
    expect(evaluateFormula(formula, setting).result).toBeCloseTo(meanOver(value), 13);
  });
  it('has the right derivative', () => expectGradient(formula, setting));
  it('has the right value in float32', () => {
    const result = evaluateFormula(formula, { ...setting, dtype: 'float32' }).result!;
    expect(Math.fround(result)).toBe(result);
    expect(result).toBeCloseTo(meanOver(value), 5);
  });
});

/** Reductions, and every way in which values of different extents meet. */
const REDUCTIONS: Record<string, [formula: string, perSample: (row: number[]) => number]> = {
  sum: ['sum(p)', (row) => row.reduce((a, b) => a + b)],
  'sum of what does not vary': ['sum(mean(p)) + sum(2)', (row) => row.reduce((a, b) => a + b) + 6],
  mean: ['mean(p)', (row) => row.reduce((a, b) => a + b) / 3],
  max: ['max(p)', (row) => Math.max(...row)],
  min: ['min(p)', (row) => Math.min(...row)],
  'row value used by elements': [
    'mean(p * max(p))',
    (row) => row.reduce((a, b) => a + b * Math.max(...row), 0) / 3,
  ],
  'constant gradient used by elements': [
    'm = mean(p); sum(m + p)',
    (row) => 2 * row.reduce((a, b) => a + b),
  ],
  'vector parameter': ['sum(v * p)', ([a, b, c]) => 0.5 * a! + 2 * b! + c!],
  index: ['p[2] * p[0]', (row) => row[2]! * row[0]!],
  'index of a computed value': [
    '(p^2 + mean(p))[1]',
    (row) => row[1]! ** 2 + row.reduce((a, b) => a + b) / 3,
  ],
  one_hot: ['sum(one_hot(1) * p^2)', (row) => row[1]! ** 2],
  i: ['sum((i + 1) * p)', ([a, b, c]) => a! + 2 * b! + 3 * c!],
  'index of a parameter': ['p[k]', ([, b]) => b!],
  'rank of an element': [
    'sum(p > p[k] || p == p[k] && i < k) * p[k]',
    (row) => row.filter((x) => x > row[1]!).length * row[1]!,
  ],
  n: ['n * sum(p)', (row) => 3 * row.reduce((a, b) => a + b)],
  norm: ['norm(p)', (row) => Math.hypot(...row)],
  unit: ['sum(unit(p))', (row) => row.reduce((a, b) => a + b) / Math.hypot(...row)],
  logsumexp: ['logsumexp(p)', (row) => Math.log(row.reduce((a, b) => a + Math.exp(b), 0))],
  softmax: ['softmax(p)[0]', (row) => Math.exp(row[0]!) / row.reduce((a, b) => a + Math.exp(b), 0)],
  log_softmax: [
    'log_softmax(p)[0]',
    (row) => row[0]! - Math.log(row.reduce((a, b) => a + Math.exp(b), 0)),
  ],
};

describe.each(Object.entries(REDUCTIONS))('%s', (_name, [formula, value]) => {
  it('has the right value for each sample', () => {
    const { perSample } = evaluateFormula(formula, setting);
    PRED.forEach((row, i) => expect(perSample!.values[i]).toBeCloseTo(value(row), 13));
  });
  it('has the right derivative', () => expectGradient(formula, setting));
  it('does not depend on the blocks', () => {
    const byRow = evaluateFormula(formula, { ...setting, blockRows: 1 });
    expect(byRow).toEqual(evaluateFormula(formula, setting));
  });
});

const all = PRED.flat();
const total = all.reduce((a, b) => a + b);
const BATCH: Record<string, [formula: string, value: number]> = {
  batch_sum: ['batch_sum(p)', total],
  batch_mean: ['batch_mean(p)', total / 6],
  'batch_mean of rows': ['batch_mean(sum(p))', total / 2],
  'batch_sum of a constant': ['batch_sum(1) + batch_sum(p)', 2 + total],
  batch_max: ['batch_max(p)', 2.5],
  batch_min: ['batch_min(p)', -1.2],
  'root of a mean': ['sqrt(batch_mean((p - y)^2))', Math.sqrt(
    all.reduce((sum, p, i) => sum + (p - TRUE.flat()[i]!) ** 2, 0) / 6)],
  batch_rms: ['batch_rms(p - y, 1)', Math.sqrt(
    all.reduce((sum, p, i) => sum + (p - TRUE.flat()[i]!) ** 2, 0) / 6)],
  'batch_rms of huge numbers': ['batch_rms(1e200 * p, 1) / 1e200', Math.sqrt(
    all.reduce((sum, p) => sum + p ** 2, 0) / 6)],
  'batch_rms of tiny numbers': ['batch_rms(1e-200 * p, 1) / 1e-200', Math.sqrt(
    all.reduce((sum, p) => sum + p ** 2, 0) / 6)],
  'quotient of sums': ['1 - 2 * batch_sum(y * p) / (batch_sum(y) + batch_sum(p^2))', 1 -
    (2 * all.reduce((sum, p, i) => sum + p * TRUE.flat()[i]!, 0)) /
      all.reduce((sum, p, i) => sum + p * p + TRUE.flat()[i]!, 0)],
  'two passes': ['m = batch_mean(p); batch_mean((p - m)^2)',
    all.reduce((sum, p) => sum + (p - total / 6) ** 2, 0) / 6],
  batch_var: ['batch_var(p)', all.reduce((sum, p) => sum + (p - total / 6) ** 2, 0) / 6],
  'batch_var of what is weighted': ['batch_var(p, sigmoid(p))', (() => {
    const weights = all.map((p) => 1 / (1 + Math.exp(-p)));
    const weight = weights.reduce((sum, w) => sum + w, 0);
    const mean = all.reduce((sum, p, i) => sum + weights[i]! * p, 0) / weight;
    return all.reduce((sum, p, i) => sum + weights[i]! * (p - mean) ** 2, 0) / weight; })()],
  batch_cov: ['batch_cov(p, y^2)', (() => {
    const squares = TRUE.flat().map((y) => y ** 2);
    const mean = squares.reduce((sum, y) => sum + y, 0) / 6;
    return all.reduce((sum, p, i) => sum + (p - total / 6) * (squares[i]! - mean), 0) / 6; })()],
  'batch_cov of rows': ['batch_cov(sum(p), max(p))', (() => {
    const sums = PRED.map((row) => row.reduce((sum, p) => sum + p, 0));
    const largest = PRED.map((row) => Math.max(...row));
    return (sums[0]! - sums[1]!) * (largest[0]! - largest[1]!) / 4; })()],
  'batch_cov beside an extreme': ['batch_cov(p, y) / batch_max(p)', (() => {
    const mean = TRUE.flat().reduce((sum, y) => sum + y, 0) / 6;
    return all.reduce((sum, p, i) => sum + (p - total / 6) * (TRUE.flat()[i]! - mean), 0) / 6 / 2.5; })()],
  column_cov: ['sum(column_cov(p, y) / column_var(p))', [0, 1, 2].reduce((sum, j) =>
    sum + (TRUE[0]![j]! - TRUE[1]![j]!) / (PRED[0]![j]! - PRED[1]![j]!), 0)],
  column_sum: ['t = column_sum(p); sum(t^2)', [0, 1, 2].reduce((sum, j) =>
    sum + (PRED[0]![j]! + PRED[1]![j]!) ** 2, 0)],
  column_mean: ['mean(sqrt(column_mean((p - y)^2)))', [0, 1, 2].reduce((sum, j) => sum + Math.sqrt(
    PRED.reduce((squares, row, i) => squares + (row[j]! - TRUE[i]![j]!) ** 2, 0) / 2), 0) / 3],
  'column_sum of rows': ['column_sum(sum(p)) / 2', total / 2],
  'elements that depend on columns': ['sum(p / column_sum(p^2))', [0, 1, 2].reduce((sum, j) =>
    sum + (PRED[0]![j]! + PRED[1]![j]!) / (PRED[0]![j]! ** 2 + PRED[1]![j]! ** 2), 0) / 2],
  'reductions of columns within each other': ['t = column_sum(p); max(t - mean(t))', (() => {
    const sums = [0, 1, 2].map((j) => PRED[0]![j]! + PRED[1]![j]!);
    return Math.max(...sums) - total / 3; })()],
  'rows that depend on all rows': ['mean(p) / batch_max(p)', total / 6 / 2.5],
}; // prettier-ignore

describe.each(Object.entries(BATCH))('%s', (_name, [formula, value]) => {
  it('has the right value', () => {
    expect(evaluateFormula(formula, setting).result).toBeCloseTo(value, 13);
  });
  it('has the right derivative', () => expectGradient(formula, setting));
  it('does not depend on the blocks', () => {
    const byRow = evaluateFormula(formula, { ...setting, blockRows: 1 });
    expect(byRow).toEqual(evaluateFormula(formula, setting));
  });
});

it('tests every function of the language that has no tests of its own', () => {
  const tested = Object.values({ ...CASES, ...REDUCTIONS, ...BATCH }).map(([formula]) => formula);
  const ofRows = FUNCTIONS_OF_ROWS.map(([name]) => name);
  const untested = [...BUILTINS.keys(), ...COMPOUNDS.keys()].filter(
    (name) =>
      !ofRows.includes(name) &&
      !(name in SPECIAL) &&
      !tested.some((formula) => new RegExp(`\\b${name}\\(`).test(formula)),
  );
  expect(untested).toEqual(['stop_gradient']);
});

describe('gradients', () => {
  it('stop at stop_gradient', () => {
    expect(gradientOf('sum(p * stop_gradient(p))', { true: [[0]], pred: [[3]] })).toEqual([3]);
  });
  it('are shared by equal extremes', () => {
    const ties = { true: [[0, 0, 0]], pred: [[2, 2, 1]] };
    expect(gradientOf('max(p)', ties)).toEqual([0.5, 0.5, 0]);
    expect(gradientOf('sum(max(p, 2))', ties)).toEqual([0.5, 0.5, 0]);
  });
  it('pass the bounds of clip', () => {
    const bounds = { true: [[0, 0, 0, 0]], pred: [[-1, 1, -1.1, 1.1]] };
    expect(gradientOf('sum(clip(p, -1, 1))', bounds)).toEqual([1, 1, 0, 0]);
  });
  it('are zero where nothing depends on pred, and spread where they are the same for all', () => {
    expect(gradientOf('mean(y)', setting)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(gradientOf('sum(p)', { ...setting, reduction: 'sum' })).toEqual([1, 1, 1, 1, 1, 1]);
  });
  it('do not turn the branch not taken into NaN', () => {
    expect(gradientOf('sum(xlogy(y, p))', { true: [[0]], pred: [[0]] })).toEqual([0]);
    expect(gradientOf('sum(p^0)', { true: [[0]], pred: [[0]] })).toEqual([0]);
  });
  it('follow weights and reductions', () => {
    const weighted = { ...setting, weights: [1, 3] };
    for (const reduction of ['mean', 'sum', 'weighted-mean', 'batchmean'] as const) {
      for (const over of [undefined, 'elements'] as const) {
        const options = { ...weighted, reduction, ...(over ? { over } : {}) };
        expectGradient('mean(exp(p) * y)', options);
      }
    }
  });
});

/** As it is defined, for numbers above 0 that are far apart. */
function betaDivergence(x: number, y: number, b: number): number {
  return (x ** b - y ** b - b * y ** (b - 1) * (x - y)) / (b * (b - 1));
}
