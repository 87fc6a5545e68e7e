import { describe, expect, it } from 'vitest';
import { LOSSES } from '../../src/losses/index.ts';
import { namedLoss } from '../../src/losses/names.ts';
import { takes } from '../../src/losses/parameters.ts';

describe('an alias that says more than which loss it is', () => {
  it.each([
    ['qwk', { weighting: 'quadratic' }],
    ['quadratic-weighted-kappa', { weighting: 'quadratic' }],
    ['Quadratic_Weighted_Kappa', { weighting: 'quadratic' }],
    ['kappa', {}],
    ['bits-per-token', { bits: true }],
    ['token-nll', {}],
  ])('%s sets %o', (word, params) => {
    expect(namedLoss(word)?.params).toEqual(params);
  });

  it('is among the aliases, and says what the parameters accept', () => {
    for (const { aliases, aliasParams = {}, parameters } of LOSSES) {
      for (const [alias, params] of Object.entries(aliasParams)) {
        expect(aliases).toContain(alias);
        for (const [name, value] of Object.entries(params)) {
          expect(takes(parameters[name]!, value), `${alias} ${name}`).toBe(true);
        }
      }
    }
  });
});

describe('a count', () => {
  it.each([
    ['ndcg', 'k'],
    ['accuracy', 'k'],
    ['calibration-error', 'bins'],
  ])('of %s has no fractions', (loss, name) => {
    const parameter = namedLoss(loss)!.definition.parameters[name]!;
    expect(takes(parameter, 2)).toBe(true);
    expect(takes(parameter, 2.5)).toBe(false);
  });
});
