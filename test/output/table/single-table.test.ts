import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/output/layout/text.ts';
import type { Result } from '../../../src/engine/result.ts';
import type { SampleView } from '../../../src/reduce/samples.ts';
import { LONG, renderText, SMALL, view } from '../results.ts';

describe('the table', () => {
  it('shows a small result', () => {
    expect(renderText(SMALL)).toBe(`\
Huber loss · tf-keras (tf.keras.losses.Huber) · float64
shape 3x2 · mean over 3 samples · delta 1

  row     true                   pred       loss
    1   0.5  1   0.4      -1.25         0.125
    2   0   10   1e-9      2            0.5
    3   1    2   0.666667  1.23457e+8   0.333333

  mean  0.30000000000000004
`);
  });

  it('shows the first, the last and the worst samples of a long one', () => {
    expect(renderText(LONG)).toBe(`\
Huber loss · tf-keras (tf.keras.losses.Huber) · float64
shape 1000000 · mean over 1,000,000 samples · delta 1

      row   true      pred         loss
        1      0     0.25      0.0625
        2      1     0.5       0.25
  … 999,996 more …
   999999      1     0.75      0.0625
  1000000      0     0.125     0.015625

  highest losses
     1234      1   -12.5     182.25
       77      0     3         9

  mean  0.30000000000000004
`);
  });

  it('leaves out the middle of vectors that do not fit', () => {
    const pred = Array.from({ length: 10 }, (_, i) => (i - 4) / 7);
    const head = [1, 2].map((row) => ({ ...view(row, row, 0.25), pred }));
    expect(renderText({ ...SMALL, shape: [2, 10], digest: { head, tail: [], worst: [] } })).toBe(`\
Huber loss · tf-keras (tf.keras.losses.Huber) · float64
shape 2x10 · mean over 3 samples · delta 1

  row   true                                                     pred     loss
    1      1   -0.5714 -0.4286 -0.2857 -0.1429 … 0.4286 0.5714 0.7143   0.5625
    2      2   -0.5714 -0.4286 -0.2857 -0.1429 … 0.4286 0.5714 0.7143   3.0625

  mean  0.30000000000000004
`);
  });

  it('gives up digits before it gives up numbers of a vector', () => {
    const row = (scale: number): number[] => [1, 2, 4].map((x) => (x * scale) / 7);
    const head = [{ row: 1, true: row(1), pred: row(-1), loss: 2 / 3 }];
    const result: Result = { ...SMALL, shape: [1, 3], digest: { head, tail: [], worst: [] } };
    expect(sampleLines(renderText(result, { width: 80 }))).toEqual([
      '  row                         true                            pred       loss',
      '    1   0.142857 0.285714 0.571429   -0.142857 -0.285714 -0.571429   0.666667',
    ]);
    expect(sampleLines(renderText(result, { width: 70 }))).toEqual([
      '  row                   true                      pred       loss',
      '    1   0.1429 0.2857 0.5714   -0.1429 -0.2857 -0.5714   0.666667',
    ]);
    expect(sampleLines(renderText(result, { width: 40 }))).toEqual([
      '  row      true       pred      loss',
      '    1  0.1429 …  -0.1429 …  0.666667',
    ]);
    expect(sampleLines(renderText(result, { width: 20 }))).toEqual([
      '  row      loss',
      '    1  0.666667',
    ]);
  });

  it('shows gradients beside the samples whose place is known', () => {
    const { tail } = LONG.digest!;
    const result: Result = {
      ...SMALL,
      shape: [6],
      samples: 6,
      denominator: 6,
      gradient: { shape: [6], values: Float64Array.of(0.5, -0.25, 9, 9, 1e-9, NaN) },
      digest: { ...LONG.digest!, tail: tail.map((sample, i) => ({ ...sample, place: 4 + i })) },
    };
    expect(sampleLines(renderText(result))).toEqual([
      '      row   true      pred         loss   gradient',
      '        1      0     0.25      0.0625         0.5',
      '        2      1     0.5       0.25          -0.25',
      '  … 2 more …',
      '   999999      1     0.75      0.0625         1e-9',
      '  1000000      0     0.125     0.015625        NaN',
      '',
      '  highest losses',
      '     1234      1   -12.5     182.25',
      '       77      0     3         9',
    ]);
  });

  it('shows NaN and the infinities', () => {
    const head = [
      { row: 1, true: [1], pred: [NaN], loss: NaN },
      { row: 2, true: [1], pred: [-Infinity], loss: Infinity },
      { row: 3, true: [1], pred: [0.5], loss: 0.25 },
    ];
    const text = renderText({ ...SMALL, result: NaN, digest: { head, tail: [], worst: [] } });
    expect(sampleLines(text)).toEqual([
      '  row   true        pred       loss',
      '    1      1         NaN        NaN',
      '    2      1   -Infinity   Infinity',
      '    3      1         0.5       0.25',
    ]);
    expect(text.endsWith('\n  mean  NaN\n')).toBe(true);
  });

  it('shows the result of float32 in the digits of a float32', () => {
    const text = renderText({ ...SMALL, dtype: 'float32', result: Math.fround(0.1) });
    expect(text).toContain(' · float32\n');
    expect(text.endsWith('\n  mean  0.1\n')).toBe(true);
  });

  it('shows no samples where none are asked for or there are none', () => {
    const brief = `\
Huber loss · tf-keras (tf.keras.losses.Huber) · float64
shape 3x2 · mean over 3 samples · delta 1

  mean  0.30000000000000004
`;
    expect(renderText(SMALL, { perSample: false })).toBe(brief);
    expect(renderText({ ...SMALL, digest: { head: [], tail: [], worst: [] } })).toBe(brief);
  });

  it('has no result without a reduction', () => {
    const head = SMALL.digest!.head.slice(0, 1);
    expect(
      renderText({
        ...SMALL,
        reduction: 'none',
        denominator: null,
        result: null,
        shape: [2, 3, 4],
        digest: { head, tail: [], worst: [] },
      }),
    ).toBe(`\
Huber loss · tf-keras (tf.keras.losses.Huber) · float64
shape 2x3x4 · no reduction · delta 1

  row    true        pred    loss
    1   0.5 1   0.4 -1.25   0.125
`);
  });

  it('tells of parameters, constants, skipped rows and clipped values', () => {
    const text = renderText(
      {
        ...SMALL,
        params: { fromLogits: true, labelSmoothing: 0.1, sparse: false, classWeight: [1, 2, 0.5] },
        constants: { eps: 1e-7 },
        skipped: 1,
        clipped: 2000,
      },
      { perSample: false },
    );
    expect(text).toBe(`\
Huber loss · tf-keras (tf.keras.losses.Huber) · float64
shape 3x2 · mean over 3 samples · from-logits · label-smoothing 0.1
class-weight 1,2,0.5 · eps 1e-7
1 row skipped (missing values or counterparts) · 2,000 values clipped

  mean  0.30000000000000004
`);
  });

  it.each<[Partial<Result>, string, string]>([
    [{ denominator: 6, over: 'elements' }, 'mean over 6 elements', 'mean'],
    [{ denominator: 2 }, 'mean over 3 samples, divided by 2', 'mean'],
    [{ reduction: 'sum', denominator: 1 }, 'sum over 3 samples', 'sum'],
    [
      { reduction: 'weighted-mean', denominator: 3.4500000001 },
      'weighted mean, divided by 3.45',
      'weighted mean',
    ],
    [
      { reduction: 'batchmean', denominator: 3, over: 'elements' },
      'batch mean over 6 elements, divided by 3',
      'batch mean',
    ],
    [{ samples: 1, denominator: 1, shape: [] }, 'mean over 1 sample', 'mean'],
  ])('says how it reduced: %o', (change, phrase, label) => {
    const text = renderText({ ...SMALL, ...change }, { perSample: false });
    expect(text).toContain(` · ${phrase} · delta 1\n`);
    expect(text.endsWith(`\n  ${label}  0.30000000000000004\n`)).toBe(true);
  });

  it('rounds to the precision asked for', () => {
    const text = renderText(SMALL, { precision: 2 });
    expect(sampleLines(text)[3]).toBe('    3   1    2   0.67  1.2e+8   0.33');
    expect(text.endsWith('\n  mean  0.3\n')).toBe(true);
  });

  it('colours in plain ANSI and changes nothing else', () => {
    const text = renderText({ ...LONG, skipped: 3 }, { color: true });
    expect(text).toContain('\u001b[1mHuber loss\u001b[22m');
    expect(text).toContain('\u001b[33m3 rows skipped (missing values or counterparts)\u001b[39m');
    expect(text).toContain('mean  \u001b[1m0.30000000000000004\u001b[22m');
    expect(text.replace(/\u001b\[\d+m/g, '')).toBe(renderText({ ...LONG, skipped: 3 }));
  });

  it.each([40, 80, 120])('keeps to a width of %d columns', (width) => {
    fc.assert(
      fc.property(anyResult(), fc.option(fc.integer({ min: 1, max: 20 })), (result, precision) => {
        const text = renderText(result, { width, precision: precision ?? undefined });
        for (const line of text.split('\n')) {
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
          expect(line).toBe(line.trimEnd());
        }
      }),
      { numRuns: 300 },
    );
  });
});

function sampleLines(text: string): string[] {
  return text.split('\n\n').slice(1, -1).join('\n\n').split('\n');
}

function anyResult(): fc.Arbitrary<Result> {
  return fc
    .record({
      trueWidth: fc.constantFrom(1, 2, 10),
      predWidth: fc.constantFrom(1, 2, 10, 50),
      gradient: fc.boolean(),
      reduction: fc.constantFrom('mean' as const, 'sum' as const, 'weighted-mean' as const),
      denominator: fc.double(),
      result: fc.double(),
      skipped: fc.nat(),
      clipped: fc.nat(),
      params: fc.dictionary(fc.constantFrom('delta', 'gamma', 'axis'), fc.double()),
    })
    .chain(({ trueWidth, predWidth, gradient, ...rest }) => {
      const number = fc.oneof(fc.double(), fc.double({ min: 0, max: 1 }), fc.integer());
      const rows = (maxLength: number): fc.Arbitrary<SampleView[]> =>
        fc.array(
          fc.record({
            row: fc.integer({ min: 1, max: 2 ** 32 }),
            true: fc.array(number, { minLength: trueWidth, maxLength: trueWidth }),
            pred: fc.array(number, { minLength: predWidth, maxLength: predWidth }),
            loss: number,
          }),
          { minLength: 1, maxLength },
        );
      return fc.record({ head: rows(4), tail: rows(2), worst: rows(2) }).map((digest): Result => {
        const shape = [1000, predWidth];
        const values = new Float64Array(1000 * predWidth).fill(-1.25e-9);
        return {
          ...SMALL,
          ...rest,
          shape,
          samples: 1000,
          perSample: undefined,
          gradient: gradient ? { shape, values } : undefined,
          digest,
        };
      });
    });
}
