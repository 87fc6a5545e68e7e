import { elementCount } from '../tensor/shape.ts';
import type { LossRequest } from '../request.ts';
import type { LossOutcome, SuiteOptions } from '../suite/suite.ts';
import { CalibrationCounter, isCalibratable, type Calibration } from './calibration.ts';
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
  /** Absent where not wanted, or where no loss is of one probability a sample. */
  readonly calibration?: Calibration;
}

/** Gathers what reports show of single samples, while a suite computes. */
export class DistributionsCounter {
  readonly #histograms: readonly HistogramCounter[] | undefined;
  readonly #calibrated: number;
  readonly #calibration = new CalibrationCounter();

  constructor(requests: readonly LossRequest[], { histogram, calibration }: Wanted) {
    this.#histograms = histogram ? requests.map(() => new HistogramCounter()) : undefined;
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
    // Rows of several predictions were not told apart while they were counted.
    const calibrated = losses[this.#calibrated]?.result;
    const perSample = calibrated && elementCount(calibrated.shape) / calibrated.samples;
    return {
      ...(histograms && { histograms }),
      ...(perSample === 1 && { calibration: this.#calibration.finish() }),
    };
  }
}
