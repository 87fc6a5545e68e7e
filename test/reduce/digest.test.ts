import { expect, it } from 'vitest';
import { DigestBuilder } from '../../src/reduce/digest.ts';
import type { SampleDigest } from '../../src/reduce/samples.ts';

function digestOf(
  losses: readonly number[],
  blockRows: number,
  options?: { lowest: boolean },
): SampleDigest {
  const builder = new DigestBuilder(options);
  for (let first = 0; first < losses.length; first += blockRows) {
    const part = Float64Array.from(losses.slice(first, first + blockRows));
    const inputs = { true: part.map((x) => x + 1), pred: part.map((x) => x + 2) };
    builder.add({ rows: part.length, firstRow: first + 1, inputs }, part, { true: 1, pred: 1 });
  }
  return builder.finish();
}

it('shows a short input whole', () => {
  const { head, tail, worst } = digestOf([3, 1, 2], 2);
  expect(head).toEqual([
    { row: 1, true: [4], pred: [5], loss: 3, place: 0 },
    { row: 2, true: [2], pred: [3], loss: 1, place: 1 },
    { row: 3, true: [3], pred: [4], loss: 2, place: 2 },
  ]);
  expect([tail, worst]).toEqual([[], []]);
});

it('shows the first, the last and the worst of a long one, in whatever blocks it came', () => {
  const losses = Array.from({ length: 100 }, (_, i) => (i * 37) % 100);
  losses[50] = NaN;
  losses[60] = 99;
  const digest = digestOf(losses, 100);
  expect(digest.head.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5]);
  expect(digest.tail.map(({ row }) => row)).toEqual([96, 97, 98, 99, 100]);
  expect(digest.worst.map(({ loss }) => loss)).toEqual([NaN, 99, 99, 98, 97]);
  expect(digest.worst.map(({ row }) => row).slice(0, 3)).toEqual([51, 28, 61]);
  for (const blockRows of [1, 3, 7, 99]) expect(digestOf(losses, blockRows)).toEqual(digest);
});

it('takes the lowest for the worst where larger is better', () => {
  const losses = Array.from({ length: 30 }, (_, i) => i);
  const { worst } = digestOf(losses, 7, { lowest: true });
  expect(worst.map(({ loss }) => loss)).toEqual([0, 1, 2, 3, 4]);
});
