import { expect, it } from 'vitest';
import { LOSSES } from '../../src/losses/index.ts';
import { findLoss } from '../../src/losses/names.ts';
import { TASKS, type TaskName } from '../../src/losses/definition.ts';
import { namedByTasks, serves, tasksOf } from '../../src/losses/tasks.ts';

/** The names of the losses for a task. */
function lossesFor(task: TaskName): string[] {
  return LOSSES.filter((definition) => serves(definition, task)).map(({ name }) => name);
}

it.each(LOSSES.map(({ name }) => name))('%s serves a task', (name) =>
  expect(tasksOf(findLoss(name)!)).not.toEqual([]),
);

it.each(TASKS)('%s has losses', (task) => expect(lossesFor(task)).not.toEqual([]));

it('what tasks name is there, by its own name', () => {
  for (const name of namedByTasks()) expect([name, findLoss(name)?.name]).toEqual([name, name]);
});

it.each([
  ['segmentation', ['dice', 'jaccard', 'binary-crossentropy'], ['mean-squared-error', 'hinge']],
  ['ranking', ['margin-ranking', 'ranking-softmax', 'roc-auc'], ['triplet-margin', 'huber']],
  ['multi-label-classification', ['binary-crossentropy', 'hamming', 'f1'], ['nll', 'hinge']],
  ['binary-classification', ['hinge', 'roc-auc', 'accuracy'], ['hamming', 'hinge-embedding']],
  ['regression', ['huber', 'mean-squared-error'], ['accuracy', 'dice']],
] as const)('%s', (task, these, others) => {
  const found = lossesFor(task);
  expect(found).toEqual(expect.arrayContaining([...these]));
  for (const name of others) expect(found).not.toContain(name);
});
