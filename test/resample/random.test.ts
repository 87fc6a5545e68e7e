import { describe, expect, it } from 'vitest';
import { seededGenerator, splitMix64, Xoshiro128 } from '../../src/resample/random.ts';

function words(random: Xoshiro128, count: number): number[] {
  return Array.from({ length: count }, () => random.next());
}

describe('Xoshiro128', () => {
  it("gives the words of its authors' program from the state 1, 2, 3, 4", () => {
    expect(words(new Xoshiro128([1, 2, 3, 4]), 10)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ]);
  });

  it('has copies that give the words it gives', () => {
    const random = new Xoshiro128([1, 2, 3, 4]);
    words(random, 3);
    const copy = random.copy();
    expect(words(copy, 5)).toEqual(words(random, 5));
  });
});

describe('splitMix64', () => {
  it('gives the published numbers of the seed 1234567', () => {
    const random = splitMix64(1234567n);
    const numbers = Array.from({ length: 5 }, () => random.next().value);
    expect(numbers).toEqual([
      6457827717110365317n,
      3203168211198807973n,
      9817491932198370423n,
      4593380528125082431n,
      16408922859458223821n,
    ]);
  });
});

describe('seededGenerator', () => {
  it('gives every seed and every purpose words of its own', () => {
    const firsts = [0, 1, 2, Number.MAX_SAFE_INTEGER].flatMap((seed) => [
      ...words(seededGenerator(seed, 'grouping'), 2),
      ...words(seededGenerator(seed, 'replicates'), 2),
    ]);
    expect(new Set(firsts).size).toBe(firsts.length);
    expect(words(seededGenerator(1, 'grouping'), 4)).toEqual(
      words(seededGenerator(1, 'grouping'), 4),
    );
  });
});
