import type { Dtype, Reduction } from '../losses/definition.ts';
import { ExactSum } from './exact-sum.ts';

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
  readonly #weights = new ExactSum();
  readonly #round: (x: number) => number;
  #weighted = new Float64Array(0);
  #rows = 0;

  constructor(dtype: Dtype) {
    this.#round = dtype === 'float32' ? Math.fround : (x) => x;
  }

  /** Adds one loss for each row, times its weight where there are weights. */
  add(losses: Float64Array, rows: number, weights?: Float64Array): void {
    this.#rows += rows;
    if (!weights) {
      this.#sum.addAll(losses, rows);
      return;
    }
    if (this.#weighted.length < rows) this.#weighted = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      this.#weighted[i] = this.#round(losses[i]! * this.#round(weights[i]!));
    }
    this.#sum.addAll(this.#weighted, rows);
    this.#weights.addAll(weights, rows);
  }

  /** What a reduction divides by; weights count only where there are any. */
  denominator(reduction: Reduction, weighted: boolean, { perRow, batch }: Counts): number | null {
    switch (reduction) {
      case 'none':
        return null;
      case 'sum':
        return 1;
      case 'batchmean':
        return batch;
      case 'mean':
        return this.#rows * perRow;
      case 'weighted-mean':
        return weighted ? this.#round(this.#weights.sum()) * perRow : this.#rows * perRow;
    }
  }

  /** The sum divided by the denominator: rounded once in float64, after each of the two steps in float32. */
  dividedBy(denominator: number): number {
    return this.#round === Math.fround
      ? Math.fround(Math.fround(this.#sum.sum()) / Math.fround(denominator))
      : this.#sum.dividedBy(denominator);
  }
}
