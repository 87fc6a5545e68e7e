import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_WRITTEN, NumberPrinter, RowTexts } from '../../../src/text/print/number-printer.ts';

const printer = new NumberPrinter((x) => `<${Object.is(x, -0) ? '-0' : x}>`);
const room = printer.reserve(200 * MOST_WRITTEN);

/** What is printed, not at the beginning of the room. */
function printed(x: number): string {
  const end = printer.print(x, 3);
  expect(end).toBeLessThanOrEqual(3 + MOST_WRITTEN);
  return room.toString('latin1', 3, end);
}

const within = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: low, max: high, noNaN: true, noDefaultInfinity: true });
const whole = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
const double = (words: readonly number[]): number =>
  new Float64Array(Uint32Array.from(words).buffer)[0]!;
const isPrinted = (x: number): boolean => Number.isFinite(x) && !Object.is(x, -0);

describe('numbers are printed as String does', () => {
  it.each<[string, fc.Arbitrary<number>]>([
    ['any', within(-Number.MAX_VALUE, Number.MAX_VALUE)],
    [
      'any bits',
      fc
        .tuple(fc.nat(2 ** 32 - 1), fc.nat(2 ** 32 - 1))
        .map(double)
        .filter(isPrinted),
    ],
    ['the usual ones', within(-10, 10)],
    ['subnormals', within(-(2 ** -1022), 2 ** -1022)],
    ['few digits', fc.tuple(whole(1e6), fc.nat(30)).map(([n, k]) => n / 10 ** k)],
    ['16 digits', within(1e-3, 1e3).map((x) => Number(x.toPrecision(16)))],
    ['15 digits', within(1e-9, 1e9).map((x) => Number(x.toPrecision(15)))],
    ['small integers', fc.nat(2e8)],
    ['integers', fc.maxSafeInteger()],
    ['halves of halves', fc.tuple(whole(2 ** 30), fc.nat(60)).map(([n, k]) => n / 2 ** k)],
    ['float32', fc.float({ noNaN: true, noDefaultInfinity: true })],
  ])('%s', (_, numbers) => {
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 100, maxLength: 200 }), (values) => {
        for (const x of values.filter(isPrinted)) expect(printed(x)).toBe(String(x));
      }),
    );
  });

  it('powers of two and their neighbours, among them those with a nearer neighbour below', () => {
    for (let exponent = -1074; exponent < 1024; exponent++) {
      for (const factor of [1, 1 + 2 ** -52, 1 - 2 ** -53, 3, 5]) {
        const x = 2 ** exponent * factor;
        if (x < Infinity) expect(printed(x)).toBe(String(x));
      }
    }
  });

  it('powers of ten and their neighbours', () => {
    for (let exponent = -324; exponent <= 308; exponent++) {
      for (let ulps = -9; ulps <= 9; ulps++) {
        const x = Number(`1e${exponent}`) * (1 + ulps * 2 ** -52);
        if (isPrinted(x)) expect(printed(x)).toBe(String(x));
      }
    }
  });

  it('random bits, a million', () => {
    let bits = 1;
    const next = (): number => (bits = (Math.imul(bits, 1664525) + 1013904223) >>> 0);
    const wrong: number[] = [];
    for (let i = 0; i < 1e6; i++) {
      const x = double([next(), next()]);
      if (isPrinted(x) && room.toString('latin1', 0, printer.print(x, 0)) !== String(x))
        wrong.push(x);
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    0,
    1,
    -1,
    0.1,
    -2.5e-7,
    1e-6,
    1e-7,
    123456789012,
    99999999,
    100000000,
    1e20,
    123456789012345680000,
    1e21,
    1.2e21,
    99999999999999980,
    9007199254740994,
    5e-324,
    Number.MAX_VALUE,
    0.30000000000000004,
  ])('%d', (x) => {
    expect(printed(x)).toBe(String(x));
  });
});

it.each([-0, NaN, Infinity, -Infinity])('prints %d as it was told', (x) => {
  expect(printed(x)).toBe(`<${Object.is(x, -0) ? '-0' : x}>`);
});

it('prints rows, one after the other with other texts', () => {
  const rows = (values: readonly number[], texts: readonly string[], at: number): string =>
    room.toString(
      'latin1',
      0,
      printer.printRows(Float64Array.from(values), new RowTexts(texts), at),
    );
  expect(rows([1, 0.5, 2, NaN], ['', ',', '\n'], 0)).toBe('1,0.5\n2,<NaN>\n');
  expect(rows([3], ['a text of more than 16 bytes: ', '.'], 4)).toBe(
    '1,0.a text of more than 16 bytes: 3.',
  );
});
