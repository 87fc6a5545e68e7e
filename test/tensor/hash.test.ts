import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fnv1a, FNV_BASIS, hashCode, hashNumber, hashText, mix } from '../../src/tensor/hash.ts';
import { utf8Of } from '../suite/table.ts';

/** Pearson's statistic of how evenly hashes fall into 256 groups by their upper bits. */
function chiSquare(hashes: readonly number[]): number {
  const counts = new Float64Array(256);
  for (const hash of hashes) counts[hash >>> 24]! += 1;
  const expected = hashes.length / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe('fnv1a', () => {
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('of %j is the published value', (text, expected) => {
    expect(fnv1a(text, FNV_BASIS) >>> 0).toBe(expected);
  });
});

describe('mix', () => {
  // What MurmurHash3 makes of an empty text with these seeds.
  it.each([
    [0, 0],
    [1, 0x514e28b7],
    [0xffffffff, 0x81f16f39],
  ])('of %d is the published value', (word, expected) => {
    expect(mix(word) >>> 0).toBe(expected);
  });
});

describe('hashes', () => {
  // Of 255 degrees of freedom; chance leaves this range less than once in a thousand times.
  it.each([0, 1, 0x12345678])('spread alike things evenly, with the basis %d', (basis) => {
    const numbers = Array.from({ length: 50_000 }, (_, i) => hashNumber(i, basis));
    const texts = Array.from({ length: 50_000 }, (_, i) => hashText(`user-${i}`, basis));
    for (const hashes of [numbers, texts]) {
      expect(chiSquare(hashes)).toBeGreaterThan(180);
      expect(chiSquare(hashes)).toBeLessThan(340);
    }
  });

  it('change with the basis', () => {
    expect(hashText('user', 1)).not.toBe(hashText('user', 2));
    expect(hashNumber(7, 1)).not.toBe(hashNumber(7, 2));
  });

  it('of texts in memory are those of the strings', () => {
    fc.assert(
      fc.property(fc.array(anyText), fc.integer(), (texts, basis) => {
        const keys = { textOf: (code: number) => texts[code]!, utf8: utf8Of(texts) };
        const hashes = texts.map((_, code) => hashCode(keys, code, basis));
        expect(hashes).toEqual(texts.map((text) => hashText(text, basis)));
      }),
    );
  });
});

/** Texts of ASCII, and others. */
const anyText = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }));
