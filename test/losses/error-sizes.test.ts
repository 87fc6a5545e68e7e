import { describe, expect, it } from 'vitest';
import { lossNamed, losses, type LossDefinition } from '../../src/index.ts';
import { inputsOf } from '../../src/losses/inputs.ts';

/*
 * What holds of a loss of errors, whatever its formula: near 0 it is a power of the error, and far away it does not
 * decrease, nor overflow where its growth leaves it a double. A formula that cancels, such as sqrt(1 + a^2) - 1, or has
 * an intermediate result that overflows, such as log(cosh(a)), breaks one or the other.
 */

/** Powers of ten. */
const SMALL = [-10, -9, -8, -7, -6, -5, -4];
const LARGE = Array.from({ length: 100 }, (_, i) => 3 * (i + 1));
const LARGEST = 305;
/** What grows faster between 10 and 100 is no power of the error, but exponential. */
const HIGHEST_POWER = 10;

/**
 * The losses of regression: of true values of 0, of which errors are exact, and of 1, with predictions above, and below
 * where any number is valid.
 */
const CASES = losses
  .filter(({ family }) => family === 'regression')
  .flatMap((definition) => {
    const isReal = inputsOf(definition).get('true')!.domain === 'real';
    const places = isReal
      ? ([
          [0, 1],
          [0, -1],
          [1, 1],
          [1, -1],
        ] as const)
      : ([[1, 1]] as const);
    return places.map(([truth, sign]) => {
      const title = `${definition.name} of ${truth} and predictions ${sign < 0 ? 'below' : 'above'}`;
      return [title, ofErrors(definition, truth, sign)] as const;
    });
  });

/** The loss and its gradient for one true value, by the power of ten that the error of its prediction is. */
function ofErrors(
  definition: LossDefinition,
  truth: number,
  sign: number,
): (exponent: number) => { loss: number; slope: number } {
  const others = [...inputsOf(definition).keys()].slice(2);
  const more = Object.fromEntries(others.map((name) => [name, [1]]));
  const exact = lossNamed(definition.name, { compat: 'exact', warn: () => undefined });
  return (exponent) => {
    const error = exponent === -Infinity ? 0 : Number(`1e${exponent}`);
    const { result, gradient } = exact.evaluate([truth], [truth + sign * error], more, {
      gradient: true,
    });
    return { loss: result!, slope: gradient!.values[0]! };
  };
}

describe.each(CASES)('%s', (_, at) => {
  const lossAt = (exponent: number): number => at(exponent).loss;
  /** The power of the error that the loss grows with, from one power of ten to the next. */
  const growth = (exponent: number): number =>
    Math.log10(lossAt(exponent + 1)) - Math.log10(lossAt(exponent));

  const isDistance = lossAt(-Infinity) === 0 && Number.isFinite(growth(-4));

  it.skipIf(!isDistance)('with small errors is a power of them, without cancellation', () => {
    const power = growth(-4);
    for (const exponent of SMALL) {
      expect(lossAt(exponent), `of the error 1e${exponent}`).toBeGreaterThan(0);
      expect(growth(exponent), `from the error 1e${exponent} on`).toBeCloseTo(power, 2);
    }
  });

  const power = growth(1);

  it.skipIf(!(power > 0 && power < HIGHEST_POWER))(
    'with large errors does not decrease, nor overflow before its value does',
    () => {
      for (const exponent of LARGE) {
        if (Math.log10(lossAt(2)) + power * (exponent - 2) > LARGEST) break;
        expect(lossAt(exponent), `of the error 1e${exponent}`).toBeLessThan(Infinity);
        expect(growth(exponent - 1), `to the error 1e${exponent}`).toBeGreaterThan(-1e-12);
      }
    },
  );

  it('with errors of any size has a gradient that is a number', () => {
    for (const exponent of [...SMALL, ...LARGE]) {
      const { loss, slope } = at(exponent);
      if (Number.isFinite(loss)) expect(slope, `at the error 1e${exponent}`).not.toBeNaN();
    }
  });
});
