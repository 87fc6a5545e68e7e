import type { EvaluationOptions } from '../evaluate.ts';
import type { LossRequest } from '../request.ts';
import type { ClusterKeys } from '../resample/groups.ts';
import type { Interval, IntervalOptions, NoInterval } from '../resample/interval.ts';
import { MeanResampler } from '../resample/mean-resampler.ts';
import type { Result } from '../result.ts';
import type { Block } from '../tensor/block.ts';

/** How intervals are computed, and the text input whose texts are the clusters, where clusters are resampled. */
export interface SuiteInterval extends IntervalOptions {
  readonly cluster?: string | undefined;
}

type Computed = Parameters<NonNullable<EvaluationOptions['onLosses']>>[1];

/** Computes an interval of a reduced loss from the losses of its samples. */
export class LossResampler {
  readonly #reduction: LossRequest['reduction'];
  readonly #cluster: string | undefined;
  readonly #resampler: MeanResampler;
  #values = new Float64Array(0);
  #divisors = new Float64Array(0);

  /** @throws UserError for a level or seed that makes no sense */
  constructor({ reduction }: LossRequest, { cluster, ...options }: SuiteInterval) {
    this.#reduction = reduction;
    this.#cluster = cluster;
    this.#resampler = new MeanResampler(options, cluster === undefined ? 'samples' : 'clusters');
  }

  /** Adds the samples of a block, as the reduction counts them. */
  add(block: Block, { objective, counts }: Computed): void {
    const { rows, inputs } = block;
    const { weights, mask } = inputs;
    if (this.#values.length < rows) {
      this.#values = new Float64Array(rows);
      this.#divisors = new Float64Array(rows);
    }
    const isWeighted = this.#reduction === 'weighted-mean';
    for (let i = 0; i < rows; i++) {
      const isLeftOut = mask?.[i] === 0;
      const weight = weights?.[i] ?? 1;
      const count = isLeftOut ? 0 : (counts?.[i] ?? 1);
      this.#values[i] = isLeftOut ? 0 : objective[i]! * weight;
      this.#divisors[i] = isWeighted ? weight * count : count;
    }
    this.#resampler.add({
      rows,
      values: this.#values,
      divisors: this.#divisors,
      clusters: this.#clusters(block),
    });
  }

  #clusters({ texts, rows }: Block): ClusterKeys | undefined {
    if (this.#cluster === undefined) return undefined;
    const { codes, textOf } = texts![this.#cluster]!;
    let size = 0;
    for (let i = 0; i < rows; i++) size = Math.max(size, codes[i]! + 1);
    return { codes, size, textOf };
  }

  interval({ result, denominator }: Result): Interval | NoInterval {
    if (result === null || denominator === null) {
      return { reason: 'the losses are not reduced' };
    }
    return this.#resampler.interval({ result, denominator });
  }
}
