import { expect, test } from 'vitest';
import { findingsOf } from '../../src/inspect/findings.ts';
import type { InspectedColumn, RoleContent } from '../../src/inspect/inspection.ts';
import { roleOf } from './contents.ts';

function ofColumn(name: string, cells: readonly (number | string)[]): string[] {
  const [summary] = roleOf({ [name]: cells }).summaries;
  const content = { shape: [cells.length], summary: summary!, unnormalised: undefined };
  return findingsOf([{ name, content }], { true: undefined, pred: undefined });
}

function ofRoles(truth: RoleContent | undefined, pred: RoleContent | undefined): string[] {
  return findingsOf([], { true: truth, pred });
}

test('a column without anything unusual has no findings', () => {
  expect(ofColumn('x', [1, 2, 2])).toEqual([]);
  expect(ofColumn('id', ['a', 'b'])).toEqual([]);
  expect(ofColumn('user_id', ['a', 'a', 'b'])).toEqual([]);
});

test.each([
  ['x', [NaN, NaN], '"x" is empty: all its values are missing'],
  ['x', [1, NaN, 2], '"x" has missing values, 1 of 3; --missing skip drops such rows'],
  ['x', [1, -Infinity], '"x" has infinite values, 1 of 2, which min, max and mean leave out'],
  [
    'x',
    [1, 'off'],
    '"x" mixes numbers and text: 1 of 2 cells hold text, the first "off"; where it stands for missing values, --missing-value=off says so',
  ],
  ['x', [7, 7], '"x" is constant: it holds nothing but 7'],
  ['id', ['a', 'b', 'a'], '"id" holds ids that are not unique: "a" is there 2 times'],
])('%s with %j is found out', (name, cells, finding) => {
  expect(ofColumn(name, cells)).toEqual([finding]);
});

test('what could not be read is said with its reason', () => {
  const column: InspectedColumn = { name: 'o', content: { problem: 'it is text' } };
  expect(findingsOf([column], { true: undefined, pred: undefined })).toEqual([
    '"o" was not read: it is text',
  ]);
});

test('predictions of classes are told apart', () => {
  const truth = roleOf({ y: [0, 1] });
  const start = (pred: RoleContent) => ofRoles(truth, pred).map((text) => text.split(':')[0]);
  expect(start(roleOf({ p: [0.2, 0.9] }))).toEqual(['"p" looks like probabilities']);
  expect(start(roleOf({ p: [-2, 0.9] }))).toEqual(['"p" looks like logits']);
  expect(start(roleOf({ p: [20, 90] }))).toEqual(['"p" is no probability']);
  expect(start(roleOf({ p: [0, 1] }))).toEqual(['"p" looks like predicted labels']);
  expect(ofRoles(roleOf({ y: [1.5, 3] }), roleOf({ p: [0.2, 0.9] }))).toEqual([]);
});

test('rows of probabilities are summed', () => {
  expect(ofRoles(undefined, roleOf({ a: [0.5, 0.2], b: [0.5, 0.8] }))).toEqual([
    '"a,b" looks like probabilities: all numbers are in [0, 1], and all rows sum to 1',
  ]);
  expect(ofRoles(undefined, roleOf({ a: [0.5, 0.2], b: [0.5, 0.7] }))).toEqual([
    '"a,b" looks like probabilities: all numbers are in [0, 1], but 1 row does not sum to 1',
  ]);
});

test('true values that do not suit the predictions are found out', () => {
  const pred = roleOf({ a: [-1, 2], b: [0.5, 3] });
  const last = (truth: RoleContent, of = pred) => ofRoles(truth, of).at(-1);
  expect(last(roleOf({ y: [1, 2] }))).toMatch(/ by --labels 1,2: "1" is "a", "2" is "b"$/);
  expect(last(roleOf({ y: [0, 5] }))).toMatch(/expected classes from 0 to 1, .*, found 5;/);
  expect(last(roleOf({ y: ['a', 'c'] }))).toMatch(/classes "a", "b", found "c"; --labels/);
  expect(last(roleOf({ y: [0, 1] }))).toMatch(/ by place, from 0: "0" is "a", "1" is "b"$/);
  expect(last(roleOf({ y: ['a', 'b'] }))).toMatch(/ by their names: "a" is "a", "b" is "b"$/);
  expect(last(roleOf({ y: [0, 1, 1] }))).toMatch(/^"y" has 3 rows, "a,b" 2:/);
  const single = roleOf({ p: [0.5, 0.1] });
  expect(last(roleOf({ y: ['cat', 'dog'] }), single)).toMatch(/"cat" and "dog": --positive/);
});
