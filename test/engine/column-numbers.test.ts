import { describe, expect, it } from 'vitest';
import { withColumnNumbers } from '../../src/engine/column-numbers.ts';
import { resolveRequest } from '../../src/engine/request.ts';
import { findLoss } from '../../src/losses/names.ts';

/** The quantiles that names of columns say. */
function quantilesOf(...columns: string[]): unknown {
  const request = resolveRequest(findLoss('quantile-loss')!, {});
  return withColumnNumbers(request, columns)['quantiles'];
}

const USUAL = [0.1, 0.5, 0.9];

describe('the quantiles of columns', () => {
  it.each([
    [
      ['q0.05', 'q0.5', 'q0.95'],
      [0.05, 0.5, 0.95],
    ],
    [
      ['0.25', '.5', '0.75'],
      [0.25, 0.5, 0.75],
    ],
    [
      ['p5', 'p50', 'p95'],
      [0.05, 0.5, 0.95],
    ],
    [
      ['y_hat_q10', 'y_hat_q90'],
      [0.1, 0.9],
    ],
    [['model2-q0.2'], [0.2]],
  ])('%o are in their names', (columns, expected) => {
    expect(quantilesOf(...columns)).toEqual(expected);
  });

  it.each([
    [['p1', 'p2', 'p3']],
    [['p0', 'p1', 'p2']],
    [['low', 'mid', 'high']],
    [['q0.1', 'q', 'q0.9']],
  ])('%o are as the loss has them', (columns) => expect(quantilesOf(...columns)).toEqual(USUAL));

  it('are those that are given, whatever the names', () => {
    const request = resolveRequest(findLoss('quantile-loss')!, {
      params: { quantiles: [0.1, 0.5, 0.9] },
    });
    expect(withColumnNumbers(request, ['q0.2', 'q0.4', 'q0.6'])).toBe(request.params);
  });
});
