import fc from 'fast-check';
import { expect, test } from 'vitest';
import { integerIn, isShortInteger } from '../../src/text/integer-text.ts';

function read(text: string): number {
  const bytes = Buffer.from(`<${text}>`);
  return integerIn(bytes, 1, bytes.length - 1);
}

test('integers of up to 15 digits are read', () => {
  const most = 10 ** 15 - 1;
  fc.assert(
    fc.property(fc.integer({ min: -most, max: most }), (integer) => {
      expect(read(String(integer))).toBe(integer);
      expect(isShortInteger(integer)).toBe(true);
    }),
  );
  expect(read('0')).toBe(0);
  expect(read('-999999999999999')).toBe(-most);
});

test('of all texts those alone that String writes of such an integer', () => {
  const text = fc.stringMatching(/^[-+0-9.e a]{0,17}$/);
  fc.assert(
    fc.property(text, (written) => {
      const integer = read(written);
      if (Number.isNaN(integer)) expect(/^(?:0|-?[1-9]\d{0,14})$/.test(written)).toBe(false);
      else expect(String(integer)).toBe(written);
    }),
  );
});

test.each([
  '',
  '-',
  '-0',
  '00',
  '07',
  '+7',
  '7.0',
  '7 ',
  '1e3',
  '1000000000000000',
  '12345678901a',
])('%j is none', (text) => {
  expect(read(text)).toBeNaN();
});

test('an integer of 16 digits is too long', () => {
  expect(isShortInteger(10 ** 15)).toBe(false);
  expect(isShortInteger(-(10 ** 15))).toBe(false);
});
