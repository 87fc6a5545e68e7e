import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextNumbers } from '../../src/text/text-numbers.ts';
import { utf8Of } from '../suite/table.ts';

/** The numbers of the texts of blocks, in memory or not. */
function numbered(index: TextNumbers, blocks: readonly (readonly string[])[], inMemory: boolean) {
  return blocks.map((texts) => {
    const utf8 = inMemory ? utf8Of(texts) : undefined;
    return texts.map((_, code) => index.numberOf({ textOf: (k) => texts[k]!, utf8 }, code));
  });
}

describe('TextNumbers', () => {
  // Few, so that many are met again; with bytes of some that are characters of others.
  const text = fc.constantFrom('', 'a', 'b', 'ab', 'é', 'Ã©', '東', 'constructor', 'a\0');

  it.each([true, false])('numbers texts as they are met (in memory: %s)', (inMemory) => {
    fc.assert(
      fc.property(fc.array(fc.array(text)), (blocks) => {
        const index = new TextNumbers();
        const distinct = [...new Set(blocks.flat())];
        const numbers = numbered(index, blocks, inMemory);
        expect(numbers).toEqual(blocks.map((texts) => texts.map((each) => distinct.indexOf(each))));
        expect(index.texts).toEqual(distinct);
      }),
    );
  });

  it('tells apart more texts than it can find by their hash', () => {
    const texts = Array.from({ length: 100_000 }, (_, i) => `user-${i}`);
    const index = new TextNumbers();
    const expected = texts.map((_, i) => i);
    expect(numbered(index, [texts, texts], true)).toEqual([expected, expected]);
  });
});
