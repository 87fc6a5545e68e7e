import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextIndex } from '../../src/text/text-index.ts';
import { utf8Of } from '../suite/table.ts';

/** The code of a text somewhere among other bytes. */
function codeOf(index: TextIndex, text: string): number {
  const bytes = Buffer.from(`x${text}yz`);
  return index.codeOf(bytes, 1, bytes.length - 2);
}

describe('TextIndex', () => {
  const texts = fc.array(
    fc.oneof(fc.string({ maxLength: 3 }), fc.string({ unit: 'grapheme', maxLength: 20 })),
  );

  it('gives codes in the order of appearance, the same to the same text', () => {
    fc.assert(
      fc.property(texts, texts, fc.nat(), (before, after, kept) => {
        const index = new TextIndex();
        for (const text of before) codeOf(index, text);
        const distinct = [...new Set(before)];
        expect(index.collect().all()).toEqual(distinct);
        index.truncate(Math.min(kept, distinct.length));
        const known = [...new Set([...distinct.slice(0, kept), ...after])];
        expect(after.map((text) => codeOf(index, text))).toEqual(
          after.map((text) => known.indexOf(text)),
        );
        expect(index.count).toBe(known.length);
        expect(index.collect().all()).toEqual(known);
      }),
    );
  });

  it('finds many at once as it finds each by itself, be they short, long, or new', () => {
    const places = fc.array(fc.nat(), { maxLength: 20 });
    fc.assert(
      fc.property(texts, texts, places, (before, given, drawn) => {
        const [one, many] = [new TextIndex(), new TextIndex()];
        for (const text of before) expect(codeOf(many, text)).toBe(codeOf(one, text));
        const wanted = Int32Array.from(given.length > 0 ? drawn : [], (n) => n % given.length);
        const found = new Int32Array(wanted.length);
        many.codesOf(utf8Of(given), wanted, found);
        expect([...found]).toEqual(Array.from(wanted, (place) => codeOf(one, given[place]!)));
        expect(many.collect().all()).toEqual(one.collect().all());
      }),
    );
  });

  it('holds as many texts as there are, each as long as it is', () => {
    const index = new TextIndex();
    const many = Array.from({ length: 50_000 }, (_, i) => `${'long '.repeat(i % 100)}${i}`);
    for (const order of [many, many.toReversed()]) {
      for (const text of order) codeOf(index, text);
      expect(index.collect().all()).toEqual(many);
    }
    expect(many.map((text) => codeOf(index, text))).toEqual(many.map((_, i) => i));
    index.truncate(0);
    expect(codeOf(index, many[7]!)).toBe(0);
  });

  it('keeps the texts that were collected when others come', () => {
    const index = new TextIndex();
    codeOf(index, 'cat');
    const collected = index.collect();
    for (let i = 0; i < 10_000; i++) codeOf(index, `dog ${i}`);
    expect(collected.all()).toEqual(['cat']);
  });
});
