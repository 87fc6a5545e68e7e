import { expect, test } from 'vitest';
import { Evaluation } from '../../src/engine/evaluation.ts';
import { resolveRequest } from '../../src/engine/request.ts';
import type { Result } from '../../src/engine/result.ts';
import { defineLoss, type Convention } from '../../src/losses/definition.ts';
import type { Block } from '../../src/tensor/block.ts';
import { ALL_ROWS } from '../../src/tensor/rows-read.ts';

/** The sum of squares of a list, times its length. */
function lossOf(convention: Convention): Parameters<typeof resolveRequest>[0] {
  return defineLoss({
    name: 'squares',
    title: 'Squares',
    family: 'ranking',
    aliases: [],
    summary: '',
    description: '',
    parameters: {},
    inputs: { true: 'real', pred: 'real' },
    lists: 'ranked',
    conventions: { exact: convention },
    references: [],
    example: { true: [[0, 0]], pred: [[0, 0]] },
  });
}

const BY_FORMULA = lossOf({ api: 'squares', formula: 'n * sum((p - y)^2)' });
const BY_HAND = lossOf({
  api: 'squares',
  method: 'the sum of squares of a list, times its length',
  kernel: ({ rows, inputs, axes }) => {
    const [width] = axes['pred']!;
    const errors = inputs['pred']!.map((p, i) => p - inputs['true']![i]!);
    const losses = new Float64Array(rows);
    errors.forEach((error, i) => (losses[Math.floor(i / width!)]! += width! * error ** 2));
    return {
      losses,
      gradient: (seed) => errors.map((e, i) => seed[Math.floor(i / width!)]! * 2 * width! * e),
    };
  },
});

/** Lists of these lengths, of numbers that count on from `first`. */
function blockOf(lengths: readonly number[], first: number): Block {
  let end = 0;
  const ends = Int32Array.from(lengths, (length) => (end += length));
  const pred = Float64Array.from({ length: end }, (_, i) => first + i);
  const weights = Float64Array.from(lengths, (_, i) => i + 1);
  const items = { rows: end, firstRow: 1, inputs: { true: new Float64Array(end), pred } };
  const lists = { items, ends, lengths: Int32Array.from(lengths) };
  return { rows: lengths.length, firstRow: 1, inputs: { weights }, lists };
}

function resultOf(definition: typeof BY_FORMULA, blocks: readonly Block[]): Result {
  const request = resolveRequest(definition, { reduction: 'sum' });
  const tensor = { label: 'lists', axes: [], lists: { column: 'key' } };
  const tensors = new Map(['true', 'pred', 'weights'].map((name) => [name, tensor]));
  const warn = (message: string): never => expect.unreachable(message);
  const options = { perSample: true, gradient: true, digest: false, warn };
  const evaluation = new Evaluation(request, tensors, options);
  for (const block of blocks) evaluation.push(block);
  return evaluation.finish(ALL_ROWS);
}

test.each([
  ['by a formula', BY_FORMULA],
  ['by hand', BY_HAND],
])('lists of any length are computed %s, each in its place', (_, definition) => {
  const result = resultOf(definition, [blockOf([2, 1, 2], 1), blockOf([1, 3, 1], 2)]);
  // 1 2, 3, 4 5; 2, 3 4 5, 6: the length times the sum of squares.
  const losses = [10, 9, 82, 4, 150, 36];
  expect([...result.perSample!.values]).toEqual(losses);
  const weighted = [10, 2 * 9, 3 * 82, 4, 2 * 150, 3 * 36];
  expect(result.result).toBe(weighted.reduce((a, b) => a + b, 0));
  expect([...result.listLengths!]).toEqual([2, 1, 2, 1, 3, 1]);
  expect([...result.gradient!.values]).toEqual([4, 8, 12, 48, 60, 4, 36, 48, 60, 36]);
});
