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
  // Shares of a variance, of squared errors that are rounded before they are summed: 1 less them, and logarithms of them, cancel.
  r2: 15,
  'explained-variance': 50,
  psnr: 200,
  // An exponential has as many units more as its exponent is large, and its terms are rounded.
  perplexity: 64,
  // Shares of logarithms of probabilities that are all but equal: their sum is off by a rounding of the largest.
  'kl-divergence': 25,
  // Inner products are rounded, and multiplied by the scale; cosines have lengths that are rounded besides.
  clip: 120,
  circle: 23,
  'n-pairs': 9,
  ntxent: 17,
  // Vectors of one direction are rounded when they are brought to length 1, and their distance is that of what is left.
  contrastive: 130_000,
  // The logarithm of a likelihood next to 1, and logarithms that are added up frame by frame.
  ctc: 100_000,
  // Logarithms of sums of hazards less what was predicted.
  cox: 5,
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
