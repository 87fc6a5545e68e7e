import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutNames } from '../../../src/output/layout/cut.ts';
import { displayWidth } from '../../../src/output/layout/text.ts';

const cut = (names: readonly string[], width: number): string[] =>
  cutNames(
    names,
    names.map(() => width),
  );

describe('cut names', () => {
  it('keep start and end', () => {
    expect(cut(['mean-squared-error', 'huber'], 10)).toEqual(['mean-…rror', 'huber']);
  });

  it('keep the end where that tells them apart', () => {
    expect(cut(['experiment-one-fold-a', 'experiment-two-fold-a'], 14)).toEqual([
      'expe…ne-fold-a',
      'expe…wo-fold-a',
    ]);
  });

  it('keep the middle where that tells them apart', () => {
    const names = ['x', 'y'].map((middle) => 'a'.repeat(40) + middle + 'b'.repeat(40));
    expect(cut(names, 9)).toEqual(['aaa…x…bbb', 'aaa…y…bbb']);
  });

  it('are numbered where nothing that fits tells them apart', () => {
    const names = ['xx', 'xy', 'yx', 'yy'].map(
      ([first, last]) => `${'a'.repeat(9)}${first!}${'b'.repeat(9)}${last!}${'c'.repeat(9)}`,
    );
    expect(new Set(cut(names, 8)).size).toBe(4);
  });

  it('leave what fits as it is, spaces at the end included', () => {
    expect(cut(['samples  ', 'a'], 9)).toEqual(['samples  ', 'a']);
    expect(cut(['samples  ', 'a'], 7)).toEqual(['samples', 'a']);
  });

  it('fit, and are as different as they were', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '世'), maxLength: 30 });
    fc.assert(
      fc.property(
        fc.array(name, { maxLength: 8 }),
        fc.integer({ min: 5, max: 20 }),
        (names, width) => {
          const shown = cut(names, width);
          for (const text of shown) expect(displayWidth(text)).toBeLessThanOrEqual(width);
          expect(new Set(shown).size).toBe(new Set(names).size);
        },
      ),
    );
  });
});
