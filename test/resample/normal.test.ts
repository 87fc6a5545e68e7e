import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile } from '../../src/resample/normal.ts';

// Figures of scipy.stats.norm 1.17.1.
describe('normalCdf', () => {
  it.each([
    [-9, 0],
    [-7.5, 3.1908916729108844e-14],
    [-3, 0.0013498980316300933],
    [-1, 0.15865525393145707],
    [0, 0.5],
    [0.1, 0.539827837277029],
    [1.96, 0.9750021048517795],
    [5, 0.9999997133484281],
    [9, 1],
  ])('of %d', (x, expected) => {
    expect(Math.abs(normalCdf(x) - expected)).toBeLessThan(1e-15);
  });
});

describe('normalQuantile', () => {
  it.each([
    [0, -Infinity],
    [0.5, 0],
    [1, Infinity],
    [-0.1, NaN],
    [1.1, NaN],
    [NaN, NaN],
  ])('of %d is %d', (p, expected) => {
    expect(normalQuantile(p)).toBe(expected);
  });

  it.each([
    [1e-7, -5.1993375821928165],
    [0.001, -3.090232306167813],
    [0.025, -1.9599639845400545],
    [0.3, -0.5244005127080409],
    [0.84, 0.994457883209753],
    [0.975, 1.959963984540054],
    [0.9999, 3.719016485455709],
  ])('of %d', (p, expected) => {
    expect(normalQuantile(p)).toBeCloseTo(expected, 9);
  });
});
