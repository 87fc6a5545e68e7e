import type { LossRequest } from '../engine/request.ts';
import type { Block, Widths } from '../tensor/block.ts';

/** Samples with similar predicted probabilities. */
interface CalibrationBin {
  /** Bounds of the predictions; the upper one belongs to the next bin, but for that of 1. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** Means over the samples of the bin, as these are weighted; NaN where it has none. */
  readonly meanPredicted: number;
  /** The share of positives, or the mean of the true values where those are probabilities themselves. */
  readonly sharePositive: number;
}

/** How often what was predicted with some probability came true: a reliability diagram as numbers. */
export interface Calibration {
  readonly bins: readonly CalibrationBin[];
  /** Samples whose prediction or true value is no number from 0 to 1, and that are in no bin. */
  readonly outside: number;
  /**
   * The mean over samples, as these are weighted, of how far the share of positives is from the mean prediction of its
   * bin: the expected calibration error (Naeini et al., 2015). NaN where no sample is in a bin.
   */
  readonly expectedError: number;
}

/** There is no calibration. */
export interface NoCalibration {
  readonly reason: string;
}

const BINS = 10;

/** Whether the loss compares yes or no with the probability of yes. */
export function isCalibratable({ definition, inputs, params }: LossRequest): boolean {
  if (definition.family !== 'binary' || params['fromLogits'] === true) return false;
  const domains = ['true', 'pred'].map((name) => inputs.get(name)?.domainWith(params));
  return (
    ['binary', 'probability', 'class-index'].includes(domains[0] ?? '') &&
    ['probability', 'class-probability'].includes(domains[1] ?? '')
  );
}

/** Why there is none where no loss is of probabilities. */
export const NO_PROBABILITIES =
  'it takes labels of two classes, the probability of one of them and a loss of these, such as bce without logits';
const NEGATIVE_WEIGHTS = 'there are negative weights';
const NOT_ONE_EACH = 'it takes one prediction for each sample, and here rows have several';

/** Gathers predictions in ten bins of equal width. */
export class CalibrationCounter {
  readonly #counts = new Float64Array(BINS);
  readonly #weights = new Float64Array(BINS);
  readonly #predicted = new Float64Array(BINS);
  readonly #positive = new Float64Array(BINS);
  readonly #isOneEach: boolean;
  #outside = 0;
  #hasNegativeWeight = false;

  /** @param widths how many numbers a row of each input has */
  constructor(widths: Widths) {
    this.#isOneEach = widths['true'] === 1 && widths['pred'] === 1;
  }

  /** Adds the samples of a block. */
  add({ inputs, rows }: Block): void {
    if (!this.#isOneEach) return;
    const { true: truth, pred, weights } = inputs;
    for (let i = 0; i < rows; i++) this.#count(truth![i]!, pred![i]!, weights?.[i] ?? 1);
  }

  #count(y: number, p: number, weight: number): void {
    if (!(p >= 0 && p <= 1 && y >= 0 && y <= 1)) {
      this.#outside++;
      return;
    }
    if (weight < 0) this.#hasNegativeWeight = true;
    const bin = binOf(p);
    this.#counts[bin]!++;
    this.#weights[bin]! += weight;
    this.#predicted[bin]! += weight * p;
    this.#positive[bin]! += weight * y;
  }

  finish(): Calibration | NoCalibration {
    if (!this.#isOneEach) return { reason: NOT_ONE_EACH };
    if (this.#hasNegativeWeight) return { reason: NEGATIVE_WEIGHTS };
    const total = this.#weights.reduce((sum, weight) => sum + weight, 0);
    let distance = 0;
    const bins = Array.from(this.#counts, (count, i) => {
      const weight = this.#weights[i]!;
      const [predicted, positive] = [this.#predicted[i]!, this.#positive[i]!];
      distance += Math.abs(positive - predicted);
      return {
        low: i / BINS,
        high: (i + 1) / BINS,
        count,
        meanPredicted: predicted / weight,
        sharePositive: positive / weight,
      };
    });
    return { bins, outside: this.#outside, expectedError: distance / total };
  }
}

function binOf(p: number): number {
  const bin = Math.min(BINS - 1, Math.floor(p * BINS));
  // The product is rounded, and may reach the bound of the next bin without p doing so.
  return p < bin / BINS ? bin - 1 : bin;
}
