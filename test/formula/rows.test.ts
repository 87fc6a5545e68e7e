import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { build } from '../../src/formula/build.ts';
import { FUNCTIONS_OF_ROWS } from '../../src/formula/functions-of-rows.ts';
import { differentiate } from '../../src/formula/differentiate.ts';
import { parse } from '../../src/formula/parse.ts';
import { WideRow } from '../../src/formula/wide-rows.ts';
import { toDouble } from '../../src/formula/wide.ts';
import { evaluateFormula, expectGradient, gradientOf } from '../support/evaluate-formula.ts';

const TRUE = [
  [0.5, 1.1, -0.2, 0.35],
  [0.9, -0.8, 0.25, 2],
];
const PRED = [
  [0.3, -1.2, 2.5, 0.9],
  [1.7, 0.4, -0.6, 0.11],
];
const setting = { true: TRUE, pred: PRED };

const total = (row: readonly number[]): number => row.reduce((sum, x) => sum + x, 0);
const ascending = (row: readonly number[]): number[] => row.toSorted((a, b) => a - b);
const before = (row: readonly number[], j: number): readonly number[] => row.slice(0, j + 1);
/** The positions of a row in ascending order of its values, of equal ones in their own, NaN last. */
const order = (row: readonly number[]): number[] =>
  row
    .map((_, j) => j)
    .sort((a, b) => {
      const nans = Number(Number.isNaN(row[a])) - Number(Number.isNaN(row[b]));
      return nans || row[a]! - row[b]! || a - b;
    });
const ranks = (row: readonly number[]): number[] => {
  const places = order(row);
  return row.map((_, j) => places.indexOf(j));
};

/** Rows made of rows: the value of each is summed with weights, so that its elements can be told from each other. */
const ROWS: Record<string, (p: readonly number[], y: readonly number[]) => readonly number[]> = {
  'sort(p)': ascending,
  'sort(p^3 + n)': (p) => ascending(p).map((x) => x ** 3 + 4),
  'sort_by(p * y, y)': (p, y) => order(y).map((j) => p[j]! * y[j]!),
  'sort_by(p, -p)': (p) => ascending(p).reverse(),
  'argsort(p) * p': (p) => order(p).map((j, i) => j * p[i]!),
  'rank(p) * p': (p) => ranks(p).map((rank, j) => rank * p[j]!),
  'flip(p)': (p) => p.toReversed(),
  'flip(sort(p))': (p) => ascending(p).reverse(),
  'cumsum(p)': (p) => p.map((_, j) => total(before(p, j))),
  'cumsum(cumsum(p))': (p) =>
    p.map((_, j) => total(before(p, j).map((__, k) => total(before(p, k))))),
  'cumsum(2) * p': (p) => p.map((x, j) => 2 * (j + 1) * x),
  'cumsum(max(p))': (p) => p.map((_, j) => (j + 1) * Math.max(...p)),
  'cummax(p)': (p) => p.map((_, j) => Math.max(...before(p, j))),
  'cummin(p * y)': (p, y) => p.map((_, j) => Math.min(...before(p, j).map((x, k) => x * y[k]!))),
  'logcumsumexp(p)': (p) => p.map((_, j) => Math.log(total(before(p, j).map(Math.exp)))),
  'pair_sum(p * other(y) - other(p^2) * y)': (p, y) =>
    p.map((x, j) => total(p.map((z, k) => x * y[k]! - z * z * y[j]!))),
  'pair_sum(p)': (p) => p.map((x) => 4 * x),
  'pair_sum(other(p))': (p) => p.map(() => total(p)),
  'pair_mean(abs(p - other(y)))': (p, y) => p.map((x) => total(y.map((z) => Math.abs(x - z))) / 4),
  'pair_mean(p)': (p) => p,
  'pair_max(p * other(y) - other(p))': (p, y) =>
    p.map((x) => Math.max(...p.map((z, k) => x * y[k]! - z))),
  'pair_min(p * other(y) - other(p))': (p, y) =>
    p.map((x) => Math.min(...p.map((z, k) => x * y[k]! - z))),
  'pair_max(other(p))': (p) => p.map(() => Math.max(...p)),
  'pair_min(other(i) > i ? other(p) : inf) < 9 ? p : 0': (p) => p.map((x, j) => (j < 3 ? x : 0)),
};

