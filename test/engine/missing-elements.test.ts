import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveRequest, type LossRequest } from '../../src/engine/request.ts';
import { losses } from '../../src/index.ts';
import type { ConventionName, LossDefinition } from '../../src/losses/definition.ts';
import { inputsOf } from '../../src/losses/inputs.ts';
import { arbitraryInputs, type Given, lengthOfLists } from '../support/arbitrary-inputs.ts';
import { isOfColumns } from '../support/of-columns.ts';
import { computed, evaluationOf } from '../support/evaluate-rows.ts';

type Rows = readonly (readonly number[])[];

/** Every loss under every convention. */
const requests = losses.flatMap((definition: LossDefinition) => {
  const names = Object.keys(definition.conventions) as ConventionName[];
  return names.map((compat) => {
    const { requires } = definition.conventions[compat]!;
    const params = requires ? { [requires]: true } : {};
    const request = { ...resolveRequest(definition, { compat, params }), skipsElements: true };
    return [`${definition.name} ${compat}`, request] as const;
  });
});

function isRefused(request: LossRequest): boolean {
  const width = lengthOfLists(request.definition) ?? 2;
  const rows = [0.25, 0.75].map((x) => Array.from({ length: width }, (_, j) => x / (j + 1)));
  const inputs = [...inputsOf(request.definition)].map(([name, { shape }]) => {
    return [name, shape === 'sample' ? [0, 1] : rows] as const;
  });
  try {
    evaluationOf(request, Object.fromEntries(inputs));
    return false;
  } catch (error) {
    expect(String(error)).toContain('--missing skip-element: expected');
    return true;
  }
}

const ofElements = requests.filter(([, request]) => !isRefused(request));
const asList = ofElements.filter(
  ([name, { definition }]) => !isOfColumns(name) && lengthOfLists(definition) === undefined,
);

it('is a matter of losses of single elements', () => {
  const names = (some: typeof requests): Set<string> =>
    new Set(some.map(([, { definition }]) => definition.name));
  const refused = names(requests.filter((each) => !ofElements.includes(each)));
  expect([...names(ofElements)].sort()).toMatchSnapshot('of elements');
  expect([...refused].sort()).toMatchSnapshot('refused');
});

describe.each(asList)('%s', (_, request) => {
  it('with missing elements is that of a list of the others', () => {
    const inputs = arbitraryInputs(request.definition, request.params['fromLogits'] === true);
    const isMissing = fc.array(fc.nat(3), { minLength: 5, maxLength: 9 });
    fc.assert(
      fc.property(inputs, isMissing, fc.nat(3), (given, missing, extra) => {
        const pred = given['pred'] as Rows;
        const width = pred[0]!.length;
        // 1: the true value is missing, 2: the predicted one; the first element counts.
        const fate = (k: number): number => (k === 0 ? 0 : missing[k % missing.length]!);
        const fates = pred.flatMap((row, i) => row.map((__, k) => fate(i * width + k)));
        const isWhole = evaluationOf(request, given).isBatchLevel;
        const takesWeights = request.convention.weighted === true || !isWhole;
        const weights = pred.map((__, i) => 1 + i / 4);
        const all: Given = { ...given, ...(takesWeights && { weights }) };
        const gaps = mapRows(all, (value, k, name) => {
          const isGap = { true: 1, pred: 2 }[name] === fates[k];
          return isGap ? NaN : value;
        });
        const counts = fates.map((each) => each !== 2 && (each !== 1 || !('true' in given)));
        const list = Object.fromEntries(
          Object.entries(all).map(([name, rows]) => {
            const flat = pred.flatMap((row, i) =>
              row.map((__, k) => {
                const ofRow = (rows as readonly (number | readonly number[])[])[i]!;
                return typeof ofRow === 'number' ? ofRow : ofRow[k]!;
              }),
            );
            return [name, flat.filter((__, k) => counts[k]).map((value) => [value])];
          }),
        );
        const found = computed(request, gaps, 1 + extra);
        const alone = computed(request, list);
        expect(found.result).toBeCloseTo(alone.result!, 10);
        if (alone.denominator !== null) expect(found.denominator).toBeCloseTo(alone.denominator);
        expect(found.clipped).toBe(alone.clipped);
        const counted = counts.filter(Boolean).length;
        expect(found.elements).toEqual({ counted, skipped: counts.length - counted });
        const slopes = [...alone.gradient!.values];
        found.gradient!.values.forEach((slope, k) => {
          expect(slope).toBeCloseTo(counts[k] ? slopes.shift()! : 0, 10);
        });
        if (!alone.perSample) return;
        const losses = [...alone.perSample.values];
        found.perSample!.values.forEach((loss, i) => {
          const kept = counts.slice(i * width, (i + 1) * width).filter(Boolean).length;
          const ofRow = losses.splice(0, kept);
          const mean = kept === 0 ? 0 : ofRow.reduce((sum, each) => sum + each, 0) / kept;
          expect(loss).toBeCloseTo(mean, 10);
        });
      }),
      { numRuns: 25 },
    );
  });
});

function mapRows(given: Given, change: (value: number, k: number, name: string) => number): Given {
  return Object.fromEntries(
    Object.entries(given).map(([name, rows]) => {
      const changed = (rows as readonly (number | readonly number[])[]).map((row, i) =>
        typeof row === 'number'
          ? row
          : row.map((value, k) => change(value, i * row.length + k, name)),
      );
      return [name, changed];
    }),
  );
}
