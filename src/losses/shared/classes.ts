import type { KnownTo, NumberParameter, VectorParameter } from '../definition.ts';

/** The parameter that weighs classes. */
export function classWeight(known: KnownTo = {}): VectorParameter {
  return weightOfEach('class', known);
}

/** The same where a row has several labels, a column for each. */
export const columnWeight = weightOfEach('column', {});

function weightOfEach(position: string, known: KnownTo): VectorParameter {
  const help = `weight of each class, one number or one for each ${position}`;
  return { kind: 'vector', default: 1, min: 0, ...known, help };
}

/** The parameter that names a class index to leave out: `ignoreIndex` in PyTorch, `ignoreClass` in Keras. */
export function ignoredClass(known: KnownTo = {}): NumberParameter {
  const help = 'the class index whose samples do not count';
  return { kind: 'number', default: null, ...known, help };
}

/** What a sample of class index y counts in PyTorch's mean: the weight of its class. */
export const weightOfClass = 'y == ignore_index ? 0 : class_weight[y]';

/** What Keras does with rows of probabilities. */
export const clippedShares = {
  constants: { eps: 1e-7 },
  outside: 'divides each row by its sum and clips to [1e-7, 1 - 1e-7]',
  unnormalised: 'divides each row by its sum',
};
