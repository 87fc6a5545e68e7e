import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactSum } from '../../src/reduce/exact-sum.ts';

function sumOf(values: readonly number[]): ExactSum {
  const sum = new ExactSum();
  sum.addAll(Float64Array.from(values), values.length);
  return sum;
}

/** The exact sum as an integer number of units of 2^-1074, by another way: through the decimal expansion. */
function unitsOf(values: readonly number[]): bigint {
  return values.reduce((total, value) => {
    let units = 0n;
    let rest = Math.abs(value);
    for (let exponent = 1023; rest > 0; exponent--) {
      const power = 2 ** exponent;
      if (rest >= power) {
        rest -= power;
        units += 1n << BigInt(exponent + 1074);
      }
    }
    return total + (value < 0 ? -units : units);
  }, 0n);
}

/** Whether no double lies nearer to numerator / denominator (in units of 2^-1074) than `found`. */
function isNearest(found: number, numerator: bigint, denominator: bigint): boolean {
  const distance = (x: number): bigint => {
    const d = unitsOf([x]) * denominator - numerator;
    return d < 0n ? -d : d;
  };
  return [nextUp(found), -nextUp(-found)]
    .filter(Number.isFinite)
    .every((neighbour) => distance(found) <= distance(neighbour));
}

function nextUp(x: number): number {
  if (x === 0) return 5e-324;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  view.setBigInt64(0, view.getBigInt64(0) + (x > 0 ? 1n : -1n));
  return view.getFloat64(0);
}

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('ExactSum', () => {
  it.each([
    [[], 0],
    [[0.1], 0.1],
    [[0.1, 0.2, 0.3], 0.6],
    [[1e16, 1, -1e16], 1],
    [[1e308, 1e308, -1e308], 1e308],
    [[1e308, 1e308], Infinity],
    [[Number.MAX_VALUE, Number.MAX_VALUE, -Number.MAX_VALUE, -Number.MAX_VALUE, 5e-324], 5e-324],
    [[5e-324, 5e-324], 1e-323],
    [[1, 2 ** -53], 1],
    [[1, 2 ** -53, 2 ** -105], 1 + 2 ** -52],
    [[1 + 2 ** -52, 2 ** -53], 1 + 2 ** -51],
    [[Infinity, 1], Infinity],
    [[Infinity, -Infinity], NaN],
    [[NaN, 1], NaN],
  ])('of %j is %d', (values, expected) => {
    expect(sumOf(values).sum()).toBe(expected);
  });

  it('is the double nearest to the sum', () => {
    fc.assert(
      fc.property(fc.array(finite, { maxLength: 20 }), (values) => {
        const found = sumOf(values).sum();
        fc.pre(Number.isFinite(found));
        expect(isNearest(found, unitsOf(values), 1n)).toBe(true);
      }),
    );
  });

  it('is the same in any order and in any blocks', () => {
    fc.assert(
      fc.property(fc.array(finite, { maxLength: 50 }), fc.nat(50), (values, cut) => {
        const parts = new ExactSum();
        parts.addAll(Float64Array.from(values.slice(cut).reverse()), values.slice(cut).length);
        values.slice(0, cut).forEach((value) => parts.add(value));
        expect(parts.sum()).toBe(sumOf(values).sum());
      }),
    );
  });

  it('is divided with one rounding', () => {
    expect(sumOf([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]).dividedBy(3)).toBe(10 / 3);
    expect(sumOf([1e308, 1e308, 1e308]).dividedBy(3)).toBe(1e308);
    expect(sumOf([5e-324, 5e-324, 5e-324]).dividedBy(2)).toBe(1e-323);
    expect(sumOf([1]).dividedBy(0)).toBe(Infinity);
    expect(sumOf([]).dividedBy(0)).toBeNaN();
    expect(sumOf([Infinity]).dividedBy(2)).toBe(Infinity);
    expect(sumOf([-3]).dividedBy(-2)).toBe(1.5);
    const divisor = fc.double({ noNaN: true, min: 1e-3, max: 1e9 });
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 8 }), divisor, (values, by) => {
        const found = sumOf(values).dividedBy(by);
        fc.pre(Number.isFinite(found));
        expect(isNearest(found, unitsOf(values) << 1074n, unitsOf([by]))).toBe(true);
      }),
    );
  });

  describe('of blocks', () => {
    const added = (values: Float64Array): ExactSum => {
      const sum = new ExactSum();
      values.forEach((value) => sum.add(value));
      return sum;
    };
    const filled = (length: number, value: (i: number) => number): Float64Array =>
      Float64Array.from({ length }, (_, i) => value(i));

    it.each([
      ['of one size, rounded up', filled(4096, () => 2 - 2 ** -52)],
      ['of one size, more than a block', filled(10_000, (i) => 1 + (i % 7) * 2 ** -52)],
      ['that cancel', filled(8192, (i) => (i % 2 === 0 ? 1 : -1) * (1 + (i >> 1) * 2 ** -52))],
      ['of all sizes', filled(5000, (i) => Math.sin(i) * 2 ** ((i % 200) - 100))],
      [
        'between the smallest and the largest',
        filled(4500, (i) => (i % 2 ? -1 : 1) * 2 ** ((i % 2090) - 1070)),
      ],
      ['near zero', filled(4096, (i) => (i + 1) * 2 ** -1074)],
      ['near the largest', filled(4096, (i) => (i % 2 === 0 ? 1.5 : -1) * 2 ** 1023)],
      ['that are 0', filled(4096, () => -0)],
      ['with NaN', filled(5000, (i) => (i === 4999 ? NaN : 1))],
      ['with an infinity', filled(5000, (i) => (i === 10 ? -Infinity : 1))],
    ])('is that of the single numbers: numbers %s', (_, values) => {
      const sum = new ExactSum();
      sum.addAll(values, values.length);
      expect(sum.sum()).toBe(added(values).sum());
      expect(sum.dividedBy(values.length)).toBe(added(values).dividedBy(values.length));
    });

    it('is that of the single numbers', () => {
      const sizes = fc.tuple(fc.nat(2 ** 31 - 1), fc.integer({ min: 1, max: 300 }));
      fc.assert(
        fc.property(sizes, ([seed, spread]) => {
          const random = randomFrom(seed);
          const values = filled(6000, () => (random() - 0.5) * 2 ** Math.floor(random() * spread));
          const sum = new ExactSum();
          sum.addAll(values, values.length);
          expect(sum.sum()).toBe(added(values).sum());
        }),
        { numRuns: 50 },
      );
    });
  });
});

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
