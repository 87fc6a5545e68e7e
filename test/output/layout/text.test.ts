import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  abbreviate,
  displayWidth,
  joinPhrases,
  truncate,
  wrap,
} from '../../../src/output/layout/text.ts';

describe('displayWidth', () => {
  it.each([
    ['plain', 5],
    ['naïve', 5],
    ['e\u0301', 1],
    ['損失', 4],
    ['한', 2],
    ['ｆ', 2],
    ['…·Δ', 3],
    ['📈', 2],
    ['a\u200bb', 2],
  ])('of %j is %d', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('truncate', () => {
  it('leaves what fits', () => {
    expect(truncate('loss', 4)).toBe('loss');
  });

  it('ends in an ellipsis where it cuts', () => {
    expect(truncate('losses', 4)).toBe('los…');
  });

  it('does not split a wide character', () => {
    expect(truncate('損失関数', 4)).toBe('損…');
  });

  it('keeps a mark with the character it is on', () => {
    expect(truncate('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…');
  });
});

describe('wrap', () => {
  it('breaks at spaces and indents every line', () => {
    expect(wrap('the mean of the squared differences', 14, 2)).toEqual([
      '  the mean of',
      '  the squared',
      '  differences',
    ]);
  });

  it('keeps newlines', () => {
    expect(wrap('one\n\ntwo three', 5, 1)).toEqual([' one', '', ' two', ' thre', ' e']);
  });

  it('breaks a word longer than a line', () => {
    expect(wrap('a abcdefgh b', 3)).toEqual(['a', 'abc', 'def', 'gh', 'b']);
  });

  it('loses no character and keeps to the width', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), { minLength: 1 }),
        fc.integer({ min: 2, max: 30 }),
        (words, width) => {
          const text = words.join(' ');
          const lines = wrap(text, width);
          expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
          for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

describe('joinPhrases', () => {
  it('breaks lines between phrases only', () => {
    expect(joinPhrases(['mean over 5 samples', 'delta 1', 'eps 1e-7'], 20)).toEqual([
      'mean over 5 samples',
      'delta 1 · eps 1e-7',
    ]);
  });

  it('wraps a phrase that is longer than a line', () => {
    expect(joinPhrases(['one', 'two three four', 'five'], 9)).toEqual([
      'one',
      'two three',
      'four',
      'five',
    ]);
  });

  it('gives no lines for no phrases', () => {
    expect(joinPhrases([], 9)).toEqual([]);
  });
});

describe('abbreviate', () => {
  it('leaves out the middle', () => {
    expect(abbreviate(['a', 'b', 'c', 'd', 'e'], 3)).toEqual(['a', 'b', '…', 'e']);
    expect(abbreviate(['a', 'b', 'c'], 3)).toEqual(['a', 'b', 'c']);
  });
});
