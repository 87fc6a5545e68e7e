import { expect, test } from 'vitest';
import { findClasses } from '../../src/inspect/classes.ts';
import { roleOf } from './contents.ts';

const PLACES = { p0: [0.5], p1: [0.25], p2: [0.25] };

test.each([
  ['places, where names agree with them', [0, 2], PLACES, 'places', { 0: 0, 2: 2 }],
  ['names, as numbers', [1, 2], { p1: [1], p2: [0] }, 'names', { 1: 0, 2: 1 }],
  ['names', ['b', 'a'], { a: [1], b: [0] }, 'names', { b: 1, a: 0 }],
  ['--labels, from 1', [1, 3], { a: [1], b: [0], c: [0] }, 'labels', { 1: 0, 3: 2 }],
  [
    '--labels, by what names end in',
    ['cat', 'dog'],
    { p_dog: [1], p_cat: [0] },
    'labels',
    { cat: 1, dog: 0 },
  ],
])('labels are found by %s', (_, labels, columns, by, places) => {
  const found = findClasses(roleOf({ y: labels }), roleOf(columns));
  expect(found).toMatchObject({ by });
  expect(found && 'columns' in found && Object.fromEntries(found.columns)).toEqual(places);
});

test.each([
  [['a', 'c'], { a: [1], b: [0] }, 'expected one of the classes "a", "b", found "c"'],
  [[0, 5], PLACES, 'expected classes from 0 to 2, one for each column, found 5'],
  // Either of the columns may be that of the label.
  [
    ['cat', 'dog'],
    { cat_a: [1], cat_b: [0] },
    'expected one of the classes "cat_a", "cat_b", found "cat"',
  ],
])('%j do not go with columns', (labels, columns, problem) => {
  expect(findClasses(roleOf({ y: labels }), roleOf(columns))).toEqual({ problem });
});

test('scores and single columns have no classes', () => {
  expect(findClasses(roleOf({ y: [0.5, 1] }), roleOf(PLACES))).toBeUndefined();
  expect(findClasses(roleOf({ y: [0, 1] }), roleOf({ p: [0.5] }))).toBeUndefined();
});
