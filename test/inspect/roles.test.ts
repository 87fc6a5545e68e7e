import { expect, test } from 'vitest';
import { guessRole } from '../../src/inspect/roles.ts';

test('columns are known by their common names, however they are spelled', () => {
  const names = ['id', 'Y_True', 'y-pred'];
  expect(guessRole('true', names)).toEqual({ source: 'Y_True', indices: [1] });
  expect(guessRole('pred', names)).toEqual({ source: 'y-pred', indices: [2] });
});

test('numbered columns are one input, in the order of their numbers', () => {
  const names = ['label', 'p1', 'p0', 'p2', 'p4'];
  expect(guessRole('pred', names)).toEqual({ source: 'p0-p2', indices: [2, 1, 3] });
  expect(guessRole('pred', ['pred_1', 'pred_2'])).toEqual({
    source: 'pred_1-pred_2',
    indices: [0, 1],
  });
});

test('where there is a choice nothing is guessed', () => {
  expect(guessRole('pred', ['score', 'p'])).toBeUndefined();
  expect(guessRole('pred', ['p', 'p0', 'p1'])).toBeUndefined();
  expect(guessRole('pred', ['p', 'p'])).toBeUndefined();
  expect(guessRole('true', ['id', 'x'])).toBeUndefined();
});
