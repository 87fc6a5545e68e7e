import { Sums, type SumsJson } from '../reduce/sums.ts';
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
const SUMS = 3;
/** No bin. */
const NONE = -1;

/** What was gathered of some samples, as plain data. */
export interface CalibrationState {
  readonly sums: SumsJson;
  readonly outside: number;
  readonly hasNegativeWeight: boolean;
}

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
  /** By bin: of the weights, and of the predictions and the true values as these are weighted. */
  readonly #sums = new Sums(SUMS);
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
    const bins = new Int32Array(rows);
    const values = Array.from({ length: SUMS }, () => new Float64Array(rows));
    const [weighed, predicted, positive] = values;
    for (let i = 0; i < rows; i++) {
      const [y, p, weight] = [truth![i]!, pred![i]!, weights?.[i] ?? 1];
      bins[i] = p >= 0 && p <= 1 && y >= 0 && y <= 1 ? binOf(p) : NONE;
      if (bins[i] === NONE) {
        this.#outside++;
        continue;
      }
      if (weight < 0) this.#hasNegativeWeight = true;
      weighed![i] = weight;
      predicted![i] = weight * p;
      positive![i] = weight * y;
    }
    this.#sums.add({ rows, values }, bins, BINS);
  }

  /** What was gathered so far. */
  get state(): CalibrationState {
    return {
      sums: this.#sums.toJSON(),
      outside: this.#outside,
      hasNegativeWeight: this.#hasNegativeWeight,
    };
  }

  /** Adds what was gathered of other samples. */
  absorb({ sums, outside, hasNegativeWeight }: CalibrationState): void {
    this.#sums.merge(Sums.fromJSON(sums)!);
    this.#outside += outside;
    this.#hasNegativeWeight ||= hasNegativeWeight;
  }

  finish(): Calibration | NoCalibration {
    if (!this.#isOneEach) return { reason: NOT_ONE_EACH };
    if (this.#hasNegativeWeight) return { reason: NEGATIVE_WEIGHTS };
    const sums = this.#sums;
    let total = 0;
    let distance = 0;
    const bins = Array.from({ length: BINS }, (_, i) => {
      const [weight, predicted, positive] = [0, 1, 2].map((k) => sums.value(k, i)) as [
        number,
        number,
        number,
      ];
      total += weight;
      distance += Math.abs(positive - predicted);
      return {
        low: i / BINS,
        high: (i + 1) / BINS,
        count: sums.rows(i),
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
