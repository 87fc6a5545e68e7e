import type { Reduction } from '../losses/definition.ts';
import type { Dtype } from '../tensor/dtype.ts';
import { ExactSum } from './exact-sum.ts';

/** What may come with the losses of a block of samples, one number for each. */
export interface Shares {
  readonly weights?: Float64Array | undefined;
  /** 0 for a sample that is left out. */
  readonly mask?: Float64Array | undefined;
  /** What a sample adds to the denominator of a mean; 1 when left out. */
  readonly counts?: Float64Array | undefined;
}

/** How many of everything a reduction may divide by. */
export interface Counts {
  /** Values in one row that the reduction runs over: 1 for samples, the row's length for elements. */
  readonly perRow: number;
  /** The length of the first axis. */
  readonly batch: number;
}

/** The weighted sum of per-sample losses, exact, and its reductions. */
export class Total {
  readonly #sum = new ExactSum();
  readonly #count = new ExactSum();
  readonly #weight = new ExactSum();
  readonly #round: (x: number) => number;
  #weighted = EMPTY;
  #counts = EMPTY;
  #weights = EMPTY;
  /** Samples that count 1, which are not worth a sum. */
  #plain = 0;

  constructor(dtype: Dtype) {
    this.#round = dtype === 'float32' ? Math.fround : (x) => x;
  }

  /** Adds the losses of `rows` samples. */
  add(losses: Float64Array, rows: number, shares: Shares): void {
    const { weights, mask, counts } = shares;
    if (!weights && !mask && !counts) {
      this.#sum.addAll(losses, rows);
      this.#plain += rows;
      return;
    }
    this.#reserve(rows);
    for (let i = 0; i < rows; i++) {
      const isLeftOut = mask?.[i] === 0;
      const weight = weights === undefined ? 1 : this.#round(weights[i]!);
      const count = isLeftOut ? 0 : counts === undefined ? 1 : counts[i]!;
      this.#weighted[i] = isLeftOut ? 0 : this.#round(losses[i]! * weight);
      this.#counts[i] = count;
      this.#weights[i] = weight * count;
    }
    this.#sum.addAll(this.#weighted, rows);
    this.#count.addAll(this.#counts, rows);
    this.#weight.addAll(this.#weights, rows);
  }

  #reserve(rows: number): void {
    if (rows <= this.#weighted.length) return;
    this.#weighted = new Float64Array(rows);
    this.#counts = new Float64Array(rows);
    this.#weights = new Float64Array(rows);
  }

  /** What a reduction divides by. */
  denominator(reduction: Reduction, { perRow, batch }: Counts): number | null {
    switch (reduction) {
      case 'none':
        return null;
      case 'sum':
        return 1;
      case 'batchmean':
        return batch;
      case 'mean':
        return this.#round(this.#plain + this.#count.sum()) * perRow;
      case 'weighted-mean':
        return this.#round(this.#plain + this.#weight.sum()) * perRow;
    }
  }

  /** The sum divided by the denominator: rounded once in float64, after each of the two steps in float32. */
  dividedBy(denominator: number): number {
    return this.#round === Math.fround
      ? Math.fround(Math.fround(this.#sum.sum()) / Math.fround(denominator))
      : this.#sum.dividedBy(denominator);
  }
}

const EMPTY = new Float64Array(0);
