import { expect, test } from 'vitest';
import { adjustmentsOf } from '../../src/diff/adjustments.ts';

const EPS = { eps: 1e-7 };

test.each([
  ['mean(log(clip(p, eps, 1 - eps)))', EPS, ['clips pred to [1e-7, 1 - 1e-7]']],
  ['mean(clip(log(p), low, inf))', { low: -100 }, ['cuts log(pred) off below -100']],
  ['mean(clip(p, -inf, high))', { high: 5 }, ['cuts pred off above 5']],
  ['mean(abs(p - y) / max(abs(y), eps))', EPS, ['cuts abs(true) off below 1e-7']],
  ['mean(min(top, p))', { top: 9 }, ['cuts pred off above 9']],
  ['mean(log(p + eps) + log(1 - p + eps))', EPS, ['adds 1e-7 to pred and 1 - pred']],
  ['-sum(y * log(p / sum(p)))', {}, ['divides pred by its sum']],
  ['mean(log(p + e32))', { e32: Math.fround(1e-7) }, ['adds 1e-7 to pred']],
])('%s', (formula, constants, words) => {
  expect(adjustmentsOf(formula, constants).adjustments.map((each) => each.words)).toEqual(words);
});

test('subjects are told in terms of the inputs, without other adjustments', () => {
  const formula = 'q = clip(p / sum(p), eps, 1 - eps); s = 1 - q; sum(y * log(s + eps))';
  expect(adjustmentsOf(formula, EPS)).toEqual({
    adjustments: [
      {
        words: 'divides pred by its sum',
        without: 'q = clip(p, eps, 1 - eps); s = 1 - q; sum(y * log(s + eps))',
        isExact: false,
      },
      {
        words: 'clips pred to [1e-7, 1 - 1e-7]',
        without: 'q = p / sum(p); s = 1 - q; sum(y * log(s + eps))',
        isExact: true,
      },
      {
        words: 'adds 1e-7 to 1 - pred',
        without: 'q = clip(p / sum(p), eps, 1 - eps); s = 1 - q; sum(y * log(s))',
        isExact: true,
      },
    ],
    bare: 'q = p; s = 1 - q; sum(y * log(s))',
  });
});

test('subjects follow decided flags, and tell case distinctions only by what they are about', () => {
  const words = (formula: string, flags = {}): readonly string[] =>
    adjustmentsOf(formula, EPS, flags).adjustments.map((each) => each.words);
  const logits = 'mean(log(clip(from_logits ? sigmoid(p) : p, eps, 1 - eps)))';
  expect(words(logits, { from_logits: false })).toEqual(['clips pred to [1e-7, 1 - 1e-7]']);
  expect(words(logits, { from_logits: true })).toEqual(['clips sigmoid(pred) to [1e-7, 1 - 1e-7]']);
  expect(words('mean(log((y == 1 ? p : 1 - p) + eps))')).toEqual(['adds 1e-7 to values of pred']);
  expect(words('mean(a ? clip(p, eps, 1) : p + eps)', { a: false })).toEqual(['adds 1e-7 to pred']);
});

test('numbers, parameters and inputs belong to the mathematics', () => {
  const formula =
    'mean(max(p, 0) + max(p, margin) + clip(p, 0, 1) + p / sum(y) + max(p, y) + (1 + eps == 1))';
  expect(adjustmentsOf(formula, EPS).adjustments).toEqual([]);
});
