import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src/engine/result.ts';
import { renderText, SMALL } from '../results.ts';

const json = (result: Result, options = {}): string =>
  renderText(result, { format: 'json', ...options });
const ndjson = (result: Result, options = {}): string =>
  renderText(result, { format: 'ndjson', ...options });

describe('JSON', () => {
  it('is one object, a field a line and numbers in lines', () => {
    expect(json(SMALL)).toBe(`\
{
  "loss": "huber",
  "compat": "tf-keras",
  "dtype": "float64",
  "params": {"delta": 1},
  "reduction": "mean",
  "denominator": 3,
  "shape": [3, 2],
  "samples": 3,
  "skipped": 0,
  "clipped": 0,
  "result": 0.30000000000000004,
  "perSample": [0.125, 0.5, 0.3333333333333333]
}
`);
  });

  it('nests samples and gradients in their shapes', () => {
    const values = Float64Array.from({ length: 8 }, (_, i) => i);
    expect(
      json({
        ...SMALL,
        params: { fromLogits: true, classWeight: [1, 0.5] },
        constants: { eps: 1e-7 },
        reduction: 'none',
        denominator: null,
        result: null,
        shape: [2, 2, 2],
        samples: 4,
        perSample: { shape: [2, 2], values: Float64Array.of(1, NaN, Infinity, -0) },
        gradient: { shape: [2, 2, 2], values },
      }),
    ).toBe(`\
{
  "loss": "huber",
  "compat": "tf-keras",
  "dtype": "float64",
  "params": {"fromLogits": true, "classWeight": [1, 0.5]},
  "constants": {"eps": 1e-7},
  "reduction": "none",
  "denominator": null,
  "shape": [2, 2, 2],
  "samples": 4,
  "skipped": 0,
  "clipped": 0,
  "result": null,
  "perSample": [
    [1, "NaN"],
    ["Infinity", -0]
  ],
  "gradient": [
    [
      [0, 1],
      [2, 3]
    ],
    [
      [4, 5],
      [6, 7]
    ]
  ]
}
`);
  });

  it('writes the tensors of a single number as they are', () => {
    const scalar = { shape: [], values: Float64Array.of(2) };
    const parsed: unknown = JSON.parse(json({ ...SMALL, perSample: scalar, gradient: scalar }));
    expect(parsed).toMatchObject({ perSample: 2, gradient: 2 });
  });

  it('leaves the samples out where they are not asked for', () => {
    expect(json(SMALL, { perSample: false })).not.toContain('perSample');
  });

  it('rounds the loss, but no count, to the precision asked for', () => {
    const parsed: unknown = JSON.parse(
      json({ ...SMALL, denominator: 1234, params: { delta: 1.2345 } }, { precision: 1 }),
    );
    expect(parsed).toMatchObject({
      result: 0.3,
      perSample: [0.1, 0.5, 0.3],
      denominator: 1234,
      params: { delta: 1.2345 },
    });
  });

  it('reads back to the same float64s', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: 1 }), (numbers) => {
        expect(readBack(json, numbers, 'float64')).toEqual(numbers);
      }),
      { numRuns: 500 },
    );
  });

  it('reads back to the same float32s', () => {
    fc.assert(
      fc.property(fc.array(fc.float(), { minLength: 1 }), (numbers) => {
        expect(readBack(json, numbers, 'float32').map(Math.fround)).toEqual(numbers);
      }),
      { numRuns: 500 },
    );
  });

  it('writes the shortest text of a float32', () => {
    const text = json({ ...SMALL, dtype: 'float32', result: Math.fround(0.1) });
    expect(text).toContain('"result": 0.1,\n');
  });
});

describe('NDJSON', () => {
  it('is a line a sample and a line for the whole', () => {
    expect(ndjson({ ...SMALL, rowNumbers: Float64Array.of(1, 3, 4), skipped: 1 })).toBe(`\
{"sample":1,"loss":0.125}
{"sample":3,"loss":0.5}
{"sample":4,"loss":0.3333333333333333}
{"loss":"huber","compat":"tf-keras","dtype":"float64","params":{"delta":1},"reduction":"mean","denominator":3,"shape":[3,2],"samples":3,"skipped":1,"clipped":0,"result":0.30000000000000004}
`);
  });

  it('has the gradient of each sample with it', () => {
    const values = Float64Array.of(1, 2, 3, NaN, 5, 1 / 3);
    const lines = ndjson({ ...SMALL, gradient: { shape: [3, 2], values } }, { precision: 2 });
    expect(lines.split('\n').slice(0, 3)).toEqual([
      '{"sample":1,"loss":0.13,"gradient":[1,2]}',
      '{"sample":2,"loss":0.5,"gradient":[3,"NaN"]}',
      '{"sample":3,"loss":0.33,"gradient":[5,0.33]}',
    ]);
  });

  it('is the line for the whole alone where no samples are asked for', () => {
    const lines = ndjson(SMALL, { perSample: false }).split('\n');
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0]!)).toMatchObject({ loss: 'huber', result: 0.30000000000000004 });
  });
});

/** The per-sample losses that a reader of the JSON gets. */
function readBack(
  write: (result: Result) => string,
  numbers: readonly number[],
  dtype: Result['dtype'],
): number[] {
  const values = Float64Array.from(numbers);
  const text = write({ ...SMALL, dtype, perSample: { shape: [values.length], values } });
  const { perSample } = JSON.parse(text) as { perSample: (number | string)[] };
  return perSample.map(Number);
}
