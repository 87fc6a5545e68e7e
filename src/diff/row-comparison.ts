import type { Adjustment } from './adjustments.ts';
import type { Candidate, ComputedRows } from './candidate.ts';
import { Comparison, isSame } from './comparison.ts';

/** How the losses of two conventions differ, row by row. */
export class RowComparison {
  /** As they are. */
  readonly losses: Comparison;
  /** Without the adjustments of either. */
  readonly bare: Comparison;
  readonly #sides: readonly [Candidate, Candidate];
  readonly #touched = new Map<Adjustment, number>();

  constructor(first: Candidate, other: Candidate) {
    this.#sides = [first, other];
    this.losses = new Comparison(first.request.dtype);
    this.bare = new Comparison(first.request.dtype);
  }

  /** Compares the next rows of both. */
  add(first: ComputedRows, other: ComputedRows): void {
    this.losses.add(first.losses, other.losses);
    this.bare.add(first.bare, other.bare);
    const differs = (i: number): boolean => !isSame(first.losses[i]!, other.losses[i]!);
    [first, other].forEach((rows, side) => {
      const candidate = this.#sides[side]!;
      for (const adjustment of candidate.adjustments) {
        const touched = candidate.countTouched(adjustment, rows, differs);
        this.#touched.set(adjustment, this.touched(adjustment) + touched);
      }
    });
  }

  /** Rows that an adjustment touched, of those that differ. */
  touched(adjustment: Adjustment): number {
    return this.#touched.get(adjustment) ?? 0;
  }
}