const weigh = (formula: string): string => `sum((i + 1)^2 * (${formula}))`;
const weighed = (row: readonly number[]): number => total(row.map((x, j) => (j + 1) ** 2 * x));

describe.each(Object.entries(ROWS))('%s', (formula, value) => {
  it('has the right value for each sample', () => {
    const { perSample } = evaluateFormula(weigh(formula), setting);
    PRED.forEach((p, i) =>
      expect(perSample!.values[i]).toBeCloseTo(weighed(value(p, TRUE[i]!)), 12),
    );
  });
  it('has the right derivative', () => {
    expectGradient(weigh(formula), setting);
    expectGradient(`y[0] * log(norm(${formula}))`, setting);
  });
  it('is the same with exponents without bounds, and so is its derivative', () => {
    const scope = { inputs: { y: 'element', p: 'element' }, parameters: {} } as const;
    const { graph, value, input } = build(parse(weigh(formula)), scope, 'float64');
    const slope = differentiate(graph, value, input('p'));
    const { perSample, gradient } = evaluateFormula(weigh(formula), {
      ...setting,
      reduction: 'sum',
    });
    PRED.forEach((_, row) => {
      const inputs = [TRUE, PRED, [[1], [1]]].map((rows) => Float64Array.from(rows.flat()));
      const names = ['y', 'p', 'seed'];
      const options = { width: 4, inputs: names, vectors: {}, externals: [] };
      const rows = new WideRow({ dtype: 'float64', ...options });
      const wide = rows.of({ inputs, externals: [] }).at(row);
      expect(toDouble(wide.value(value))).toBeCloseTo(perSample!.values[row]!, 12);
      for (let j = 0; j < 4; j++) {
        expect(toDouble(wide.value(slope, j))).toBeCloseTo(gradient!.values[row * 4 + j]!, 12);
      }
    });
  });
  it('has the right value in float32', () => {
    const { result } = evaluateFormula(weigh(formula), { ...setting, dtype: 'float32' });
    expect(Math.fround(result!)).toBe(result);
    const exact = evaluateFormula(weigh(formula), setting).result!;
    expect(Math.abs(result! - exact)).toBeLessThan(2e-6 * Math.max(1, Math.abs(exact)));
  });
});

it('tests every function of rows', () => {
  const names = FUNCTIONS_OF_ROWS.map(([name]) => name);
  expect(
    names.filter((name) => !Object.keys(ROWS).some((row) => row.includes(`${name}(`))),
  ).toEqual([]);
});

const of = (formula: string, p: number[], y: number[] = p): number =>
  evaluateFormula(formula, { true: [y], pred: [p] }).result!;
/** The elements of a row that a formula makes. */
const rowOf = (formula: string, p: number[], y: number[] = p): number[] =>
  p.map((_, j) => of(`(${formula})[${j}]`, p, y));

describe('the order of a row', () => {
  it('is stable, whatever its length and its ties', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(NaN, -0, Infinity)), {
          minLength: 2,
          maxLength: 120,
        }),
        (row) => {
          const weights = row.map((_, j) => Math.sin(j));
          const sum = (places: number[]): number => total(places.map((at, j) => at * weights[j]!));
          expect(of('sum(argsort(p) * y)', row, weights)).toBeCloseTo(sum(order(row)), 9);
          expect(of('sum(rank(p) * y)', row, weights)).toBeCloseTo(sum(ranks(row)), 9);
        },
      ),
    );
  });
  it('puts NaN last, and moves what is sorted by it', () => {
    expect(rowOf('sort(p)', [NaN, 2, -Infinity, 1])).toEqual([-Infinity, 1, 2, NaN]);
    expect(rowOf('sort_by(p, y)', [1, 2, 3, 4], [NaN, 0, 0, -1])).toEqual([4, 2, 3, 1]);
    expect(rowOf('sort_by(p, -y)', [1, 2, 3], [5, 5, 6])).toEqual([3, 1, 2]);
  });
  it('of a row of one element is that of the element', () => {
    for (const formula of [
      'sort(p)',
      'flip(p)',
      'cumsum(p)',
      'cummax(p)',
      'cummin(p)',
      'p + rank(p)',
    ]) {
      expect(rowOf(formula, [3])).toEqual([3]);
      expect(gradientOf(`sum(${formula})`, { true: [[0]], pred: [[3]] })).toEqual([1]);
    }
    expect(rowOf('logcumsumexp(p)', [3])).toEqual([3]);
    expect(rowOf('pair_sum(p * other(p))', [3])).toEqual([9]);
    expect(gradientOf('sum(pair_sum(p * other(p)))', { true: [[0]], pred: [[3]] })).toEqual([6]);
  });
  it('takes the gradient to where a value was', () => {
    const row = { true: [[3, 1, 2, 1]], pred: [[10, 20, 30, 40]] };
    expect(gradientOf('sum((i + 1) * sort_by(p, y))', row)).toEqual([4, 1, 3, 2]);
    const ties = { true: [[0, 0, 0]], pred: [[1, 1, 1]] };
    expect(gradientOf('sum((i + 1) * sort(p))', ties)).toEqual([1, 2, 3]);
    expect(gradientOf('sum((i + 1) * cummax(p))', ties)).toEqual([1, 2, 3]);
  });
});

