import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST, writeShortest } from '../../src/text/shortest-decimal.ts';

/** What is written, or undefined where it is left to `String`. */
function written(x: number): string | undefined {
  const bytes = Buffer.alloc(LONGEST + 1, '#');
  const end = writeShortest(x, bytes, 1);
  expect(end).toBeLessThanOrEqual(LONGEST + 1);
  return end === 1 ? undefined : bytes.toString('latin1', 1, end);
}

const within = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: low, max: high, noNaN: true });
const whole = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });

describe('the shortest decimal is that of String', () => {
  it.each<[string, fc.Arbitrary<number>]>([
    ['all that are written', within(1e-40, 1e17)],
    ['negative ones', within(-10, -0.1)],
    ['few digits', fc.tuple(whole(1e6), fc.nat(30)).map(([n, k]) => n / 10 ** k)],
    ['16 digits', within(1e-3, 1e3).map((x) => Number(x.toPrecision(16)))],
    ['15 digits', within(1e-9, 1e9).map((x) => Number(x.toPrecision(15)))],
    ['integers', fc.maxSafeInteger()],
    ['halves of halves', fc.tuple(whole(2 ** 30), fc.nat(60)).map(([n, k]) => n / 2 ** k)],
    ['float32', fc.float({ noNaN: true })],
    ['any', fc.double()],
    [
      'neighbours of powers of ten',
      fc
        .tuple(fc.integer({ min: -40, max: 17 }), fc.integer({ min: -9, max: 9 }))
        .map(([exponent, ulps]) => Number(`1e${exponent}`) * (1 + ulps * 2 ** -52)),
    ],
  ])('for %s', (_, numbers) => {
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 100, maxLength: 200 }), (values) => {
        for (const x of values) expect(written(x) ?? String(x)).toBe(String(x));
      }),
    );
  });

  it.each([
    0.1,
    0.2,
    1.5,
    100,
    123456789012,
    2e-6,
    1.25e-7,
    1e-10,
    3e-39,
    0.30000000000000004,
    -2.5e-7,
    99999999999999980,
    9007199254740994,
    5e-7,
    1 / 3,
  ])('for %d', (x) => {
    expect(written(x)).toBe(String(x));
  });

  it('for nearly all numbers there are', () => {
    const numbers = Array.from({ length: 20_000 }, (_, i) => Math.abs(Math.sin(i + 1)));
    expect(numbers.filter((x) => written(x) === undefined).length).toBeLessThan(20);
  });

  it.each([0, -0, 1, 0.5, 4096, NaN, Infinity, -Infinity, 1e-41, 5e-324, 1e17, 1e300])(
    'is left to String for %d',
    (x) => {
      expect(written(x)).toBeUndefined();
    },
  );
});
