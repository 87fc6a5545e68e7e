import { expect, test } from 'vitest';
import { lossNamed } from '../../src/index.ts';

test.each([
  [
    'true values',
    'mrr',
    'tf-ranking',
    [[-1, 2]],
    [[0.9, 0.3]],
    {},
    'takes an item with a negative',
  ],
  ['another input', 'laplace-nll', 'scipy', [[1]], [[0]], { scale: [[-1]] }, 'scipy returns NaN'],
  [
    'true values',
    'gamma-nll',
    'scipy',
    [[-1]],
    [[1]],
    { concentration: [[1]] },
    'returns Infinity',
  ],
  ['pred', 'gamma-nll', 'scipy', [[1]], [[-1]], { concentration: [[1]] }, 'scipy returns NaN'],
] as const)(
  'what a framework does with values of %s that are outside is said: %s of %s',
  (_, name, compat, truth, pred, others, does) => {
    const warnings: string[] = [];
    const warn = (message: string): number => warnings.push(message);
    lossNamed(name, { compat, warn }).reduced(truth, pred, others);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(does);
  },
);
