import { elementCount } from '../tensor/shape.ts';
import type { LossRequest } from '../engine/request.ts';
import type { LossOutcome, SuiteOptions } from './suite.ts';
import {
  CalibrationCounter,
  isCalibratable,
  type Calibration,
  type NoCalibration,
} from './calibration.ts';
import { HistogramCounter, type Histogram } from './histogram.ts';

/** Which pictures of the samples are wanted. */
export interface Wanted {
  readonly histogram: boolean;
  readonly calibration: boolean;
}

/** What is known of the samples besides their losses' means. */
export interface Distributions {
  /** Of each loss; undefined for one whose samples have no losses of their own. Absent where not wanted. */
  readonly histograms?: readonly (Histogram | undefined)[];
  /** Or why there is none. Absent where not wanted. */
  readonly calibration?: Calibration | NoCalibration;
}

const NO_PROBABILITIES =
  'it takes labels of two classes, the probability of one of them and a loss of these, such as bce without logits';
const NOT_ONE_EACH = 'it takes one prediction for each sample, and here rows have several';

/** Gathers what reports show of single samples, while a suite computes. */
export class DistributionsCounter {
  readonly #histograms: readonly HistogramCounter[] | undefined;
  readonly #wantsCalibration: boolean;
  readonly #calibrated: number;
  readonly #calibration = new CalibrationCounter();

  constructor(requests: readonly LossRequest[], { histogram, calibration }: Wanted) {
    this.#histograms = histogram ? requests.map(() => new HistogramCounter()) : undefined;
    this.#wantsCalibration = calibration;
    this.#calibrated = calibration ? requests.findIndex(isCalibratable) : -1;
  }

  readonly onLosses: NonNullable<SuiteOptions['onLosses']> = (index, block, { losses }) => {
    this.#histograms?.[index]!.add(losses, block.rows, block.inputs['mask']);
    if (index === this.#calibrated) this.#calibration.add(block);
  };

  finish(losses: readonly LossOutcome[]): Distributions {
    const histograms = this.#histograms?.map((counter, k) =>
      losses[k]!.result.over === 'batch' ? undefined : counter.finish(),
    );
    return {
      ...(histograms && { histograms }),
      ...(this.#wantsCalibration && { calibration: this.#calibrationOf(losses) }),
    };
  }

  #calibrationOf(losses: readonly LossOutcome[]): Calibration | NoCalibration {
    const calibrated = losses[this.#calibrated]?.result;
    if (!calibrated) return { reason: NO_PROBABILITIES };
    // Rows of several predictions were not told apart while they were counted.
    if (elementCount(calibrated.shape) !== calibrated.samples) return { reason: NOT_ONE_EACH };
    return this.#calibration.finish();
  }
}
