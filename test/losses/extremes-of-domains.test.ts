import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lossNamed, losses } from '../../src/index.ts';
import type { Domain } from '../../src/losses/definition.ts';
import { inputsOf } from '../../src/losses/inputs.ts';
import { boxOf, type Given } from '../support/arbitrary-inputs.ts';
import { labels, MAGNITUDES, numbers, shares, signs } from '../support/extreme-numbers.ts';

/** Numbers of a domain, those at its ends among them. */
const OF_DOMAIN: Readonly<Partial<Record<Domain, fc.Arbitrary<number>>>> = {
  real: numbers,
  'non-negative': fc.constantFrom(...MAGNITUDES),
  positive: fc.constantFrom(...MAGNITUDES.slice(0, -1)),
  'above-minus-1': fc.constantFrom(-0.5, ...MAGNITUDES),
  probability: shares,
  cosine: shares,
  'class-probability': shares,
  distribution: shares,
  binary: labels,
  'binary-or-sign': labels,
  sign: signs,
  label: labels,
  'class-index': labels,
  box: numbers,
};

const sumsTo1 = fc.constantFrom<number[]>([0, 1, 0], [0.5, 0.5, 0], [1, 1e-100, 1e-308]);
/** Rows of a domain, where they are more than any numbers of it. */
const ROWS_OF_DOMAIN: Readonly<Partial<Record<Domain, fc.Arbitrary<number[]>>>> = {
  distribution: sumsTo1,
  'class-probability': sumsTo1,
  box: boxOf(numbers),
};

/** Entries with a length of their own are not drawn. */
const DRAWN = losses.filter((definition) =>
  [...inputsOf(definition)].every(
    ([, { domain, shape }]) => shape !== 'batch' && OF_DOMAIN[domain],
  ),
);

describe.each(DRAWN.map((definition) => [definition.name, definition] as const))(
  '%s of numbers at the ends of its domain',
  (name, definition) => {
    const loss = lossNamed(name, { compat: 'exact', warn: () => undefined });
    const inputs = [...inputsOf(definition)].map(
      ([input, { domain, shape }]): [string, fc.Arbitrary<Given[string]>] => {
        // Of labels that are counted a row has one.
        const [cell, length] = [OF_DOMAIN[domain]!, domain === 'label' ? 1 : 3];
        if (shape === 'sample') return [input, fc.array(cell, { minLength: 2, maxLength: 2 })];
        const row =
          ROWS_OF_DOMAIN[domain] ?? fc.array(cell, { minLength: length, maxLength: length });
        return [input, fc.array(row, { minLength: 2, maxLength: 2 })];
      },
    );

    const drawn = Object.fromEntries(inputs);

    it('has slopes that are numbers where it is one, whatever is not used', () => {
      fc.assert(
        fc.property(fc.record(drawn), (given: Given) => {
          const { true: y, pred, ...more } = given;
          const { result, gradient } = loss.evaluate(y, pred!, more, { gradient: true });
          if (Number.isFinite(result)) expect(gradient!.values).not.toContain(NaN);
        }),
        { numRuns: 100 },
      );
    });
  },
);
