import { expect, it } from 'vitest';
import {
  appendCounting,
  arrayOf,
  NumberList,
  oneBlock,
  reader,
} from '../../src/reduce/number-list.ts';

it.each([
  [1, 1],
  [3, 1000],
  [4096, 100],
  [200_000, 3],
])('holds blocks of %d numbers, %d of them, in order', (size, times) => {
  const list = new NumberList();
  for (let k = 0; k < times; k++) {
    // What follows the numbers to append must stay out.
    list.append(
      Float64Array.from({ length: size + 1 }, (_, i) => k * size + i),
      size,
    );
  }
  const expected = Float64Array.from({ length: size * times }, (_, i) => i);
  expect(list.length).toBe(expected.length);
  expect(list.toArray()).toEqual(expected);
  const next = reader(list);
  expect(expected.every((x) => next() === x)).toBe(true);
});

it('is empty at first', () => {
  expect(new NumberList().toArray()).toEqual(new Float64Array(0));
  expect(arrayOf(oneBlock(new Float64Array(0)))).toHaveLength(0);
});

it('counts', () => {
  const list = new NumberList();
  appendCounting(list, 300_000);
  expect(list.length).toBe(300_000);
  expect(list.toArray().every((x, i) => x === i + 1)).toBe(true);
});
