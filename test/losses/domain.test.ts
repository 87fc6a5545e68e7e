import { describe, expect, it } from 'vitest';
import { DOMAINS, findViolations, type Domain } from '../../src/losses/domain.ts';

const VALUES = [-Infinity, -2, -1, -0.5, -0, 5e-324, 0.5, 1, 1.5, 2, 1e300, Infinity];

describe('valid numbers', () => {
  it.each<[Domain, readonly number[]]>([
    ['real', VALUES],
    ['non-negative', [-0, 5e-324, 0.5, 1, 1.5, 2, 1e300, Infinity]],
    ['positive', [5e-324, 0.5, 1, 1.5, 2, 1e300, Infinity]],
    ['above-minus-1', [-0.5, -0, 5e-324, 0.5, 1, 1.5, 2, 1e300, Infinity]],
    ['probability', [-0, 5e-324, 0.5, 1]],
    ['binary', [-0, 1]],
    ['sign', [-1, 1]],
    ['binary-or-sign', [-1, -0, 1]],
    ['class-index', [-0, 1, 2, 1e300]],
    ['label', [-2, -1, -0, 1, 2, 1e300]],
    ['class-indices', [-1, -0, 1, 2, 1e300]],
  ])('of %s', (domain, valid) => {
    expect(VALUES.filter(DOMAINS[domain].accepts)).toEqual(valid);
    const { outside } = findViolations(domain, Float64Array.from(VALUES), VALUES.length, 1);
    expect(outside).toBe(VALUES.length - valid.length);
  });

  it('of above-minus-1 begin next to -1', () => {
    expect(DOMAINS['above-minus-1'].accepts(-1 + 2 ** -53)).toBe(true);
  });
});

describe('violations', () => {
  it('are counted, the first with its row, and NaN is none', () => {
    const values = Float64Array.of(NaN, 0.5, 0.5, 2, -1, 0.5, 9);
    expect(findViolations('probability', values, 3, 2)).toEqual({
      outside: 2,
      unnormalised: 0,
      firstOutside: { row: 1, value: 2 },
    });
  });

  it('are rows that do not sum to 1', () => {
    const values = Float64Array.of(0.5, 0.50001, 0.5, 0.6, 0.25, 0.25);
    expect(findViolations('distribution', values, 3, 2)).toEqual({
      outside: 0,
      unnormalised: 2,
      firstUnnormalised: { row: 1, value: 1.1 },
    });
  });
});
