import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loss, lossNamed, losses, type NumberArray } from '../../src/index.ts';
import type { ConventionName } from '../../src/losses/definition.ts';
import { inputsOf } from '../../src/losses/inputs.ts';
import { arbitraryInputs, type Given } from '../support/arbitrary-inputs.ts';

const warn = (): void => undefined;

/** The exact reduced loss. */
function exact(name: string, yTrue: NumberArray, yPred: NumberArray): number {
  return lossNamed(name, { compat: 'exact', warn }).reduced(yTrue, yPred);
}

/** Units in the last place between a number and a reference. */
function ulps(found: number, reference: number): number {
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(reference))), -1022);
  return Math.abs(found - reference) / 2 ** Math.max(exponent - 52, -1074);
}

/** References computed with 50 digits. */
const HARD: [
  name: string,
  yTrue: NumberArray,
  yPred: NumberArray,
  reference: number,
  ulps: number,
][] = [
  ['rmse', [1e200, -3e200], [0, 1e200], 2.91547594742265e200, 1],
  ['rmse', [1e-170, 3e-170], [0, 1e-170], 1.5811388300841897e-170, 1],
  ['rmse', [0, 0], [5e-324, 5e-324], 5e-324, 0],
  ['log-cosh', [1e-8, 2e-8], [0, 0], 1.25e-16, 2],
  ['log-cosh', [1000, -800], [0, 0], 899.3068528194401, 0],
  ['log-cosh', [0.1], [0.1], 0, 0],
  ['msle', [1e-10, 3e-10], [2e-10, 5e-10], 2.4999999982500007e-20, 2],
  ['cosine-distance', [[1, 2, 3]], [[1.000001, 2, 3]], 3.316326056305552e-14, 4],
  ['cosine-distance', [[1e-200, 2e-200]], [[2e-200, 1e-200]], 0.2, 4],
  ['cosine-distance', [[1e200, 2e200]], [[2e200, 1e200]], 0.2, 4],
  ['cosine-similarity', [[1e200, 2e200]], [[2e200, 1e200]], -0.8, 2],
  ['poisson', [0, 2], [1e-300, 1e-300], 690.7755278982137, 1],
  ['mape', [1e-300, 2], [2e-300, 3], 75, 0],
  ['pseudo-huber', [0], [1e-8], 5e-17, 2],
  ['pseudo-huber', [0], [1e200], 1e200, 0],
  ['fair', [0], [1e-8], 4.999999966666667e-17, 4],
  ['fair', [0], [Infinity], Infinity, 0],
  ['fair', [0], [1e308], 1e308, 1],
  ['pseudo-huber', [0], [1e308], 1e308, 1],
  ['smape', [1.7e308], [-1.7e308], 200, 0],
  ['mape', [1e308], [-1e308], 200, 0],
  ['wmape', [1e308, 1e308, 1e308], [0, 0, 0], 100, 1],
  ['mae', [1e308, 1e308, 1e308], [0, 0, 0], 1e308, 0],
  ['mae', [[1e308, 1e308, 1e308]], [[0, 0, 0]], 1e308, 1],
  ['gamma-deviance', [1.7e308], [1e308], 0.33874349787565914, 8],
  ['poisson-deviance', [1e308], [1.1e308], 9.379640391350273e305, 8],
  ['msle', [1e308], [1e-308], 502959.26235242275, 4],
];

it.each(HARD)('keeps the digits of %s of %j and %j', (name, yTrue, yPred, reference, tolerance) => {
  const found = exact(name, yTrue, yPred);
  if (found !== reference) expect(ulps(found, reference)).toBeLessThanOrEqual(tolerance);
});

