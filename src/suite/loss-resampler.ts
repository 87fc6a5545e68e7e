import type { LossRequest } from '../engine/request.ts';
import type { Interval, IntervalOptions, NoInterval } from '../resample/interval.ts';
import { MeanResampler } from '../resample/mean-resampler.ts';
import type { Result } from '../engine/result.ts';
import type { Block } from '../tensor/block.ts';
import { SampleTerms, type Computed } from './sample-terms.ts';

/** How intervals are computed, and the column whose texts are the clusters, where clusters are resampled. */
export interface SuiteInterval extends IntervalOptions {
  readonly cluster?: string | undefined;
}

/** Computes an interval of a reduced loss from the losses of its samples. */
export class LossResampler {
  readonly #terms: SampleTerms;
  readonly #resampler: MeanResampler;

  /** @throws UserError for a level or seed that makes no sense */
  constructor(request: LossRequest, { cluster, ...options }: SuiteInterval) {
    this.#terms = new SampleTerms(request, cluster);
    this.#resampler = new MeanResampler(options, cluster === undefined ? 'samples' : 'clusters');
  }

  /** Adds the samples of a block, as the reduction counts them. */
  add(block: Block, computed: Computed): void {
    this.#resampler.add(this.#terms.of(block, computed));
  }

  interval({ result, denominator }: Result): Interval | NoInterval {
    if (result === null || denominator === null) {
      return { reason: 'the losses are not reduced' };
    }
    return this.#resampler.interval({ result, denominator });
  }
}