describe('running sums', () => {
  it('lose no digits', () => {
    expect(rowOf('cumsum(p)', [1e16, 1, -1e16, 1])).toEqual([1e16, 1e16, 1, 2]);
  });
  it('and extremes pass infinities and NaN on', () => {
    expect(rowOf('cumsum(p)', [1, Infinity, 2, -Infinity])).toEqual([1, Infinity, Infinity, NaN]);
    expect(rowOf('cummax(p)', [1, NaN, 2])).toEqual([1, NaN, NaN]);
    expect(rowOf('cummax(p)', [-Infinity, 1, Infinity])).toEqual([-Infinity, 1, Infinity]);
  });
  it('of exponentials do not overflow or vanish', () => {
    expect(rowOf('logcumsumexp(p)', [-1000, 1000, 1000])).toEqual([-1000, 1000, 1000 + Math.LN2]);
    expect(rowOf('logcumsumexp(p)', [-Infinity, -Infinity, 2])).toEqual([-Infinity, -Infinity, 2]);
    expect(rowOf('logcumsumexp(p)', [1, Infinity, Infinity])).toEqual([1, Infinity, Infinity]);
    expect(rowOf('logcumsumexp(p)', [1, NaN])).toEqual([1, NaN]);
  });
  it('of exponentials have gradients that do not either', () => {
    const slopes = (formula: string, p: number[]): number[] =>
      gradientOf(formula, { true: [p], pred: [p] });
    expect(slopes('sum(logcumsumexp(p))', [-1000, 1000, 0])).toEqual([1, 2, 0]);
    expect(slopes('sum((i - 1) * logcumsumexp(p))', [-1000, 1000, 0])).toEqual([-1, 1, 0]);
    expect(slopes('logcumsumexp(p)[1] + p[0]', [-Infinity, 2, 2])).toEqual([1, 1, 0]);
  });
});

