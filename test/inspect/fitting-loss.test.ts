import { expect, test } from 'vitest';
import { fittingLoss } from '../../src/inspect/fitting-loss.ts';
import type { RoleContent } from '../../src/inspect/inspection.ts';
import { roleOf, SCORES } from './contents.ts';

function fit(truth: RoleContent, pred: RoleContent): string | undefined {
  const fitting = fittingLoss(truth, pred);
  return fitting && [fitting.definition.name, ...fitting.flags].join(' ');
}

const classes = { p0: [0.2, 0.9], p1: [0.8, 0.1] };
const logits = { p0: [-2, 0.9], p1: [0.8, 3] };

test.each<[string | undefined, RoleContent, RoleContent]>([
  ['mean-squared-error', roleOf({ y: [1.5, 2] }), roleOf({ p: [0.1, 3] })],
  ['binary-crossentropy', roleOf({ y: [0, 1] }), roleOf({ p: [0.1, 0.7] })],
  ['binary-crossentropy --from-logits', roleOf({ y: [0, 1] }), roleOf({ p: [-0.1, 7] })],
  ['binary-crossentropy --positive yes', roleOf({ y: ['no', 'yes'] }), roleOf({ p: [0.1, 0.7] })],
  ['zero-one', roleOf({ y: [0, 1] }), roleOf({ p: [1, 0] })],
  ['hinge', roleOf({ y: [-1, 1] }), roleOf({ p: [-0.3, 2] })],
  ['sparse-categorical-crossentropy', roleOf({ y: [1, 0] }), roleOf(classes)],
  ['sparse-categorical-crossentropy', roleOf({ y: ['p1', 'p0'] }), roleOf(classes)],
  ['sparse-categorical-crossentropy --from-logits', roleOf({ y: [1, 0] }), roleOf(logits)],
  ['categorical-crossentropy', roleOf({ a: [0, 1], b: [1, 0] }), roleOf(classes)],
  ['binary-crossentropy', roleOf({ a: [1, 1], b: [1, 0] }), roleOf(classes)],
  ['sparse-categorical-crossentropy --labels 1,2', roleOf({ y: [1, 2] }), roleOf(classes)],
  ['zero-one', roleOf({ y: ['a', 'b'] }), roleOf({ p: ['b', 'b'] })],
])('the usual loss is %s', (expected, truth, pred) => {
  expect(fit(truth, pred)).toBe(expected);
});

test.each<[string, RoleContent, RoleContent]>([
  [
    'labels of which neither is known to be positive',
    roleOf({ y: ['a', 'b'] }),
    roleOf({ p: [0, 0.5] }),
  ],
  ['labels that no column is called', roleOf({ y: ['a', 'b'] }), roleOf(classes)],
  ['percentages', roleOf({ y: [0, 1] }), roleOf({ p: [12, 87] })],
  ['text among numbers', roleOf({ y: [1, 2] }), roleOf({ p: [0.5, 'n/a'] })],
  ['widths that differ', roleOf({ a: [0, 1], b: [1, 0] }), roleOf({ p: [0.5, 0.1] })],
  ['numbers of rows that differ', roleOf({ y: [0, 1, 1] }), roleOf({ p: [0.5, 0.1] })],
  ['swapped columns', roleOf({ y: SCORES }), roleOf({ p: SCORES.map(Math.round) })],
])('nothing is suggested for %s', (_, truth, pred) => {
  expect(fit(truth, pred)).toBeUndefined();
});
