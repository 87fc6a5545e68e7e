import type { BatchKernel } from '../kernel.ts';
import {
  forEachPixel,
  masksOf,
  PRODUCTS,
  sumsOfSample,
  type ClassMasks,
  type ClassSums,
} from './masks-of-classes.ts';
import { countedClasses } from './masks-monai.ts';

/** What descriptions say of masks that are decided. */
export const DECIDED =
  ' Predictions are masks of 0 and 1 or, where there is any other number among them, scores of which the largest of a ' +
  'pixel decides. Classes lie along axis 1, as in [N, C, H, W].';

/** Masks of 0 and 1: as they are, or 1 where the number is the first of the largest of a pixel. */
function decided(masks: ClassMasks, numbers: Float64Array): Float64Array {
  if (numbers.every((x) => x === 0 || x === 1)) return numbers;
  const made = new Float64Array(numbers.length);
  forEachPixel(masks, (places) => {
    const best = places.reduce((most, k) => (numbers[k]! > numbers[most]! ? k : most), places[0]!);
    for (const k of places) made[k] = Number.isNaN(numbers[k]) ? NaN : Number(k === best);
  });
  return made;
}

/**
 * A score of the decided masks of each sample, from the sums of the classes that count. A sample of which it is NaN does
 * not count in the mean.
 */
export function hardMaskScore(
  scoreOf: (sums: readonly ClassSums[], average: unknown) => number,
): BatchKernel {
  return (batch) => {
    const given = masksOf(batch);
    const masks = {
      ...given,
      pred: decided(given, given.pred),
      true: decided(given, given.true),
    };
    const counts = countedClasses(masks.classes, batch.params);
    const scores = Float64Array.from({ length: masks.samples }, (_, n) => {
      const sums = sumsOfSample(masks, n, PRODUCTS).filter((_sums, c) => counts[c]);
      return scoreOf(sums, batch.params['average']);
    });
    // Decided masks do not change with a small change of the scores.
    return { losses: scores, gradient: () => new Float64Array(given.pred.length) };
  };
}

/** The mean of the numbers that are such; NaN of none. */
export function meanOfNumbers(values: readonly number[]): number {
  const numbers = values.filter((value) => !Number.isNaN(value));
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}
