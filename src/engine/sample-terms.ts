import type { Terms } from '../reduce/sums.ts';
import type { Block } from '../tensor/block.ts';
import { rounderOf } from '../tensor/dtype.ts';
import type { BlockLosses } from './engine.ts';
import type { LossRequest } from './request.ts';

/**
 * Tells what samples add to the sums of a reduction: their losses as they are weighted, and what they count for the
 * denominator.
 */
export class SampleTerms {
  readonly #isWeightedMean: boolean;
  readonly #round: (x: number) => number;
  #values = new Float64Array(0);
  #counts = new Float64Array(0);

  constructor({ reduction, dtype }: LossRequest) {
    this.#isWeightedMean = reduction === 'weighted-mean';
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
      this.#counts[i] = this.#isWeightedMean ? weight * count : count;
    }
    return { rows, values: [this.#values], counts: this.#counts };
  }
}