describe('known values', () => {
  it.each([
    ['half-squared-error', [0], [2], 2],
    ['mape', [0.5], [1], 100],
    ['mape', [0], [1], Infinity],
    ['mape', [0], [0], 0],
    ['smape', [1], [2], 200 / 3],
    ['smape', [0, 0], [0, -3], 100],
    ['wmape', [2, 0, 8], [3, 1, 7], 30],
    ['pseudo-huber', [0], [3], Math.sqrt(10) - 1],
    ['pinball', [3], [2], 0.5],
    ['expectile', [0], [2], 2],
    ['fair', [0], [1], 1 - Math.LN2],
    ['epsilon-insensitive', [0, 0], [0.05, 1.1], 0.5],
    ['max-error', [1, 2], [1.5, -2], 4],
    ['median-absolute-error', [3, -0.5, 2, 7], [2.5, 0, 2, 8], 0.5],
    ['rmsle', [0, 0], [Math.E - 1, Math.E - 1], 1],
    ['gamma-deviance', [3], [2], 2 * (Math.log(2 / 3) + 0.5)],
    ['poisson-deviance', [3, 0], [2, 0.5], 3 * Math.log(1.5) - 0.5],
  ] as const)('%s of %j and %j', (name, yTrue, yPred, expected) => {
    const found = exact(name, yTrue, yPred);
    if (found !== expected) expect(found).toBeCloseTo(expected, 13);
  });

  it('of the quantile that is asked for', () => {
    const pinball = loss('pinball', { quantile: 0.9 });
    expect(pinball.reduced([3], [2])).toBeCloseTo(0.9, 15);
    expect(pinball.reduced([2], [3])).toBeCloseTo(0.1, 15);
  });
});

describe('powers of the Tweedie deviance', () => {
  it('decide which values it takes', () => {
    const power = (value: number): ReturnType<typeof loss> =>
      loss('tweedie-deviance', { power: value, warn });
    expect(power(0).reduced([-1], [-2])).toBe(1);
    expect(() => power(1).reduced([-1], [2])).toThrow('a number of at least 0, found -1');
    expect(() => power(1.5).reduced([1], [0])).toThrow('a number above 0, found 0');
    expect(() => power(2).reduced([0], [2])).toThrow('a number above 0, found 0');
    expect(() => power(-1).reduced([-1], [-2])).toThrow('a number above 0, found -2');
    expect(() => power(0.5)).toThrow('expected a number not between 0 and 1, found "0.5"');
  });
  it('1 and 2 are the deviances of those names', () => {
    const values = [[0.5, 3], [0.7, 2]] as const; // prettier-ignore
    for (const compat of ['sklearn', 'exact'] as const) {
      const of = (power: number): number =>
        loss('tweedie-deviance', { compat, power }).reduced(...values);
      expect(of(1)).toBe(loss('poisson-deviance', { compat }).reduced(...values));
      expect(of(2)).toBe(loss('gamma-deviance', { compat }).reduced(...values));
    }
  });
  it('have the numerical derivative as gradient', () => {
    for (const power of [-1, 1.5, 3]) {
      const deviance = loss('tweedie-deviance', { power });
      const [slope] = deviance.gradient([2], [1.5]) as number[];
      const [below, above] = [1.5 - 1e-5, 1.5 + 1e-5].map((p) => deviance.reduced([2], [p]));
      expect(slope).toBeCloseTo((above! - below!) / 2e-5, 8);
    }
  });
});

/** References computed with 60 digits. */
it.each([
  [1.5, 1000, 1000.1, 3.1619614620473866e-7, 2],
  [1.1, 0.03, 0.0300000003, 4.2599953751706296e-18, 2],
  [1.5, 0.7709481021096084, 0.600967226178803, 0.05454486159020819, 24],
  [3, 694.0267535106657, 948.4192940733935, 0.00010366490933070858, 24],
  [1.5, 0, 2, 5.656854249492381, 1],
  [-1, -3, 2, 17.333333333333332, 1],
])(
  'keeps the digits of the Tweedie deviance of power %d of %d and %d',
  (power, y, p, reference, tolerance) => {
    const found = loss('tweedie-deviance', { compat: 'exact', power }).reduced([y], [p]);
    expect(ulps(found, reference)).toBeLessThanOrEqual(tolerance);
  },
);

it('costs Infinity to be sure of a mean that is wrong', () => {
  const certain = loss('gaussian-nll', { compat: 'exact' });
  const of = (y: number, p: number): ReturnType<typeof certain.evaluate> =>
    certain.evaluate([y], [p], { variance: [0] }, { gradient: true });
  expect(of(1, 2).result).toBe(Infinity);
  expect(of(1, 2).gradient!.values[0]).toBe(Infinity);
  expect(of(1, 1).result).toBeNaN();
});

