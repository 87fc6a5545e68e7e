import { expect, test } from 'vitest';
import { optionsOfLoss } from '../../../src/cli/catalogue/parameters.ts';
import { namedLoss } from '../../../src/losses/names.ts';

/** What the help says of the default of an option of a loss. */
function usualOf(loss: string, option: string): string | undefined {
  const { definition } = namedLoss(loss)!;
  return optionsOfLoss(definition).find(({ name }) => name === option)!.usual;
}

test.each([
  ['gamma-nll', 'predicts', 'rate; scale with scipy; mean with exact'],
  ['huber', 'delta', '1; 0.9 with lightgbm'],
  ['nll', 'ignore-index', '-100; none with exact'],
  ['precision', 'threshold', 'none; 0.5 with keras; 0 with catboost'],
  ['lambdarank', 'k', '30; none with exact'],
])('the help of %s says the defaults of --%s: %s', (loss, option, usual) => {
  expect(usualOf(loss, option)).toBe(usual);
});
