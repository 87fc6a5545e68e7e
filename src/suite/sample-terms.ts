import type { EvaluationOptions } from '../engine/evaluate.ts';
import type { LossRequest } from '../engine/request.ts';
import type { ClusterKeys, Terms } from '../resample/groups.ts';
import { codeCount, type Block } from '../tensor/block.ts';

/** What was computed of the samples of a block. */
export type Computed = Parameters<NonNullable<EvaluationOptions['onLosses']>>[1];

/** Tells what samples add to the sums that a reduction divides: their weights, mask and counts heeded. */
export class SampleTerms {
  readonly #reduction: LossRequest['reduction'];
  readonly #cluster: string | undefined;
  #values = new Float64Array(0);
  #divisors = new Float64Array(0);

  /** @param cluster the column whose texts are the clusters, where there are clusters */
  constructor({ reduction }: LossRequest, cluster: string | undefined) {
    this.#reduction = reduction;
    this.#cluster = cluster;
  }

  /** The terms of a block's samples, valid until the next call. */
  of(block: Block, { objective, counts }: Computed): Terms {
    const { rows, inputs } = block;
    const { weights, mask } = inputs;
    const clusters = this.#clusters(block);
    if (!weights && !mask && !counts) return { rows, values: objective, clusters };
    if (this.#values.length < rows) {
      this.#values = new Float64Array(rows);
      this.#divisors = new Float64Array(rows);
    }
    const values = this.#values;
    const divisors = this.#divisors;
    const isWeighted = this.#reduction === 'weighted-mean';
    for (let i = 0; i < rows; i++) {
      const isLeftOut = mask?.[i] === 0;
      const weight = weights?.[i] ?? 1;
      const count = isLeftOut ? 0 : (counts?.[i] ?? 1);
      values[i] = isLeftOut ? 0 : objective[i]! * weight;
      divisors[i] = isWeighted ? weight * count : count;
    }
    return { rows, values, divisors, clusters };
  }

  #clusters({ texts, rows }: Block): ClusterKeys | undefined {
    if (this.#cluster === undefined) return undefined;
    const column = texts![this.#cluster]!;
    const { codes, textOf, utf8 } = column;
    return { codes, size: codeCount(column, rows), textOf, utf8 };
  }
}
