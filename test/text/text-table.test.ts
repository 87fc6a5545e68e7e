import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextTable } from '../../src/text/text-table.ts';

function numbersOf(table: TextTable, texts: readonly string[]): number[] {
  return texts.map((text) => {
    const bytes = Buffer.from(`<${text}>`);
    return table.numberOf(bytes, 1, bytes.length - 1);
  });
}

function textOf(table: TextTable, number: number): string {
  return Buffer.from(table.bytesOf(number)).toString();
}

test('texts are numbered in the order in which they are met', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[ab\0é]{0,4}$/)), (texts) => {
      const table = new TextTable();
      const distinct = [...new Set(texts)];
      expect(numbersOf(table, texts)).toEqual(texts.map((text) => distinct.indexOf(text)));
      expect(distinct.map((_, number) => textOf(table, number))).toEqual(distinct);
      expect(table.count).toBe(distinct.length);
    }),
  );
});

test('they may be many', () => {
  const table = new TextTable();
  const texts = Array.from({ length: 20_000 }, (_, i) => `user${i}`);
  const numbers = texts.map((_, i) => i);
  expect(numbersOf(table, texts)).toEqual(numbers);
  expect(numbersOf(table, texts)).toEqual(numbers);
  expect(textOf(table, 19_999)).toBe('user19999');
});