describe('pairs', () => {
  it('share a gradient between equal extremes', () => {
    const ties = { true: [[0, 0]], pred: [[1, 1]] };
    expect(gradientOf('sum(pair_max(other(p)))', ties)).toEqual([1, 1]);
    expect(gradientOf('sum(pair_min(p * other(p)))', ties)).toEqual([2, 2]);
  });
  it('pass infinities and NaN on', () => {
    expect(rowOf('pair_sum(p * other(p))', [1, Infinity])).toEqual([Infinity, Infinity]);
    expect(rowOf('pair_max(p - other(p))', [1, NaN])).toEqual([NaN, NaN]);
    expect(of('sum(pair_sum(i == other(i) ? 0 : p - other(p)))', [Infinity, 1])).toBeNaN();
  });
  it('are kept apart from the elements by exchanging twice', () => {
    const twice = evaluateFormula('sum(pair_sum(other(other(p) * exp(p)) * i))', setting);
    expect(twice).toEqual(evaluateFormula('sum(pair_sum(p * other(exp(p)) * i))', setting));
  });
  it('may be reduced over the first position as well', () => {
    const sums = evaluateFormula('pair_max(sum(i * (p - other(p))))', setting);
    expect(sums.result).toBeCloseTo(
      evaluateFormula('max(pair_sum(other(i) * (other(p) - p)))', setting).result!,
      12,
    );
  });
  it('stay behind a condition that is not met', () => {
    const formula = 'sum(pair_sum(p > other(p) ? log(p - other(p)) : 0))';
    expectGradient(formula, setting);
    expect(gradientOf(formula, { true: [[0, 0]], pred: [[1, 1]] })).toEqual([0, 0]);
  });
  it('count clipped values one by one', () => {
    const { clipped } = evaluateFormula('sum(pair_sum(clip(p - other(p), -1, 1)))', {
      true: [[0, 0, 0]],
      pred: [[0, 0.5, 2]],
    });
    expect(clipped).toBe(4);
  });

  it.each([
    ['sum(p - other(p))', 'other(...) belongs inside pair_sum(...)'],
    ['mean(sort(other(p) - p))', 'sort takes no values of pairs: reduce them with pair_sum'],
    ['batch_sum(other(p))', 'batch_sum takes no values of pairs'],
    ['sum(pair_sum((other(p) - p)[0]))', 'values of pairs cannot be indexed'],
    ['p[other(p)]', 'an index is one number for each sample'],
    ['sum(pair_sum(other(column_mean(p))))', 'other takes values of each sample'],
  ])('%s is refused', (formula, problem) => {
    const scope = { inputs: { y: 'element', p: 'element' }, parameters: {} } as const;
    expect(() => build(parse(formula), scope, 'float64')).toThrow(problem);
  });
});

describe('sums over all samples', () => {
  it.each([
    'sum(cumsum(column_mean(p))^2)',
    'sum(i * sort(column_sum(p)))',
    'c = column_mean(p); pair_max(sum((other(p) - c) * c * i * other(y)))',
    'm = column_mean(p); sum(y * pair_sum(p * other(p) * m))',
    'batch_sum(pair_sum(abs(p - other(p)))) / batch_sum(cumsum(y))',
  ])('%s', (formula) => expectGradient(formula, setting));
});

/** The functions of rows as they are defined, against those of a kernel, for rows longer than the runs of its sort. */
it('is the same for rows of any length', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 60, maxLength: 90 }),
      (row) => {
        const weights = row.map((_, j) => Math.cos(j));
        const sum = (values: readonly number[]): number =>
          total(values.map((x, j) => x * weights[j]!));
        expect(of('sum(sort(p) * y)', row, weights)).toBeCloseTo(sum(ascending(row)), 8);
        const sums = row.map((_, j) => Math.log(total(before(row, j).map(Math.exp))));
        expect(of('sum(logcumsumexp(p) * y)', row, weights)).toBeCloseTo(sum(sums), 8);
      },
    ),
    { numRuns: 20 },
  );
});

describe('numbers that are doubles', () => {
  const relative = (found: number, expected: number): void =>
    expect(found / expected).toBeCloseTo(1, 12);
  it('are not in a wrong order because of what overflows or vanishes', () => {
    relative(of('s = sort(p^2); s[0] / s[1]', [3e200, 2e200]), 4 / 9);
    relative(of('s = sort_by(p, -p^3); s[0]', [2e-150, 3e-150]), 3e-150);
    relative(of('sqrt(cummax(p^2)[1])', [3e200, 2e200]), 3e200);
    relative(of('rank(p^2)[0] + 1', [3e200, 2e200]), 2);
  });
  it('have sums along the row and over pairs between them', () => {
    relative(of('sqrt(cumsum(p^2)[1])', [3e200, 4e200]), 5e200);
    relative(of('sqrt(sum(pair_sum(p * other(p))))', [3e200, 4e200]), 7e200);
    relative(
      of('sqrt(sum(pair_max(p * other(p)) + pair_min(p * other(p))))', [3e200, 4e200]),
      7e200,
    );
    relative(of('flip(p^2)[0] / flip(p^2)[1]', [3e200, 4e200]), 16 / 9);
    relative(of('logcumsumexp(p * p / 1e250)[1] / p[1]', [1e250, 1e250]), 1);
    relative(
      gradientOf('sqrt(sum(sort(p)^2))', { true: [[0, 0]], pred: [[4e200, 3e200]] })[0]!,
      0.8,
    );
  });
});
