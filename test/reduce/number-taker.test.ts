import { expect, it } from 'vitest';
import { taker } from '../../src/reduce/number-taker.ts';

it('takes numbers in their order, whatever blocks they come in', () => {
  // As of a file: one array for all blocks.
  const room = new Float64Array(7);
  const blocks = function* (): Generator<Float64Array> {
    for (let from = 0; from < 100; from += 7) {
      const block = room.subarray(0, Math.min(7, 100 - from));
      for (let i = 0; i < block.length; i++) block[i] = from + i;
      yield block;
    }
  };
  const take = taker({ length: 100, blocks });
  const taken: number[] = [];
  for (const count of [0, 1, 6, 7, 8, 20, 3, 55]) taken.push(...take(count));
  expect(taken).toEqual(Array.from({ length: 100 }, (_, i) => i));
});
