import type { CountsConvention } from '../losses/definition.ts';
import type { Score } from '../losses/class-counts.ts';
import type { Sums } from '../reduce/sums.ts';
import type { Statistic } from '../resample/statistic.ts';
import { rounderOf } from '../tensor/dtype.ts';
import type { ClassTally } from './class-tally.ts';
import type { Finish, Reduced } from './finish.ts';
import type { LossRequest } from './request.ts';

/** The finish of a score of counts by class: these as sums, of which there are as many as there are classes. */
export class CountsFinish implements Finish {
  /** What all samples weigh; the sums by class are those of cells. */
  readonly size = 1;
  readonly statistic: Statistic;
  readonly #request: LossRequest;
  readonly #convention: CountsConvention;
  readonly #tally: ClassTally;

  constructor(request: LossRequest, convention: CountsConvention, tally: ClassTally) {
    this.#request = request;
    this.#convention = convention;
    this.#tally = tally;
    this.statistic = { isMean: false, at: (sums) => this.#score(sums.subarray(0, -1)).loss };
  }

  reduce(sums: Sums, group = 0): Reduced {
    const values = Float64Array.from({ length: sums.size }, (_, k) => sums.value(k, group));
    const { loss, doubt } = this.#score(values);
    return { result: rounderOf(this.#request.dtype)(loss), denominator: null, doubt };
  }

  /** @param sums what all samples weigh, and the sums of cells */
  #score(sums: Float64Array): Score {
    const [total] = sums as unknown as [number];
    if (Number.isNaN(total)) return { loss: NaN };
    const counts = this.#tally.counts(total, sums.subarray(1));
    return this.#convention.kernel(counts, this.#request.params);
  }
}
