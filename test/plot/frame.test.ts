import { describe, expect, test } from 'vitest';
import type { Chart } from '../../src/plot/chart.ts';
import { coincide, frameOf } from '../../src/plot/frame.ts';

const X = Float64Array.from({ length: 101 }, (_, i) => i / 100);

/** A chart over [0, 1] of a function, with its derivative where one is given. */
function chart(loss: (x: number) => number, derivative?: (x: number) => number): Chart {
  return {
    loss: 'test-loss',
    word: 'loss',
    title: 'Test loss',
    settings: [],
    dtype: 'float64',
    xTitle: 'prediction p',
    x: X,
    curves: [
      {
        label: '',
        compat: 'exact',
        params: {},
        losses: X.map(loss),
        derivatives: derivative && X.map(derivative),
      },
    ],
  };
}

function heights(of: Chart): string[] {
  return frameOf(of, { x: 5, y: 4 }).yTicks.map(({ label }) => label);
}

describe('the vertical axis', () => {
  test('ends at round numbers around the values', () => {
    const { xTicks, yTicks } = frameOf(
      chart((x) => 3.9 * x),
      { x: 2, y: 4 },
    );
    expect(xTicks).toEqual([
      { position: 0, label: '0' },
      { position: 0.5, label: '0.5' },
      { position: 1, label: '1' },
    ]);
    expect(yTicks.map(({ label }) => label)).toEqual(['0', '1', '2', '3', '4']);
    expect(yTicks.at(-1)!.position).toBe(1);
  });

  test('shows all of a curve that is not steep', () => {
    expect(heights(chart((x) => 100 * x ** 4)).at(-1)).toBe('100');
  });

  test('does not follow a steep end', () => {
    expect(heights(chart((x) => -Math.log(Math.max(x, 1e-300)))).at(-1)).toBe('4');
    expect(heights(chart((x) => Math.log(Math.max(x, 1e-300))))[0]).toBe('-4');
  });

  test('has a height for a constant', () => {
    expect(heights(chart(() => 2))).toEqual(['1', '1.5', '2', '2.5', '3']);
    expect(heights(chart(() => 0))).toEqual(['-1', '-0.5', '0', '0.5', '1']);
  });

  test('shows a derivative as far as the losses go, or to twice its usual size', () => {
    const steep = chart(
      (x) => -Math.log(x + 1e-9),
      (x) => -1 / (x + 1e-9),
    );
    expect(heights(steep)).toEqual(['-4', '-2', '0', '2', '4']);
    const large = chart(
      (x) => 0.01 * x,
      () => -6,
    );
    expect(heights(large)[0]).toBe('-6');
  });

  test('marks 0 where it is inside', () => {
    const signed = chart((x) => x - 0.5);
    expect(frameOf(signed, { x: 5, y: 4 }).zero).toBe(0.5);
    const positive = chart((x) => x);
    expect(frameOf(positive, { x: 5, y: 4 }).zero).toBeUndefined();
  });

  test('keeps its round numbers in float32', () => {
    expect(heights(chart((x) => Math.fround(0.2) * x)).at(-1)).toBe('0.2');
  });
});

test('points are shares of the frame, and gaps where there is no number or one far off', () => {
  const frame = frameOf(
    chart((x) => x),
    { x: 5, y: 4 },
  );
  expect(frame.points(Float64Array.of(0.5, NaN, Infinity, 1.5, 1e300, -0.5))).toEqual([
    [0, 0.5],
    undefined,
    undefined,
    [0.03, 1.5],
    undefined,
    [0.05, -0.5],
  ]);
});

test('lines coincide that differ by less than their width, but for a few points', () => {
  const frame = frameOf(
    chart((x) => x),
    { x: 5, y: 4 },
  );
  const line = frame.points(X);
  expect(coincide(line, frame.points(X.map((x) => x + 1e-7)))).toBe(true);
  expect(coincide(line, frame.points(X.map((x) => (x === 0 ? Infinity : x))))).toBe(true);
  expect(coincide(line, frame.points(X.map((x) => x + 0.01)))).toBe(false);
  expect(coincide(line, frame.points(X.map((x) => (x < 0.1 ? NaN : x))))).toBe(false);
});
