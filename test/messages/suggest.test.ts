import { expect, test } from 'vitest';
import { didYouMean } from '../../src/messages/suggest.ts';

const NAMES = ['mse', 'huber', 'binary-crossentropy', 'categorical-crossentropy'];

test.each([
  ['hubr', 'did you mean "huber"?'],
  ['Hubre', 'did you mean "huber"?'],
  ['ems', undefined],
  ['binary', 'did you mean "binary-crossentropy"?'],
  ['Crossentropy', 'did you mean "binary-crossentropy" or "categorical-crossentropy"?'],
  ['cr', undefined],
])('%s: %s', (word, suggestion) => {
  expect(didYouMean(word, NAMES)).toBe(suggestion);
});
