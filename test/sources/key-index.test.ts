import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyIndex } from '../../src/sources/join/key-index.ts';

test('numbers distinct texts in the order in which they come, and gives them back', () => {
  const text = fc.string({ unit: 'binary', maxLength: 20 });
  const texts = fc.array(fc.oneof(text, fc.constantFrom('', '\ud800', 'a', 'aa')), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(texts, (given) => {
      const index = new KeyIndex();
      const numbers = new Map<string, number>();
      for (const each of given) {
        const expected = numbers.get(each) ?? numbers.size;
        numbers.set(each, expected);
        expect(index.numberOf(each)).toBe(expected);
      }
      expect(index.count).toBe(numbers.size);
      for (const [each, number] of numbers) expect(index.keyOf(number)).toBe(each);
    }),
  );
});

test('holds many', () => {
  const index = new KeyIndex();
  const count = 100_000;
  const keyOf = (i: number): string => `user ${(i * 7919) % count}`;
  const numbers = Array.from({ length: 2 * count }, (_, i) => i % count);
  expect(numbers.filter((i) => index.numberOf(keyOf(i)) !== i)).toEqual([]);
  expect(index.count).toBe(count);
});
