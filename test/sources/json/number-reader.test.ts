import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonNumberReader } from '../../../src/sources/json/number-reader.ts';

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/;

/** What is read at the beginning of a text, and how much of it. */
function read(text: string): { value: number; end: number } {
  // Within other digits, so that nothing beyond the text is read.
  const reader = new JsonNumberReader(Buffer.from(`77${text}`).subarray(2));
  return { value: reader.read(0), end: reader.end };
}

function expectNearest(text: string): void {
  expect(read(text), text).toEqual({ value: Number(text), end: text.length });
}

/** All digits of `numerator` / 2^shift. */
function exactText(numerator: bigint, shift: number): string {
  const digits = String(numerator * 5n ** BigInt(shift)).padStart(shift + 1, '0');
  return `${digits.slice(0, -shift)}.${digits.slice(-shift)}`;
}

describe('JsonNumberReader', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

  it('gives the nearest double of what JavaScript prints', () => {
    const printed = fc
      .tuple(finite, fc.integer({ min: 1, max: 25 }), fc.constantFrom(...STYLES))
      .map(([value, digits, style]) => style(value, digits))
      .filter((text) => JSON_NUMBER.exec(text)?.[0] === text && Math.abs(Number(text)) < 1e21)
      .filter((text) => /[.e]/.test(text) || Math.abs(Number(text)) <= Number.MAX_SAFE_INTEGER);
    fc.assert(fc.property(printed, expectNearest), { numRuns: 20_000 });
  });

  it('gives the nearest double of any digits with any exponent', () => {
    const digits = fc
      .integer({ min: 1, max: 9 })
      .chain((first) =>
        fc
          .array(fc.integer({ min: 0, max: 9 }), { maxLength: 24 })
          .map((rest) => [first, ...rest].join('')),
      );
    const exponent = fc.integer({ min: -330, max: 280 });
    fc.assert(
      fc.property(digits, digits, exponent, (integer, fraction, power) => {
        expectNearest(`${integer}.${fraction}e${power}`);
        expectNearest(`-0.00${fraction}E${power < 0 ? power : `+${power}`}`);
      }),
      { numRuns: 20_000 },
    );
  });

  it('tells the two doubles apart between which a number is nearly halfway', () => {
    const significand = fc.bigInt({ min: 2n ** 52n, max: 2n ** 53n - 1n });
    fc.assert(
      fc.property(significand, fc.integer({ min: 1, max: 80 }), (significand, shift) => {
        const halfway = exactText(2n * significand + 1n, shift);
        for (const length of [17, 18, 19, 20]) expectNearest(halfway.slice(0, length + 1) + '1');
        expectNearest(halfway);
        expectNearest(`${halfway}00000000000000001`);
      }),
      { numRuns: 3000 },
    );
  });

  it.each(['0', '-0', '0.0', '7', '-12', '0e999999999999', '1e-999999999', '9007199254740991'])(
    'reads %s',
    expectNearest,
  );

  it.each(['123456789', '1234567890', '999999999999999999.5', '0.000123456789123456789', '5e-324'])(
    'reads %s',
    expectNearest,
  );

  it.each(['1e999', '-1e999', '1.8e308', '9007199254740993', '-9007199254740992', '1'.repeat(400)])(
    'leaves %s to a closer look',
    (text) => expect(read(text).value).toBeNaN(),
  );

  it('makes up for an exponent with as many digits', () => {
    const zeros = '0'.repeat(1_000_020);
    for (const exponent of [1_000_021, 1_000_050, 999_980])
      expectNearest(`0.${zeros}1e${exponent}`);
    expectNearest(`1${zeros}.5e-1000030`);
  });

  it('takes what RFC 8259 takes for a number and no more', () => {
    const jumble = fc.string({
      unit: fc.constantFrom(...'0123456789.-+eE,]'.split('')),
      maxLength: 12,
    });
    fc.assert(
      fc.property(jumble, (text) => {
        const number = JSON_NUMBER.exec(text)?.[0] ?? '';
        const rest = text.slice(number.length);
        const { value, end } = read(text);
        // A number that runs on as none is an error, which is for the JSON reader to tell.
        const isBroken =
          (/^[.]/.test(rest) && !/[.e]/i.test(number)) ||
          (/^e/i.test(rest) && !/e/i.test(number)) ||
          /^-?0\d/.test(number + rest.slice(0, 1));
        const takesLook =
          Math.abs(Number(number)) > Number.MAX_SAFE_INTEGER && !/[.e]/i.test(number);
        if (number === '' || isBroken || takesLook || !Number.isFinite(Number(number))) {
          expect(value).toBeNaN();
        } else expect({ value, end }).toEqual({ value: Number(number), end: number.length });
      }),
      { numRuns: 20_000 },
    );
  });
});

const STYLES: readonly ((value: number, digits: number) => string)[] = [
  (value) => String(value),
  (value, digits) => value.toFixed(digits),
  (value, digits) => value.toPrecision(digits),
  (value, digits) => value.toExponential(digits),
];
