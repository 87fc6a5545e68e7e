import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CloseNumbers, RUN } from '../../../src/sources/join/close-numbers.ts';

type Pair = readonly [number, number];

/** Checks that pairs have the same number if and only if they are the same, and that the numbers tell them. */
function requireOwnNumbers(numbers: CloseNumbers, pairs: readonly Pair[]): void {
  const told = new Map<number, string>();
  const given = pairs.map(([high, low]) => numbers.numberOf(high, low));
  numbers.forEach((high, low, number) => {
    if (told.has(number)) throw new Error(`${number} is of two pairs`);
    told.set(number, `${high} ${low}`);
  });
  expect(given.map((number) => told.get(number))).toEqual(
    pairs.map(([high, low]) => `${high} ${low}`),
  );
  expect(pairs.map(([high, low]) => numbers.numberOf(high, low))).toEqual(given);
  expect(given.every((number) => number < numbers.end)).toBe(true);
}

const word = fc.oneof(
  fc.integer({ min: -3, max: 130 }),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
);

test('every pair has a number of its own', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word)), (pairs) => {
      requireOwnNumbers(new CloseNumbers(), pairs);
    }),
  );
});

test('also where they are many that lie far apart, and some that do not', () => {
  const far = Array.from({ length: 60_000 }, (_, i): Pair => [i % 7, 1000 * i]);
  const near = Array.from({ length: 1000 }, (_, i): Pair => [0, i]);
  const numbers = new CloseNumbers();
  requireOwnNumbers(numbers, [...near, ...far, ...near.map(([, low]): Pair => [9, low])]);
  // Runs for all of them would take twice as many.
  expect(numbers.end).toBeLessThan(RUN * 40_000);
});

test('pairs that lie close have numbers side by side', () => {
  const numbers = new CloseNumbers();
  const first = numbers.numberOf(5, 640);
  expect(numbers.numberOf(5, 703)).toBe(first + 63);
  expect(numbers.numberOf(5, 704)).toBe(RUN);
  expect(numbers.reserve()).toBe(2 * RUN);
});
