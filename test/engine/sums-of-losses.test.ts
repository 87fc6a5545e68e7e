import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Evaluation, type EvaluationOptions } from '../../src/engine/evaluation.ts';
import { resolveRequest, type LossRequest } from '../../src/engine/request.ts';
import { losses } from '../../src/index.ts';
import type { ConventionName, LossDefinition } from '../../src/losses/definition.ts';
import { inputsOf } from '../../src/losses/inputs.ts';
import { Sums } from '../../src/reduce/sums.ts';
import { whyNoSums } from '../../src/suite/summable.ts';
import { arbitraryInputs, exampleOf, type Given } from '../support/arbitrary-inputs.ts';
import { ALL_ROWS } from '../../src/tensor/rows-read.ts';

const QUIET: EvaluationOptions = {
  perSample: false,
  gradient: false,
  digest: false,
  warn: () => undefined,
};

/** Every loss under every convention. */
const requests = losses.flatMap((definition: LossDefinition) =>
  (Object.keys(definition.conventions) as ConventionName[]).map((compat) => {
    const { requires } = definition.conventions[compat]!;
    const params = requires ? { [requires]: true } : {};
    const request = resolveRequest(definition, { compat, params });
    return [`${definition.name} ${compat}`, request] as const;
  }),
);

/** Hinge losses read labels by all labels of the input, and so are put together only where these agree. */
const READS_ALL_LABELS = /^(squared-)?hinge (tf-keras|keras|sklearn|torchmetrics)$/;

/** Losses of samples that are compared with all others. */
const COMPARES_SAMPLES =
  /^(?:(?:circle|clip|siglip|supcon|multi-similarity) |generalized-dice optax)/;

type Rows = readonly (number | readonly number[])[];

function widthOf(rows: Rows): number {
  return Array.isArray(rows[0]) ? rows[0].length : 1;
}

function evaluationOf(
  request: LossRequest,
  given: Given,
  onComputed: EvaluationOptions['onComputed'],
): Evaluation {
  const tensors = Object.entries(given).map(([name, rows]) => {
    const isRow = Array.isArray((rows as Rows)[0]);
    return [name, { label: name, axes: isRow ? [widthOf(rows as Rows)] : [] }] as const;
  });
  const evaluation = new Evaluation(request, new Map(tensors), {
    ...QUIET,
    ...(onComputed && { onComputed }),
  });
  const inputs = Object.entries(given).map(
    ([name, rows]) => [name, Float64Array.from((rows as Rows).flat())] as const,
  );
  const rows = (given['pred'] as Rows).length;
  evaluation.push({ rows, firstRow: 1, inputs: Object.fromEntries(inputs) });
  return evaluation;
}

/** The sums of the terms of some samples, by themselves. */
function sumsOf(request: LossRequest, given: Given): Sums {
  let sums: Sums | undefined;
  const evaluation = evaluationOf(request, given, (_, { terms }) => {
    sums ??= new Sums(terms.values.length);
    sums.add(terms);
  });
  evaluation.finish(ALL_ROWS);
  return sums!;
}

/** Samples of one width, with weights and a mask that leaves some out. */
function samplesOf(definition: LossDefinition, fromLogits: boolean): Given {
  const found = fc.sample(arbitraryInputs(definition, fromLogits), { numRuns: 40, seed: 5 });
  const width = widthOf(found[0]!['pred'] as Rows);
  const alike = found.filter(({ pred }) => widthOf(pred as Rows) === width);
  const names = Object.keys(found[0]!);
  return Object.fromEntries(
    names.map((name) => [name, alike.flatMap((given) => [...(given[name] as Rows)])]),
  );
}

function slice(given: Given, rows: readonly number[]): Given {
  return Object.fromEntries(
    Object.entries(given).map(([name, all]) => [name, rows.map((row) => (all as Rows)[row])]),
  ) as Given;
}

describe.each(requests)('%s', (name, request) => {
  const { definition, convention } = request;
  const isBatch = [...inputsOf(definition).values()].some(({ shape }) => shape === 'batch');
  const one = evaluationOf(request, exampleOf(definition), undefined);

  it('says whether it is a sum', () => {
    const mixes = one.mixesSamples && convention.readsEncoding !== true;
    const isMoreThanSums = one.reduction === undefined || mixes || COMPARES_SAMPLES.test(name);
    expect(convention.notASum !== undefined).toBe(isMoreThanSums);
    expect(whyNoSums(request, one)).toBe(convention.notASum);
    if (convention.notASum !== undefined) expect(convention.notASum).toMatch(/^[a-z].*[^.]$/);
  });

  const isSplit = convention.notASum === undefined && !isBatch && !READS_ALL_LABELS.test(name);
  const isCounted = convention.kernel !== undefined && convention.takes === 'counts';
  it.runIf(isCounted)(
    'has the same bits from counts of parts, whose classes are numbered apart',
    () => {
      const samples = samplesOf(definition, false);
      const rows = (samples['pred'] as Rows).length;
      const weights = Array.from({ length: rows }, (_, i) => 0.1 + (i % 7));
      const given: Given = convention.weighted ? { ...samples, weights } : samples;
      const { result } = evaluationOf(request, given, undefined).finish(ALL_ROWS);
      fc.assert(
        fc.property(fc.array(fc.nat(3), { minLength: rows, maxLength: rows }), (places) => {
          const parts = [0, 1, 2, 3].map((part) =>
            [...places.keys()].filter((i) => places[i] === part),
          );
          const [first, ...others] = parts
            .filter((part) => part.length > 0)
            .map((part) => evaluationOf(request, slice(given, part), undefined));
          for (const other of others) {
            const json = JSON.stringify(other.partial);
            first!.absorb(JSON.parse(json) as NonNullable<Evaluation['partial']>);
          }
          expect(first!.finish(ALL_ROWS).result).toBe(result);
        }),
        { numRuns: 12 },
      );
    },
  );

  it.runIf(isSplit && !isCounted)(
    'has the same bits from sums of parts, merged in any order',
    () => {
      const fromLogits = request.params['fromLogits'] === true;
      const samples = samplesOf(definition, fromLogits);
      const rows = (samples['pred'] as Rows).length;
      const heedsShares = !one.isBatchLevel || convention.weighted === true;
      const given: Given = heedsShares
        ? {
            ...samples,
            weights: Array.from({ length: rows }, (_, i) => 0.1 + (i % 7)),
            mask: Array.from({ length: rows }, (_, i) => Number(i % 5 !== 3)),
          }
        : samples;
      const whole = evaluationOf(request, given, undefined);
      const { result, denominator } = whole.finish(ALL_ROWS);
      const anyParts = fc.array(fc.nat(50), { minLength: rows, maxLength: rows });
      fc.assert(
        fc.property(fc.constantFrom(1, 2, 7, 50), anyParts, (count, places) => {
          const parts = new Map<number, number[]>();
          places.forEach((place, row) => {
            const part = place % count;
            parts.set(part, [...(parts.get(part) ?? []), row]);
          });
          const mask = given['mask'];
          const counted = [...parts.values()].filter((part) =>
            part.some((row) => mask?.[row] !== 0),
          );
          const [first, ...others] = counted.map((part) => sumsOf(request, slice(given, part)));
          for (const other of others) first!.merge(other);
          const json = JSON.stringify(first);
          const read = Sums.fromJSON(JSON.parse(json) as ReturnType<Sums['toJSON']>)!;
          expect(whole.reduction!.reduce(read)).toEqual({ result, denominator });
        }),
        { numRuns: 12 },
      );
    },
  );
});
