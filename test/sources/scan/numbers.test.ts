import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainNumber } from '../../../src/text/parse-number.ts';
import { CORPORA } from '../../support/corpora.ts';
import { scan } from './reference.ts';

const LAYOUT = { delimiter: 0x2c, columns: 1, selected: [0], texts: [], allowMissing: false };

/** Scans texts that are numbers at once, the others one by one: numbers are bit-identical, the others refused. */
function expectAsParseNumber(texts: readonly string[]): void {
  const isUnderstood = (text: string): boolean => plainNumber(text, false) !== undefined;
  const numbers = texts.filter(isUnderstood);
  const values = scan(numbers.map((text) => `${text}\n`).join(''), LAYOUT);
  expect(values).toHaveLength(numbers.length);
  const wrong = numbers.filter((text, i) => !Object.is(values![i], plainNumber(text, false)));
  expect(wrong).toEqual([]);
  const accepted = texts.filter((text) => !isUnderstood(text) && scan(text, LAYOUT));
  expect(accepted).toEqual([]);
}

/** Finite doubles of all magnitudes, the same in every run. */
function doubles(count: number): number[] {
  const finite = fc.double({ noDefaultInfinity: true, noNaN: true });
  return fc.sample(finite, { numRuns: count, seed: 20 });
}

/** A multiple of a power of two with all its digits: `numerator` * 2^`exponent`. */
function exactText(numerator: bigint, exponent: number): string {
  if (exponent >= 0) return `${numerator << BigInt(exponent)}`;
  return `${numerator * 5n ** BigInt(-exponent)}e${exponent}`;
}

/** The number halfway between a positive double and the next one. */
function halfwayAbove(value: number): string {
  const bits = new BigUint64Array(Float64Array.of(value).buffer)[0]!;
  const biased = Number(bits >> 52n);
  const fraction = bits & ((1n << 52n) - 1n);
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  return exactText(2n * mantissa + 1n, Math.max(biased, 1) - 1076);
}

/** The same number with its point after the first digit. */
function withPoint(text: string): string {
  const [digits = '', exponent = '0'] = text.split('e');
  return `${digits[0]!}.${digits.slice(1) || '0'}e${Number(exponent) + digits.length - 1}`;
}

