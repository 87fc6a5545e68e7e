import { describe, expect, it } from 'vitest';
import { binaryCrossentropy } from '../../src/losses/binary/binary-crossentropy.ts';
import { hinge } from '../../src/losses/binary/hinge.ts';
import { logLoss } from '../../src/losses/binary/log-loss.ts';
import { meanSquaredError } from '../../src/losses/regression/mean-squared-error.ts';
import { CalibrationCounter, isCalibratable } from '../../src/suite/calibration.ts';
import { resolveRequest } from '../../src/engine/request.ts';

function calibrationOf(truth: readonly number[], pred: readonly number[], weights?: number[]) {
  const counter = new CalibrationCounter({ true: 1, pred: 1 });
  counter.add({
    rows: truth.length,
    firstRow: 1,
    inputs: {
      true: Float64Array.from(truth),
      pred: Float64Array.from(pred),
      ...(weights && { weights: Float64Array.from(weights) }),
    },
  });
  const calibration = counter.finish();
  if ('reason' in calibration) throw new Error(calibration.reason);
  return calibration;
}

describe('calibration', () => {
  it('compares predictions with the share of positives in ten bins', () => {
    const { bins, expectedError } = calibrationOf([1, 0, 1, 1], [0.72, 0.78, 1, 0.05]);
    expect(bins).toHaveLength(10);
    expect(bins[7]).toEqual({
      low: 0.7,
      high: 0.8,
      count: 2,
      meanPredicted: 0.75,
      sharePositive: 0.5,
    });
    expect(bins[9]).toMatchObject({ count: 1, meanPredicted: 1, sharePositive: 1 });
    expect(bins[5]!.meanPredicted).toBeNaN();
    // (2 x 0.25 + 0 + 0.95) / 4
    expect(expectedError).toBeCloseTo(0.3625, 15);
  });

  it('puts a prediction on the bound of two bins into the upper one', () => {
    const edges = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
    expect(calibrationOf(edges, edges).bins.map(({ count }) => count)).toEqual(edges.map(() => 1));
    const below = [0.3, 0.6, 0.7].map((edge) => edge - 2 ** -53);
    expect(calibrationOf(below, below).bins.map(({ count }) => count)).toEqual([
      0, 0, 1, 0, 0, 1, 1, 0, 0, 0,
    ]);
  });

  it('counts what is no probability apart', () => {
    const { bins, outside } = calibrationOf([1, 0, 1], [1.5, NaN, 0.5]);
    expect(outside).toBe(2);
    expect(bins[5]!.count).toBe(1);
  });

  it('is none of negative weights', () => {
    expect(() => calibrationOf([1, 0], [0.7, 0.2], [1, -1])).toThrow('there are negative weights');
  });

  it('weights samples, and counts each once', () => {
    const weights = [3, 1, 2, 0];
    const { bins, expectedError } = calibrationOf([1, 0, 1, 1], [0.72, 0.76, 1, 0.05], weights);
    expect(bins[7]!.meanPredicted).toBeCloseTo((3 * 0.72 + 0.76) / 4, 15);
    expect(bins[7]).toMatchObject({ count: 2, sharePositive: 0.75 });
    expect(bins[0]).toMatchObject({ count: 1, meanPredicted: NaN });
    // (4 x 0.02 + 2 x 0) / 6
    expect(expectedError).toBeCloseTo(0.08 / 6, 15);
  });

  it('is of losses that take probabilities of yes', () => {
    expect(isCalibratable(resolveRequest(binaryCrossentropy, {}))).toBe(true);
    expect(isCalibratable(resolveRequest(logLoss, {}))).toBe(true);
    const logits = resolveRequest(binaryCrossentropy, { params: { fromLogits: true } });
    expect(isCalibratable(logits)).toBe(false);
    expect(isCalibratable(resolveRequest(hinge, {}))).toBe(false);
    expect(isCalibratable(resolveRequest(meanSquaredError, {}))).toBe(false);
  });
});
