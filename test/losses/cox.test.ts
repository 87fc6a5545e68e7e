import { describe, expect, it } from 'vitest';
import { lossNamed } from '../../src/index.ts';

const warn = (): void => undefined;
const times = [5, 3, 3, 8, 1, 3];
const events = [1, 1, 1, 0, 1, 0];
const hazards = [0.2, 1, 0.4, -0.5, 0, 2];

/** The partial likelihood as it is defined, for each event by itself. */
function expected(ties: 'efron' | 'breslow'): number {
  const hazardOf = (keep: (i: number) => boolean): number =>
    hazards.reduce((sum, p, i) => (keep(i) ? sum + Math.exp(p) : sum), 0);
  let total = 0;
  for (const time of new Set(times)) {
    const ended = (i: number): boolean => times[i] === time && events[i] === 1;
    const tied = times.flatMap((_, i) => (ended(i) ? [i] : []));
    tied.forEach((i, k) => {
      const leftOut = ties === 'efron' ? k / tied.length : 0;
      const atRisk = hazardOf((j) => times[j]! >= time) - leftOut * hazardOf(ended);
      total += Math.log(atRisk) - hazards[i]!;
    });
  }
  return total;
}

describe('cox', () => {
  it.each(['efron', 'breslow'] as const)('takes ties as %s did', (ties) => {
    const cox = lossNamed('cox', { compat: 'exact', ties, normalize: 'none', warn });
    const { result } = cox.evaluate(times, hazards, { event: events });
    expect(result).toBeCloseTo(expected(ties), 13);
  });

  it.each([
    ['none', 1],
    ['events', 4],
    ['samples', 6],
  ] as const)('divides the sum by %s', (normalize, divisor) => {
    const cox = lossNamed('cox', { compat: 'exact', normalize, warn });
    const { result } = cox.evaluate(times, hazards, { event: events });
    expect(result).toBeCloseTo(expected('efron') / divisor, 13);
  });

  it('does not overflow, and knows differences of hazards only', () => {
    const cox = lossNamed('cox', { compat: 'exact', normalize: 'none', warn });
    const far = hazards.map((p) => p + 2 ** 20);
    const { result, gradient } = cox.evaluate(times, far, { event: events }, { gradient: true });
    expect(result).toBeCloseTo(expected('efron'), 8);
    expect([...gradient!.values].reduce((a, b) => a + b)).toBeCloseTo(0, 8);
  });

  it('gives a sample the weight of so many', () => {
    const cox = lossNamed('cox', { compat: 'exact', ties: 'breslow', normalize: 'none', warn });
    const weighted = cox.evaluate([2, 3], [0.5, 1], { event: [1, 1], weights: [1, 2] });
    const repeated = cox.evaluate([2, 3, 3], [0.5, 1, 1], { event: [1, 1, 1] });
    expect(weighted.result).toBeCloseTo(repeated.result!, 13);
  });

  it('is 0 without events, where it is not divided by them', () => {
    const cox = lossNamed('cox', { compat: 'lifelines', warn });
    expect(cox.evaluate([2, 3], [0.5, 1], { event: [0, 0] }).result).toBe(0);
  });

  it('takes one log hazard of a sample', () => {
    const cox = lossNamed('cox', { warn });
    const two = [
      [0.5, 1],
      [1, 2],
    ];
    expect(() => cox.evaluate([2, 3], two, { event: [1, 1] })).toThrow(
      'pred needs one number for each sample',
    );
  });
});
