import type { NumberBlocks } from './number-list.ts';

/** Takes numbers in their order: the next so many of them, as a view that is valid until the next call. */
export type TakeNumbers = (count: number) => Float64Array;

/** Reads numbers some at a time, no more than there are. */
export function taker(numbers: NumberBlocks): TakeNumbers {
  const blocks = numbers.blocks()[Symbol.iterator]();
  let block: Float64Array = new Float64Array(0);
  let at = 0;
  let joined = new Float64Array(0);
  return (count) => {
    if (at + count <= block.length) return block.subarray(at, (at += count));
    if (joined.length < count) joined = new Float64Array(count);
    for (let taken = 0; taken < count;) {
      if (at === block.length) {
        block = blocks.next().value as Float64Array;
        at = 0;
      }
      const part = block.subarray(at, at + count - taken);
      joined.set(part, taken);
      taken += part.length;
      at += part.length;
    }
    return joined.subarray(0, count);
  };
}
