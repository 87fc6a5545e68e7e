import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lossNamed, type NumberArray } from '../../src/index.ts';
import { LOSSES } from '../../src/losses/index.ts';
import { ulpsBetween } from '../support/ulps.ts';

/** Inputs of a loss, and its exact value to 50 digits; see fixtures/exact/digits. */
interface Reference {
  readonly loss: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly true?: NumberArray;
  readonly pred: NumberArray;
  readonly ref: string;
  readonly [input: string]: unknown;
}

const folder = new URL('../../fixtures/exact/digits/', import.meta.url);
const references = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Reference[]);

/** Units in the last place of the result. */
const TOLERANCE = 4;
/** The losses that have more, and why. */
const LIMITS: Readonly<Record<string, number>> = {
  // Sums over samples are exact sums of terms in doubles, whose rounding shows where the finish cancels: 1 less a share of a
  // variance next to 1, and the logarithm of a mean squared error next to the squared range.
  r2: 11,
  'explained-variance': 44,
  psnr: 191,
  // The same of an exponential of a mean: as many units more as its exponent is large, for each rounded log-probability.
  perplexity: 61,
  // A divergence below 1e-18 of logarithms of about 1: of the 32 digits that these have, 13 are left.
  'kl-divergence': 25,
  // Inner products in doubles, times the scale, are exponents: their rounding is a factor of what they are of.
  clip: 116,
  circle: 23,
  'n-pairs': 9,
  ntxent: 17,
};

function errorOf({ loss, params, true: truth, pred, ref, ...inputs }: Reference): number {
  const exact = lossNamed(loss, { compat: 'exact', warn: () => undefined, ...params });
  const { result } = exact.evaluate(truth, pred, inputs as Readonly<Record<string, NumberArray>>);
  if (Number(ref) === 0) return result === 0 ? 0 : Infinity;
  return Number.isFinite(result) ? ulpsBetween(result!, ref) : Infinity;
}

describe('exact losses of random and nasty inputs', () => {
  it.each(LOSSES.map(({ name }) => name))('%s', (name) => {
    const cases = references.filter(({ loss }) => loss === name);
    expect(cases.length).toBeGreaterThanOrEqual(20);
    for (const each of cases) {
      expect(errorOf(each), JSON.stringify(each)).toBeLessThanOrEqual(LIMITS[name] ?? TOLERANCE);
    }
  });
});
