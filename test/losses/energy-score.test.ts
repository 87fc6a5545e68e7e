import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lossNamed, type NumberArray } from '../../src/index.ts';
import { ulpsBetween } from '../support/ulps.ts';

interface ReferenceCase {
  readonly true: readonly number[];
  readonly pred: readonly (readonly number[])[];
  readonly estimator: string;
  /** To 30 digits. */
  readonly ref: string;
}

const file = new URL('../../fixtures/accuracy/energy_score.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as ReferenceCase[];

const score = (options: Readonly<Record<string, unknown>> = {}): ReturnType<typeof lossNamed> =>
  lossNamed('energy-score', { compat: 'exact', warn: () => undefined, ...options });

describe('the energy score', () => {
  it.each(cases)('has the digits of $ref ($estimator)', ({ true: y, pred, estimator, ref }) => {
    expect(ulpsBetween(score({ estimator }).reduced([y], [pred]), ref)).toBeLessThanOrEqual(4);
  });

  it('is the CRPS of the ensemble where there is one variable', () => {
    const truth = [0.5, -2];
    const members = [
      [0.25, 3, -1, 0.75],
      [4, 4, -2, -2],
    ];
    const points: NumberArray = members.map((row) => row.map((x) => [x]));
    const crps = lossNamed('crps-ensemble', { compat: 'exact', warn: () => undefined });
    const found = score().evaluate([[0.5], [-2]], points, {}, { gradient: true });
    expect(found.result).toBe(crps.reduced(truth, members));
    expect([...found.gradient!.values]).toEqual(
      (crps.gradient(truth, members) as number[][]).flat(),
    );
    expect(score().reduced(truth, members)).toBe(found.result);
  });

  it.each([1e-160, 1, 1e160])('has the slopes of distances of size %d', (size) => {
    const points = (numbers: readonly (readonly number[])[]): number[][] =>
      numbers.map((row) => row.map((x) => x * size));
    const pred = [
      points([
        [0, 0],
        [3, 4],
        [-1, 1],
      ]),
    ];
    const { gradient } = score().evaluate(points([[1, 2]]), pred, {}, { gradient: true });
    const usual = lossNamed('energy-score', { compat: 'scoringrules', warn: () => undefined });
    const expected = usual.gradient(
      [[1, 2]],
      [
        [
          [0, 0],
          [3, 4],
          [-1, 1],
        ],
      ],
    ) as number[][][];
    expected.flat(2).forEach((slope, i) => expect(gradient!.values[i]).toBeCloseTo(slope, 14));
  });

  it('is one score for each sample, of which weights make a mean', () => {
    const y = [
      [1, 2],
      [0, 0],
    ];
    const pred = [
      [
        [0, 0],
        [3, 4],
      ],
      [
        [1, 1],
        [2, 0],
      ],
    ];
    const [first, second] = [0, 1].map((k) => score().reduced([y[k]!], [pred[k]!]));
    const { result } = score({ reduction: 'weighted-mean' }).evaluate(y, pred, { weights: [1, 3] });
    expect(result).toBeCloseTo((first! + 3 * second!) / 4, 15);
  });

  it.each([
    [[[1, 2]], [[1, 2, 3, 4]]],
    [[[1, 2]], [[[1, 2, 3]]]],
    [
      [1],
      [
        [
          [1, 2],
          [3, 4],
        ],
      ],
    ],
  ])('refuses what is no ensemble of the variables: %j and %j', (y, pred) => {
    expect(() => score().reduced(y, pred)).toThrow('expected samples x members x variables');
  });
});
