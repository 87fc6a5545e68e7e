import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fingerprinter } from '../../src/check/fingerprint.ts';

function fingerprint(...blocks: readonly (readonly number[])[]): string {
  const fingerprinter = new Fingerprinter();
  for (const block of blocks) fingerprinter.add(Float64Array.from(block), block.length);
  const { count, hash } = fingerprinter.finish();
  expect(count).toBe(blocks.flat().length);
  return hash;
}

describe('the fingerprint of numbers', () => {
  // By a straightforward MurmurHash3 that was checked against the published value of "hello".
  it('is two lanes of MurmurHash3 over their bytes', () => {
    expect(fingerprint([1, -2.5, 0.1, 1e300])).toBe('38dae9f61211a579');
    expect(fingerprint()).toBe('0000000000000000');
  });

  it('does not depend on the blocks', () => {
    const double = fc.double();
    fc.assert(
      fc.property(fc.array(double), fc.array(double), (a, b) => {
        expect(fingerprint(a, b)).toBe(fingerprint([...a, ...b]));
      }),
    );
  });

  it('looks only at as many numbers as it is told, wherever they lie in memory', () => {
    const numbers = Float64Array.of(9, 1, 2, 9);
    const fingerprinter = new Fingerprinter();
    fingerprinter.add(numbers.subarray(1), 2);
    expect(fingerprinter.finish().hash).toBe(fingerprint([1, 2]));
  });

  it.each([
    ['the order', [1, 2], [2, 1]],
    ['a last bit', [0.1], [0.1 + 2 ** -56]],
    ['two signs', [1, 1, 1], [-1, 1, -1]],
    ['a zero more', [0], [0, 0]],
    ['the sign of zero', [0], [-0]],
  ])('tells %s', (_, a, b) => {
    expect(fingerprint(a)).not.toBe(fingerprint(b));
  });

  it('takes all NaN for one', () => {
    const bits = new BigUint64Array([0xfff8000000000001n]);
    const fingerprinter = new Fingerprinter();
    fingerprinter.add(new Float64Array(bits.buffer), 1);
    expect(fingerprinter.finish().hash).toBe(fingerprint([NaN]));
  });

  it('differs in both halves for labels that differ in one', () => {
    const hashes = Array.from({ length: 2000 }, (_, i) =>
      fingerprint(Array.from({ length: 2000 }, (_, k) => (k === i ? 1 : 0))),
    );
    for (const half of [0, 8]) {
      const halves = new Set(hashes.map((hash) => hash.slice(half, half + 8)));
      expect(halves.size).toBe(hashes.length);
    }
  });
});
