import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lossNamed } from '../../src/index.ts';
import { labels, numbers, shares, signs } from '../support/extreme-numbers.ts';
import {
  compare,
  isZero,
  KinkError,
  largest,
  minus,
  nearest,
  negated,
  over,
  plus,
  rational,
  size,
  squared,
  times,
  type Rational,
} from '../support/rational.ts';

/*
 * Of numbers near the ends of the doubles nothing may overflow or vanish on the way, where the result does neither: exact
 * losses that are fractions are held against arithmetic with integers of any length, their slopes as well.
 */

type Row = readonly Rational[];
/** The loss of a row; of one that is made of the whole input, of that. */
type Reference = (y: Row, p: Row) => Rational;

const of = (value: number): Rational => rational(value);
const [zero, one, two, hundred] = [of(0), of(1), of(2), of(100)];
const total = (terms: readonly Rational[]): Rational => plus(zero, ...terms);
const mean = (terms: readonly Rational[]): Rational => over(total(terms), of(terms.length));
const each =
  (element: (y: Rational, p: Rational) => Rational): Reference =>
  (y, p) =>
    mean(p.map((x, j) => element(y[j]!, x)));
const signOf = (y: Rational): Rational => (isZero(y) ? of(-1) : y);
const atMost = (a: Rational, b: Rational): boolean => compare(a, b) <= 0;
/** What masks do not share, weighed by what is in pred or true alone, and what they share. */
const apartIn = (y: Row, p: Row): Rational[] =>
  p.map((x, j) => plus(times(minus(one, y[j]!), x), times(y[j]!, minus(one, x))));
const bothIn = (y: Row, p: Row): Rational[] => p.map((x, j) => times(y[j]!, x));

interface Case {
  readonly name: string;
  readonly true: fc.Arbitrary<number>;
  readonly pred?: fc.Arbitrary<number>;
  readonly params?: Readonly<Record<string, number>>;
  readonly reference: Reference;
  /** Whether a slope is the difference of much larger numbers, so that nothing but that it is a number can be asked. */
  readonly cancels?: boolean;
}

const huber = (delta: number): Case => ({
  name: 'huber',
  true: numbers,
  params: { delta },
  reference: each((y, p) => {
    const [e, d] = [size(minus(p, y)), of(delta)];
    return atMost(e, d) ? over(squared(e), two) : times(d, minus(e, over(d, two)));
  }),
});

const CASES: readonly Case[] = [
  { name: 'mse', true: numbers, reference: each((y, p) => squared(minus(p, y))) },
  {
    name: 'half-mse',
    true: numbers,
    reference: each((y, p) => over(squared(minus(p, y)), two)),
  },
  { name: 'mae', true: numbers, reference: each((y, p) => size(minus(p, y))) },
  {
    name: 'mape',
    true: numbers.filter((y) => y !== 0),
    reference: each((y, p) => times(hundred, over(size(minus(p, y)), size(y)))),
  },
  {
    name: 'smape',
    true: numbers,
    reference: each((y, p) => {
      if (isZero(y) && isZero(p)) return size(p);
      return times(of(200), over(size(minus(p, y)), plus(size(y), size(p))));
    }),
  },
  ...[1, 1e-200, 1e160].map(huber),
  {
    name: 'smooth-l1',
    true: numbers,
    params: { beta: 1e155 },
    reference: each((y, p) => {
      const [e, beta] = [size(minus(p, y)), of(1e155)];
      return compare(e, beta) < 0 ? over(over(squared(e), two), beta) : minus(e, over(beta, two));
    }),
  },
  {
    name: 'pinball',
    true: numbers,
    params: { quantile: 0.25 },
    reference: each((y, p) => {
      const e = minus(y, p);
      return largest(times(of(0.25), e), times(of(-0.75), e));
    }),
  },
  {
    name: 'expectile',
    true: numbers,
    params: { alpha: 0.25 },
    reference: each((y, p) => {
      const e = minus(p, y);
      return times(of(compare(e, zero) < 0 ? 0.25 : 0.75), squared(e));
    }),
  },
  {
    name: 'epsilon-insensitive',
    true: numbers,
    params: { margin: 1e150 },
    reference: each((y, p) => largest(minus(size(minus(p, y)), of(1e150)), zero)),
  },
  {
    name: 'hinge',
    true: signs,
    reference: each((y, p) => largest(minus(one, times(y, p)), zero)),
  },
  {
    name: 'squared-hinge',
    true: signs,
    reference: each((y, p) => squared(largest(minus(one, times(y, p)), zero))),
  },
  { name: 'perceptron', true: signs, reference: each((y, p) => largest(negated(times(y, p)), zero)) },
  {
    name: 'modified-huber',
    true: labels,
    reference: each((y, p) => {
      const m = times(signOf(y), p);
      if (!atMost(of(-1), m)) return times(of(-4), m);
      return squared(largest(minus(one, m), zero));
    }),
  },
  {
    name: 'sparsemax',
    true: labels,
    reference: each((y, p) => {
      const m = times(negated(signOf(y)), p);
      if (atMost(m, of(-1))) return zero;
      return atMost(one, m) ? m : over(squared(plus(m, one)), of(4));
    }),
  },
  { name: 'brier', true: labels, pred: shares, reference: (y, p) => {
    const sum = total(p.map((x, j) => squared(minus(x, y[j]!))));
    return p.length === 2 ? over(sum, two) : sum;
  } },
  {
    name: 'dice',
    cancels: true,
    true: shares,
    pred: shares,
    reference: (y, p) => {
      const all = total([...y, ...p]);
      return isZero(all) ? zero : over(total(apartIn(y, p)), all);
    },
  },
  {
    name: 'jaccard',
    cancels: true,
    true: shares,
    pred: shares,
    reference: (y, p) => {
      const all = total([...apartIn(y, p), ...bothIn(y, p)]);
      return isZero(all) ? zero : over(total(apartIn(y, p)), all);
    },
  },
]; // prettier-ignore

