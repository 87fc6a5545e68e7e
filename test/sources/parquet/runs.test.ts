import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ListLevels } from '../../../src/sources/parquet/list-levels.ts';
import { RunReader } from '../../../src/sources/parquet/runs.ts';

/** Levels of lists of one length, of which the one at `wrong` is another. */
function levelsOf(length: number, count: number, wrong = -1): number[] {
  return Array.from({ length: count }, (_, i) => Number(i % length !== 0) ^ Number(i === wrong));
}

/**
 * The levels as runs of one bit each: in turn so many groups of eight as packed bits, and as many equal ones as follow;
 * the last group is filled up.
 */
function encoded(levels: readonly number[], groups: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  let at = 0;
  const run = (): void => {
    let end = at;
    while (end < levels.length && levels[end] === levels[at]) end++;
    for (let header = (end - at) * 2; ; header >>= 7) {
      bytes.push(header < 0x80 ? header : (header & 0x7f) | 0x80);
      if (header < 0x80) break;
    }
    bytes.push(levels[at]!);
    at = end;
  };
  const packed = (count: number): void => {
    bytes.push(count * 2 + 1);
    for (let k = 0; k < count; k++, at += 8) {
      bytes.push(levels.slice(at, at + 8).reduce((bits, level, i) => bits | (level << i), 0));
    }
  };
  for (let k = 0; at < levels.length; k++) {
    const count = Math.min(groups[k % groups.length]!, Math.ceil((levels.length - at) / 8));
    if (count > 0) packed(count);
    else run();
  }
  return Uint8Array.from(bytes);
}

describe('levels of lists', () => {
  const cases = {
    length: fc.integer({ min: 1, max: 40 }),
    count: fc.integer({ min: 1, max: 2000 }),
    // 0 stands for a run of equal ones.
    groups: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 5 }),
    parts: fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 4 }),
  };

  it('are taken in parts of any size, however they are cut into runs', () => {
    fc.assert(
      fc.property(fc.record(cases), ({ length, count, groups, parts }) => {
        const reader = new RunReader(encoded(levelsOf(length, count), groups), 1);
        const lists = new ListLevels(length);
        let taken = 0;
        for (let k = 0; taken < count; k++) {
          const part = Math.min(parts[k % parts.length]!, count - taken);
          expect(reader.takeLists(lists, taken % length, part)).toBe(part);
          taken += part;
        }
      }),
    );
  });

  it('are taken up to the first that is another, and go on there', () => {
    fc.assert(
      fc.property(
        fc.record({
          ...cases,
          share: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        }),
        ({ length, count, groups, share }) => {
          const wrong = Math.floor(share * count);
          const levels = levelsOf(length, count, wrong);
          const reader = new RunReader(encoded(levels, groups), 1);
          expect(reader.takeLists(new ListLevels(length), 0, count)).toBe(wrong);
          const rest = new Uint32Array(count - wrong);
          reader.read(rest, rest.length);
          expect([...rest]).toEqual(levels.slice(wrong));
        },
      ),
    );
  });

  it('are refused where they end too early', () => {
    const levels = levelsOf(10, 400);
    for (const groups of [[3], [0], [4, 0]]) {
      const bytes = encoded(levels, groups);
      for (let end = 0; end < bytes.length; end++) {
        const reader = new RunReader(bytes.subarray(0, end), 1);
        expect(() => reader.takeLists(new ListLevels(10), 0, 400)).toThrow('the end of the page');
      }
    }
  });
});
