import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classBalance } from '../../src/inspect/class-balance.ts';
import { ColumnFacts, MOST_DISTINCT } from '../../src/inspect/column-facts.ts';

function summaryOf(...values: number[]) {
  const facts = new ColumnFacts();
  facts.addNumbers(Float64Array.from(values));
  return facts.summary();
}

test('numbers are counted with their range, mean and distinct values', () => {
  expect(summaryOf(2, -1, 2, NaN, Infinity, 0.5)).toEqual({
    kind: 'numbers',
    cells: 6,
    missing: 1,
    infinite: 1,
    texts: 0,
    firstText: undefined,
    min: -1,
    max: 2,
    mean: 0.875,
    fraction: 0.5,
    distinct: 4,
    values: [
      { value: -1, count: 1 },
      { value: 0.5, count: 1 },
      { value: 2, count: 2 },
      { value: Infinity, count: 1 },
    ],
  });
});

test('the kind follows from what is not missing', () => {
  expect(summaryOf(NaN, 3).kind).toBe('integers');
  expect(summaryOf(NaN, 3.5).kind).toBe('numbers');
  expect(summaryOf(1, Infinity).kind).toBe('numbers');
  expect(summaryOf(NaN, NaN)).toMatchObject({ kind: 'empty', min: undefined, mean: undefined });
  const facts = new ColumnFacts();
  facts.addText('a', 2);
  facts.addNumber(NaN, 1);
  expect(facts.summary()).toMatchObject({ kind: 'text', cells: 3, texts: 2, missing: 1 });
  facts.addNumber(1, 4);
  expect(facts.summary()).toMatchObject({ kind: 'mixed', firstText: 'a', mean: 1, distinct: 2 });
});

test('numbers given one by one with their counts come to the same as all together', () => {
  const number = fc.oneof(fc.double({ noNaN: false }), fc.integer({ min: -2, max: 2 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(number, fc.integer({ min: 1, max: 4 }))), (counted) => {
      const facts = new ColumnFacts();
      for (const [value, times] of counted) facts.addNumber(value, times);
      const all = counted.flatMap(([value, times]) => Array<number>(times).fill(value));
      expect(facts.summary()).toEqual(summaryOf(...all));
    }),
  );
});

test('distinct values are counted as far as the limit, and not beyond', () => {
  const upTo = (count: number) => summaryOf(...Array.from({ length: count }, (_, i) => i));
  expect(upTo(MOST_DISTINCT).values).toHaveLength(MOST_DISTINCT);
  expect(upTo(MOST_DISTINCT + 1)).toMatchObject({ distinct: MOST_DISTINCT, values: undefined });
});

test('long texts are not kept without end, and what is said of them stays true', () => {
  const facts = new ColumnFacts();
  for (let i = 0; i < 4; i++) facts.addText(`${i}`.repeat(400_000), 1);
  expect(facts.summary()).toMatchObject({ texts: 4, distinct: 2, values: undefined });
});

test('a column with few values that repeat has a class balance', () => {
  expect(classBalance(summaryOf(1, 0, 0, NaN, 0))).toEqual([
    { value: 0, count: 3, share: 0.75 },
    { value: 1, count: 1, share: 0.25 },
  ]);
  expect(classBalance(summaryOf(1, 2, 3))).toBeUndefined();
  expect(classBalance(summaryOf(0.5, 0.5, 0.5))).toBeUndefined();
});
