import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lossNamed } from '../../src/index.ts';
import { ulpsBetween } from '../support/ulps.ts';

/** A loss of one sample, of a number or a row, computed with hundreds of digits; see fixtures/exact. */
type Reference = [
  loss: string,
  params: Readonly<Record<string, unknown>>,
  truth: number,
  pred: number | readonly number[],
  inputs: Readonly<Record<string, number>>,
  value: string,
];

const folder = new URL('../../fixtures/exact/', import.meta.url);
const references = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Reference[]);

describe.each([...new Set(references.map(([loss]) => loss))])('exact %s', (loss) => {
  it.each(references.filter(([name]) => name === loss))(
    '%s %j of %d and %j with %j is %s',
    (_loss, params, truth, pred, inputs, value) => {
      const own = Object.entries(inputs).map(([name, x]) => [name, [x]] as const);
      const exact = lossNamed(loss, { compat: 'exact', warn: () => undefined, ...params });
      const found = exact.reduced([truth], [pred], Object.fromEntries(own));
      // Next to 0 it is the larger of the value and 1 that counts, of which terms cancel.
      const error = ulpsBetween(found, value) * Math.min(1, Math.abs(found));
      expect(error, `${found}`).toBeLessThanOrEqual(4);
    },
  );
});
