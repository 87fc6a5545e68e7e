import type { Sums } from '../reduce/sums.ts';
import { MEAN, type Statistic } from '../resample/statistic.ts';
import { rounderOf } from '../tensor/dtype.ts';
import { isZeroOfNothing } from './counted-samples.ts';
import { isByElement } from './element-shares.ts';
import type { LossRequest } from './request.ts';

/** A loss as one number. */
export interface Reduced {
  /** Null with the reduction `none`. */
  readonly result: number | null;
  /** What a sum was divided by; null where nothing was reduced. */
  readonly denominator: number | null;
  /** What is doubtful about it, as after the name of the predictions. */
  readonly doubt?: string | undefined;
}

/** The end of a loss that is terms, sums and a finish: one expression of the sums of its terms over samples. */
export interface Finish {
  /** How many terms a sample has, without those of cells. */
  readonly size: number;
  /** The same expression for resampling, in float64. */
  readonly statistic: Statistic;
  /** The loss of the samples of a group. */
  reduce(sums: Sums, group?: number): Reduced;
}

/** How many of everything a reduction may divide by. */
export interface Counts {
  /** Values in one row that the reduction runs over: 1 for samples, the row's length for elements. */
  readonly perRow: number;
  /** Rows in an entry of the first axis. */
  readonly rowsPerBatch: number;
}

/**
 * How many values of a row of this width a reduction runs over.
 * @param isComputed whether their number is computed with them, as elements may not count
 */
export function countedPerRow(request: LossRequest, isComputed: boolean, width: number): number {
  const isOfElements = isByElement(request) ? !isComputed : request.convention.over === 'elements';
  return isOfElements ? width : 1;
}

/** The reduction of losses that samples have: their weighted sum, divided by what the reduction says. */
export class SampleFinish implements Finish {
  readonly size = 1;
  readonly statistic = MEAN;
  readonly #request: LossRequest;
  readonly #counts: Counts;
  readonly #round: (x: number) => number;

  constructor(request: LossRequest, counts: Counts) {
    this.#request = request;
    this.#counts = counts;
    this.#round = rounderOf(request.dtype);
  }

  reduce(sums: Sums, group = 0): Reduced {
    const denominator = this.#denominator(sums, group);
    if (denominator === null) return { result: null, denominator };
    if (denominator === 0 && isZeroOfNothing(this.#request, sums.rows(group))) {
      return { result: 0, denominator };
    }
    return { result: this.#quotient(sums, denominator, group), denominator };
  }

  #quotient(sums: Sums, denominator: number, group: number): number {
    const round = this.#round;
    // Rounded once in float64, after each of the two steps in float32.
    if (this.#request.dtype === 'float32') {
      return round(round(sums.value(0, group)) / round(denominator));
    }
    if (denominator < Infinity) return sums.quotient(0, denominator, group);
    return sums.mean(0, group) / this.#counts.perRow;
  }

  #denominator(sums: Sums, group: number): number | null {
    const { perRow, rowsPerBatch } = this.#counts;
    switch (this.#request.reduction) {
      case 'none':
        return null;
      case 'sum':
        return 1;
      case 'batchmean':
        return sums.rows(group) / rowsPerBatch;
      case 'mean':
      case 'weighted-mean':
      case 'nonzero-mean':
        return this.#round(sums.count(group)) * perRow;
    }
  }
}