/** Of the whole input, and therefore for one row here. */
const WIDTHS = fc.integer({ min: 1, max: 3 });

function rowOf(values: readonly number[], variable?: number): Row {
  return values.map((value, j) => rational(value, j === variable));
}

/** Units in the last place, of which a few are roundings of the steps; what vanishes before a factor of 200 is lost. */
function expectNear(found: number, expected: number, what: string): void {
  if (Object.is(found, expected) || found === expected) return;
  const tolerance = 8 * Math.max(Math.abs(expected) * Number.EPSILON, 1e-321);
  expect(Math.abs(found - expected), `${what}: found ${found}, expected ${expected}`).toBeLessThanOrEqual(tolerance);
} // prettier-ignore

describe.each(CASES)('$name of numbers at the ends of the doubles', (given) => {
  const { name, params = {}, reference, cancels = false } = given;
  const rows = WIDTHS.chain((width) => {
    const row = (cell: fc.Arbitrary<number>): fc.Arbitrary<number[]> =>
      fc.array(cell, { minLength: width, maxLength: width });
    return fc.tuple(row(given.true), row(given.pred ?? numbers));
  });
  const loss = lossNamed(name, { compat: 'exact', warn: () => undefined, ...params });

  it('has the value and the slope of the exact fraction', () => {
    fc.assert(
      fc.property(rows, ([y, p]) => {
        const { result, gradient } = loss.evaluate([y], [p], {}, { gradient: true });
        for (let j = 0; j < p.length; j++) {
          let expected: Rational;
          try {
            expected = reference(rowOf(y), rowOf(p, j));
          } catch (error) {
            // A kink has a value, but no slope to compare.
            if (error instanceof KinkError) continue;
            throw error;
          }
          expectNear(result!, nearest(expected.value), 'value');
          const slope = nearest(expected.slope);
          if (!cancels) expectNear(gradient!.values[j]!, slope, `slope ${j}`);
          else if (Number.isFinite(slope)) expect(gradient!.values[j]).not.toBeNaN();
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is not used', () => {
  it.each([
    ['sparse-categorical-crossentropy', 'exact', {}, [1], [[0, 0.6, 0.4]], [0, -1 / 0.6, 0]],
    ['log-loss', 'exact', {}, [1], [[0, 0.6, 0.4]], [0, -1 / 0.6, 0]],
    ['sparse-categorical-crossentropy', 'keras', { ignoreClass: -1 }, [0, -1], [[0.7, 0.3], [0.4, 0.6]], [-3 / 7, 1, 0, 0]],
    ['sparse-categorical-crossentropy', 'tf-keras', { ignoreClass: 255 }, [0, 255], [[0.7, 0.3], [0.4, 0.6]], [-3 / 7, 1, 0, 0]],
    ['huber', 'torch', {}, [0], [[1e200]], [1]],
    ['huber', 'optax', {}, [0], [[Infinity]], [1]],
    ['smooth-l1', 'torch', {}, [0], [[-Infinity]], [-1]],
  ] as const)('has no slope in %s of %s %j', (name, compat, params, y, p, expected) => {
    const loss = lossNamed(name, { compat, ...params });
    const slopes = [...loss.evaluate([...y], p.map((row) => [...row]), {}, { gradient: true }).gradient!.values];
    slopes.forEach((slope, i) => expect(slope).toBeCloseTo(expected[i]!, 14));
  });
}); // prettier-ignore

describe('losses that are no formula', () => {
  it('sparsemax of classes far apart', () => {
    const sparsemax = lossNamed('multiclass-sparsemax');
    const { result, gradient } = sparsemax.evaluate([1], [[1e308, 9e307, 3]], {}, { gradient: true });
    expect(result).toBe(1e308 - 9e307);
    expect([...gradient!.values]).toEqual([1, -1, 0]);
  });
  it('NT-Xent of vectors of any length', () => {
    const scaled = (by: readonly number[]): number =>
      lossNamed('ntxent', { compat: 'exact' }).reduced(
        [0, 0, 1, 1],
        [[1, 0], [0.8, 0.6], [0, 1], [-0.6, 0.8]].map((row, i) => row.map((x) => x * by[i]!)),
      );
    expect(scaled([2 ** 700, 2 ** 1000, 2 ** -700, 2 ** -1000])).toBeCloseTo(scaled([1, 1, 1, 1]), 12);
  });
}); // prettier-ignore

it('divides by a sum of weights that is beyond the doubles', () => {
  const weights = [1e308, 1e308, 1e308];
  const weighted = lossNamed('mae', { compat: 'exact', reduction: 'weighted-mean' });
  expect(weighted.evaluate([0.5, 0.25, 0.75], [0, 0, 0], { weights }).result).toBe(0.5);
});

it('overflows as the frameworks do under their conventions', () => {
  expect(lossNamed('mape', { compat: 'keras' }).reduced([1e308], [-1e308])).toBe(Infinity);
  expect(lossNamed('mae', { compat: 'torch' }).reduced([[1e308, 1e308]], [[0, 0]])).toBe(Infinity);
});
