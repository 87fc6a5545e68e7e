import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveRequest } from '../../src/engine/request.ts';
import { losses } from '../../src/index.ts';
import type { ConventionName, LossDefinition } from '../../src/losses/definition.ts';
import { inputsOf } from '../../src/losses/inputs.ts';
import { arbitraryInputs, exampleOf, type Given } from '../support/arbitrary-inputs.ts';
import { computed } from '../support/evaluate-rows.ts';

type Rows = readonly (number | readonly number[])[];

/** Every loss under every convention that takes rows. */
const requests = losses.flatMap((definition: LossDefinition) => {
  const isOfBatches = [...inputsOf(definition).values()].some(({ shape }) => shape === 'batch');
  const names = Object.keys(definition.conventions) as ConventionName[];
  return (isOfBatches ? [] : names).map((compat) => {
    const { requires } = definition.conventions[compat]!;
    const params = requires ? { [requires]: true } : {};
    const request = resolveRequest(definition, { compat, params });
    return [`${definition.name} ${compat}`, request] as const;
  });
});

/** The rows with others between them that no loss can take, and a mask that leaves these out. */
function withOthers(given: Given, isOther: readonly boolean[]): Given {
  const spread = (rows: Rows): Rows => {
    const left = [...rows];
    const other = Array.isArray(rows[0]) ? rows[0].map(() => NaN) : -17;
    return isOther.map((is) => (is ? other : left.shift()!));
  };
  const inputs = Object.entries(given).map(([name, rows]) => [name, spread(rows as Rows)]);
  return {
    ...(Object.fromEntries(inputs) as Given),
    mask: isOther.map((is) => Number(!is)),
  };
}

describe.each(requests)('%s', (_, request) => {
  it('is as if the samples were not there that the mask leaves out', () => {
    const fromLogits = request.params['fromLogits'] === true;
    const inputs = arbitraryInputs(request.definition, fromLogits);
    fc.assert(
      fc.property(
        inputs,
        fc.array(fc.nat(2), { minLength: 1 }),
        fc.nat(3),
        (given, others, extra) => {
          const rows = (given['pred'] as Rows).length;
          const isOther = (given['pred'] as Rows).flatMap((__, row) => {
            return [...Array.from({ length: others[row % others.length]! }, () => true), false];
          });
          const alone = computed(request, given, 100);
          const masked = computed(request, withOthers(given, isOther), 1 + extra);
          expect(masked).toMatchObject({
            result: alone.result,
            denominator: alone.denominator,
            samples: alone.samples,
            clipped: alone.clipped,
          });
          const width = alone.gradient!.values.length / rows;
          expect(kept(masked.gradient!.values, isOther, width)).toEqual([
            ...alone.gradient!.values,
          ]);
          if (!alone.perSample) return;
          expect(masked.perSample!.shape).toEqual([isOther.length]);
          expect(kept(masked.perSample!.values, isOther, 1)).toEqual([...alone.perSample.values]);
        },
      ),
      { numRuns: 25 },
    );
  });
});

/** The values of the rows that are no others; those of the others must be 0. */
function kept(values: Float64Array, isOther: readonly boolean[], width: number): number[] {
  return isOther.flatMap((is, row) => {
    const ofRow = [...values.subarray(row * width, (row + 1) * width)];
    if (is) expect(ofRow).toEqual(ofRow.map(() => 0));
    return is ? [] : ofRow;
  });
}

describe('where the mask leaves out all samples', () => {
  const given = (name: string): Given => {
    const rows = exampleOf(losses.find((loss) => loss.name === name)!);
    return { ...rows, mask: (rows['pred'] as Rows).map(() => 0) };
  };

  it('a mean is what the framework makes of nothing', () => {
    const request = resolveRequest(
      losses.find(({ name }) => name === 'mean-squared-error')!,
      {},
    );
    expect(computed(request, given('mean-squared-error'), 2)).toMatchObject({ samples: 0 });
  });

  it.each(['circle', 'ntxent', 'max-error', 'median-absolute-error'])('%s is none', (name) => {
    const request = resolveRequest(
      losses.find((loss) => loss.name === name)!,
      {},
    );
    expect(() => computed(request, given(name), 2)).toThrow(
      'mask: expected a sample that is not left out, found none',
    );
  });
});
