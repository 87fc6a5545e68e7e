import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneBlock, type NumberBlocks } from '../../src/reduce/number-list.ts';
import { everyNth, sizesOfRanks } from '../../src/reduce/ranks.ts';

/** Numbers in blocks of some length, of which each is valid until the next. */
function inBlocks(values: Float64Array, length: number): NumberBlocks {
  const block = new Float64Array(length);
  return {
    length: values.length,
    *blocks() {
      for (let from = 0; from < values.length; from += length) {
        const part = values.subarray(from, from + length);
        block.set(part);
        yield block.subarray(0, part.length);
      }
    },
  };
}

/** What sorting says. */
function expected(values: Float64Array, ranks: readonly number[]): unknown {
  const sorted = values.map(Math.abs).sort();
  return ranks.map((rank) => {
    const size = sorted[rank]!;
    return { size, equalBefore: rank - sorted.indexOf(size) };
  });
}

const middle = ({ length }: Float64Array): number[] => [length >>> 2, length >>> 1];

describe('sizes of ranks', () => {
  it.each<[string, fc.Arbitrary<number>]>([
    ['any numbers', fc.double({ noNaN: true })],
    ['few different ones', fc.integer({ min: -3, max: 3 })],
    ['such that differ in the last bits', fc.nat(20).map((k) => 1 + k * 2 ** -52)],
  ])('are those that sorting finds, of %s', (_, number) => {
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 50 }),
        (list, length) => {
          const values = Float64Array.from(list);
          const ranks = middle(values);
          expect(sizesOfRanks(inBlocks(values, length), ranks)).toEqual(expected(values, ranks));
        },
      ),
    );
  });

  it.each<[string, (i: number) => number]>([
    ['all equal', () => -0.1],
    ['two that differ in the last bit', (i) => (i % 2 === 0 ? 1 : 1 + 2 ** -52)],
    ['neighbours of one', (i) => -(1 + (i % 1000) * 2 ** -52)],
    ['those with the same upper word', (i) => 1 + ((i * 7919) % 600_000) * 2 ** -50],
    ['integers', (i) => (i % 5) - 2],
    ['subnormals', (i) => ((i * 7919) % 600_000) * 2 ** -1074],
    ['any size', (i) => Math.sin(i) * 2 ** (i % 2000) * 2 ** -1000],
    ['infinite ones', (i) => (i % 3 === 0 ? i : -Infinity)],
  ])('are those of more numbers than are sorted at once: %s', (_, value) => {
    const values = Float64Array.from({ length: 600_001 }, (__, i) => value(i));
    const half = values.length >>> 1;
    const ranks = [half - 1, half];
    expect(sizesOfRanks(inBlocks(values, 2 ** 16), ranks)).toEqual(expected(values, ranks));
  });

  it('are none where a number is NaN', () => {
    expect(sizesOfRanks(oneBlock(Float64Array.of(1, NaN, 2)), [1])).toBeUndefined();
  });
});

it('takes every n-th number, wherever blocks end', () => {
  const values = Float64Array.from({ length: 20 }, (_, i) => i);
  for (const length of [1, 2, 3, 7, 20]) {
    for (const step of [1, 2, 5]) {
      for (let first = 0; first < step; first++) {
        const picked = everyNth(inBlocks(values, length), first, step);
        const wanted = values.filter((i) => i % step === first);
        expect(picked.length).toBe(wanted.length);
        expect(concat(picked)).toEqual(wanted);
      }
    }
  }
});

function concat(numbers: NumberBlocks): Float64Array {
  const all: number[] = [];
  for (const block of numbers.blocks()) all.push(...block);
  return Float64Array.from(all);
}
