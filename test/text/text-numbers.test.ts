import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextNumbers } from '../../src/text/text-numbers.ts';
import { utf8Of } from '../suite/table.ts';

/** The numbers of the texts of blocks, in memory or not. */
function numbered(
  numbers: TextNumbers,
  blocks: readonly (readonly string[])[],
  inMemory: boolean,
): number[][] {
  return blocks.map((texts) => {
    const utf8 = inMemory ? utf8Of(texts) : undefined;
    const textOf = (code: number): string => texts[code]!;
    return texts.map((_, code) => numbers.numberOfCode({ textOf, utf8 }, code));
  });
}

describe('TextNumbers', () => {
  // Few, so that many are met again; with bytes of some that are characters of others.
  const text = fc.oneof(
    fc.constantFrom('', 'a', 'b', 'ab', 'é', 'Ã©', '東', 'constructor', 'a\0'),
    fc.string({ unit: 'binary', maxLength: 200 }),
  );

  it.each([true, false])('numbers texts as they are met (in memory: %s)', (inMemory) => {
    fc.assert(
      fc.property(fc.array(fc.array(text)), (blocks) => {
        const numbers = new TextNumbers();
        const distinct = [...new Set(blocks.flat())];
        expect(numbered(numbers, blocks, inMemory)).toEqual(
          blocks.map((texts) => texts.map((each) => distinct.indexOf(each))),
        );
        expect(distinct.map((_, number) => numbers.textOf(number))).toEqual(distinct);
        expect(distinct.map((each) => numbers.numberOf(each))).toEqual([...distinct.keys()]);
        expect(numbers.count).toBe(distinct.length);
      }),
    );
  });

  it('gives back texts that were met since it was asked last', () => {
    const numbers = new TextNumbers();
    expect(['a', 'b', 'a', 'c'].map((each) => numbers.textOf(numbers.numberOf(each)))).toEqual([
      'a',
      'b',
      'a',
      'c',
    ]);
    numbers.clear();
    expect(numbers.textOf(numbers.numberOf('d'))).toBe('d');
    expect(numbers.count).toBe(1);
  });

  it('holds many', () => {
    const texts = Array.from({ length: 100_000 }, (_, i) => `user-${i}`);
    const expected = texts.map((_, i) => i);
    expect(numbered(new TextNumbers(), [texts, texts], true)).toEqual([expected, expected]);
  });
});