it('is the mean of two middle errors whose sum overflows', () => {
  expect(exact('median-absolute-error', [1e308, -1.2e308], [0, 0])).toBe(1.1e308);
});

it('checks the predictions of poisson-nll only where they are not logarithms', () => {
  const rates = loss('poisson-nll', { compat: 'exact', logInput: false });
  expect(() => rates.reduced([1], [-2])).toThrow('a number of at least 0, found -2');
  expect(loss('poisson-nll', { compat: 'exact' }).reduced([1], [-2])).toBe(Math.exp(-2) + 2);
});

it('refuses a negative variance as PyTorch does', () => {
  const likelihood = loss('gaussian-nll');
  expect(() => likelihood.evaluate([1], [1], { variance: [-1] })).toThrow('at least 0, found -1');
  expect(likelihood.evaluate([1], [1], { variance: [0] }).clipped).toBe(1);
});

it('has the gradient 0 where the root mean square is 0', () => {
  for (const compat of ['sklearn', 'exact'] as const) {
    expect(loss('rmse', { compat }).gradient([1, 2], [1, 2])).toEqual([0, 0]);
  }
});

it('is NaN for the median of errors of which one is', () => {
  expect(exact('median-absolute-error', [1, 2, 3], [1, NaN, 5])).toBeNaN();
});

const weighted = losses
  .flatMap(
    (definition) =>
      Object.entries(definition.conventions).flatMap(([compat, convention]) =>
        convention.weighted ? [{ definition, compat: compat as ConventionName }] : [],
      ),
    // Efron's ties are not those of repeated samples; cox.test.ts has its weights.
  )
  .filter(({ definition }) => definition.name !== 'cox');

describe.each(weighted)('weights of $definition.name under $compat', ({ definition, compat }) => {
  const computed = lossNamed(definition.name, { compat, warn });
  const inputs = arbitraryInputs(definition, false);
  const mapValues = (given: Given, change: (rows: NumberArray) => NumberArray): Given =>
    Object.fromEntries(Object.entries(given).map(([name, rows]) => [name, change(rows)]));
  const repeated = (rows: NumberArray, counts: readonly number[]): NumberArray =>
    [...rows].flatMap((row, i) => Array.from({ length: counts[i]! }, () => row));

  it('count as so many samples, and the mask as none', () => {
    fc.assert(
      fc.property(inputs, ({ true: y, pred, ...own }) => {
        const weights = [...pred!].map((_, i) => 2 - (i % 3));
        const repeatedBy = (counts: readonly number[]): number =>
          computed.evaluate(
            repeated(y!, counts),
            repeated(pred!, counts),
            mapValues(own, (rows) => repeated(rows, counts)),
          ).result!;
        expect(computed.evaluate(y, pred!, { ...own, weights }).result).toBeCloseTo(
          repeatedBy(weights),
          12,
        );
        const mask = weights.map((weight) => Math.min(weight, 1));
        expect(computed.evaluate(y, pred!, { ...own, mask }).result).toBeCloseTo(
          repeatedBy(mask),
          12,
        );
      }),
      { numRuns: 20 },
    );
  });
  // Between labels there are no values to take a derivative of.
  const isLabel = inputsOf(definition).get('pred')!.domain === 'label';
  it.skipIf(isLabel)('count in the gradient', () => {
    const { true: y, pred, ...own } = fc.sample(inputs, { numRuns: 1, seed: 7 })[0]!;
    const weights = [...pred!].map((_, i) => 1 + i / 2);
    const at = (by: number): number => {
      const nudged = [...pred!].map((row, i) =>
        i === 1 ? [...(row as number[])].map((p, j) => (j === 0 ? p + by : p)) : row,
      ) as NumberArray;
      return computed.evaluate(y, nudged, { ...own, weights }).result!;
    };
    const { gradient } = computed.evaluate(y, pred!, { ...own, weights }, { gradient: true });
    const width = gradient!.shape[1] ?? 1;
    expect(gradient!.values[width]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 4);
  });
});

it('refuses weights where a loss of the whole input does not heed them', () => {
  const max = loss('max-error');
  expect(() => max.evaluate([1], [2], { weights: [1] })).toThrow('takes no weights');
});