describe('the scanner reads as parseNumber does', () => {
  it.each(readdirSync(join(CORPORA, 'parse-number-fxx')).filter((file) => file.endsWith('.txt')))(
    'the texts of %s',
    (file) => {
      const lines = readFileSync(join(CORPORA, 'parse-number-fxx', file), 'utf8').trimEnd();
      const cases = lines.split('\n').map((line) => {
        const [, , bits = '', text = ''] = line.split(' ');
        return { bits: BigInt(`0x${bits}`), text };
      });
      expectAsParseNumber(cases.map(({ text }) => text));

      const numbers = cases.filter(({ text }) => plainNumber(text, false) !== undefined);
      expect(numbers.length).toBeGreaterThan(cases.length / 2);
      const values = scan(numbers.map(({ text }) => text).join('\n'), LAYOUT);
      const bits = new BigUint64Array(Float64Array.from(values!).buffer);
      expect(numbers.filter((number, i) => bits[i] !== number.bits)).toEqual([]);
    },
  );

  it('doubles however they are written', () => {
    for (const value of doubles(1500)) {
      const texts = [String(value), value.toExponential(), value.toFixed(6), value.toFixed(20)];
      for (let digits = 1; digits <= 25; digits++) texts.push(value.toPrecision(digits));
      const inUnit = value / 2 ** Math.ceil(Math.log2(Math.abs(value) || 1));
      texts.push(String(inUnit), inUnit.toFixed(6), inUnit.toFixed(19), inUnit.toFixed(40));
      texts.push(`+${Math.abs(value)}`, `000${Math.abs(value)}`, String(Math.round(inUnit * 1e7)));
      expectAsParseNumber(texts);
    }
  });

  it('numbers halfway between two doubles, and those beside them', () => {
    const positive = doubles(1000).map((value) => Math.abs(value));
    const small = Array.from({ length: 500 }, (_, i) => 2 ** (i % 60) * (1 + i / 512));
    for (const value of [...positive, ...small]) {
      if (value === Number.MAX_VALUE) continue;
      const [digits = '', exponent = '0'] = halfwayAbove(value).split('e');
      const halfway = [digits, `${BigInt(digits) - 1n}`, `${BigInt(digits) + 1n}`];
      const texts = halfway.map((text) => `${text}e${exponent}`);
      texts.push(...texts.map(withPoint));
      texts.push(
        `${digits}.${'0'.repeat(30)}e${exponent}`,
        `${digits}.${'0'.repeat(30)}1e${exponent}`,
      );
      for (let kept = 16; kept <= 25 && kept < digits.length; kept++) {
        const dropped = digits.length - kept;
        texts.push(`${digits.slice(0, kept)}e${Number(exponent) + dropped}`);
      }
      expectAsParseNumber(texts);
    }
  });

  it('significands and exponents of every size', () => {
    const significand = fc.oneof(
      fc.bigInt({ min: 0n, max: 2n ** 64n }).map(String),
      fc.stringMatching(/^[0-9]{1,40}$/),
      fc.stringMatching(/^0{0,40}[0-9]{0,22}\.[0-9]{1,40}$/),
      fc.stringMatching(/^[1-9][0-9]{0,399}$/),
    );
    const exponent = fc.oneof(
      fc.constant(''),
      fc.integer({ min: -400, max: 330 }).map((e) => `e${e}`),
      fc.integer({ min: -30, max: 30 }).map((e) => `E+${e}`.replace('+-', '-0')),
    );
    const texts = fc.sample(
      fc.tuple(significand, exponent).map((parts) => parts.join('')),
      {
        numRuns: 20_000,
        seed: 21,
      },
    );
    expectAsParseNumber(texts);
  });

  it('the edges', () => {
    const long = '1'.repeat(400);
    expectAsParseNumber([
      ...['0', '-0', '+0', '00', '-0.0', '0e5', '0e999999', '0e-99999999999', '-0e99999999999'],
      ...[
        '.5',
        '-.5',
        '+.5e1',
        '5.',
        '.',
        '-',
        '+',
        '+-1',
        '1e',
        '1e+',
        '1e-',
        '1e5.',
        '1.e5',
        'e5',
        '.e5',
      ],
      ...[
        '1e308',
        '1.7976931348623157e308',
        '1.7976931348623159e308',
        '1.8e308',
        '1e309',
        '1e999',
        '1e99999999999',
      ],
      ...[
        '1e-99999999999',
        '4.9e-324',
        '2.4703282292062327e-324',
        '2.4703282292062328e-324',
        '2.2250738585072011e-308',
      ],
      ...[
        '2.2250738585072014e-308',
        '2.225073858507201e-308',
        '1e-343',
        '1e-342',
        '1e0000000000000000005',
        '1e-00007',
      ],
      ...[
        '9007199254740992',
        '9007199254740993',
        '-9007199254740993',
        '9007199254740993.0',
        '9007199254740993e0',
      ],
      ...[
        '9223372036854775807',
        '18446744073709551615',
        '18446744073709551616',
        '9999999999999999999',
        '10000000000000000000',
      ],
      ...[
        '9999999999999999999.9',
        '99999999999999999999e1',
        '0.9999999999999999999',
        '0.99999999999999999999',
      ],
      ...[
        '123456789012345',
        '1234567890123456',
        '12345678901234567',
        '123456789012345678',
        '1234567890123456789',
      ],
      ...[
        `${'0'.repeat(400)}1`,
        `0.${'0'.repeat(400)}1`,
        `0.${'0'.repeat(20_000)}1e20001`,
        `1${'0'.repeat(20_000)}e-20000`,
      ],
      ...[long, `${long}e-399`, `0.${long}`, `-${long}.${long}e-350`, `${'0'.repeat(30)}.5`],
      ...[
        'inf',
        '-Infinity',
        'nan',
        'NA',
        'null',
        ' ',
        '1 ',
        '\t1',
        '- 1',
        '1 2',
        '0x10',
        '1_000',
        '1,5',
        '1f',
        '１',
        '1\u00a0',
      ],
    ]);
  });
});
