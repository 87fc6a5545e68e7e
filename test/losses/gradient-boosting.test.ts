import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lossNamed } from '../../src/index.ts';
import { ulpsBetween } from '../support/ulps.ts';

interface BoostingCase {
  readonly loss: string;
  readonly params: Readonly<Record<string, number | boolean>>;
  readonly true: number;
  readonly pred: number;
  /** The exact value in 30 digits. */
  readonly expected: string;
}

const file = new URL('../../fixtures/accuracy/boosting.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as BoostingCase[];

it.each(cases)('exact $loss of $true and $pred is so in 50 digits', (given) => {
  const loss = lossNamed(given.loss, { compat: 'exact', ...given.params });
  const { result } = loss.evaluate([[given.true]], [[given.pred]]);
  expect(ulpsBetween(result!, given.expected)).toBeLessThanOrEqual(4);
});
