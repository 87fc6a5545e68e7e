import type { Reduction } from '../losses/definition.ts';
import type { Terms } from '../reduce/sums.ts';
import type { Block } from '../tensor/block.ts';
import { rounderOf } from '../tensor/dtype.ts';
import type { BlockLosses } from './engine.ts';
import type { LossRequest } from './request.ts';

/** What a weight adds to the denominator of a mean that heeds weights there. */
const SHARES: Partial<Record<Reduction, (weight: number) => number>> = {
  'weighted-mean': (weight) => weight,
  'nonzero-mean': (weight) => (weight === 0 ? 0 : 1),
};

/**
 * Tells what samples add to the sums of a reduction: their losses as they are weighted, and what they count for the
 * denominator.
 */
export class SampleTerms {
  /** What a weight adds to the denominator. */
  readonly #share: (weight: number) => number;
  readonly #round: (x: number) => number;
  #values = new Float64Array(0);
  #counts = new Float64Array(0);

  constructor({ reduction, dtype }: LossRequest) {
    this.#share = SHARES[reduction] ?? (() => 1);
    this.#round = rounderOf(dtype);
  }

  /** The terms of a block's samples, valid until the next call. */
  of({ rows, inputs }: Block, { objective, counts }: BlockLosses): Terms {
    const { weights } = inputs;
    if (!weights && !counts) return { rows, values: [objective] };
    if (this.#values.length < rows) {
      this.#values = new Float64Array(rows);
      this.#counts = new Float64Array(rows);
    }
    for (let i = 0; i < rows; i++) {
      const weight = weights === undefined ? 1 : this.#round(weights[i]!);
      const count = counts === undefined ? 1 : counts[i]!;
      this.#values[i] = this.#round(objective[i]! * weight);
      this.#counts[i] = this.#share(weight) * count;
    }
    return { rows, values: [this.#values], counts: this.#counts };
  }
}
