import type { Computed, Evaluation } from '../engine/evaluation.ts';
import type { Renumbering } from '../engine/renumbering.ts';
import type { Result } from '../engine/result.ts';
import type { SampleView } from '../reduce/samples.ts';
import { WorstSamples } from '../reduce/worst-samples.ts';
import type { Interval, NoInterval } from '../resample/interval.ts';
import { Resampler } from '../resample/resampler.ts';
import type { Block } from '../tensor/block.ts';
import { clustersOf, unitOf, type SuiteInterval } from './clusters.ts';
import type { Grouping } from './grouping.ts';
import { HistogramCounter } from './histogram.ts';
import type { LossState } from './partial-suite.ts';
import type { LossOfSuite } from './loss-of-suite.ts';
import type { LossOutcome } from './outcome.ts';
import { NOT_REDUCED, SegmentEvaluations, SegmentSums, type SegmentedLoss } from './segments.ts';
import type { SuiteOptions } from './suite-options.ts';
import { whyNoSums } from './summable.ts';
import type { RowsRead } from '../tensor/rows-read.ts';

/** One loss of a suite, with all that is gathered of it. */
export class TrackedLoss {
  /** In the order of the divisions. */
  readonly segments: readonly SegmentedLoss[];
  readonly #loss: LossOfSuite;
  readonly #evaluation: Evaluation;
  readonly #interval: SuiteInterval | undefined;
  /** Why there is no interval, where one was asked for. */
  readonly #noInterval: NoInterval | undefined;
  readonly #resampler: Resampler | undefined;
  readonly #worst: WorstSamples | undefined;
  readonly #histogram: HistogramCounter | undefined;

  constructor(loss: LossOfSuite, groupings: readonly Grouping[], options: SuiteOptions) {
    const { samples, interval, worst, kept, shareKernel, isMerged, warn } = options;
    this.#loss = loss;
    this.#evaluation = loss.evaluation({
      ...samples,
      shareKernel,
      warn,
      onComputed: (block, computed) => this.#take(block, computed),
    });
    this.#interval = interval;
    const { reduction, isBatchLevel } = this.#evaluation;
    const obstacle = whyNoSums(loss.request, this.#evaluation);
    const noInterval = obstacle === undefined ? undefined : { reason: obstacle };
    this.#noInterval = interval && noInterval;
    if (interval && reduction && !noInterval) {
      const { statistic, size } = reduction;
      this.#resampler = new Resampler(statistic, size, interval, {
        unit: unitOf(interval),
        isMerged,
      });
    }
    this.#worst =
      worst === undefined || isBatchLevel
        ? undefined
        : new WorstSamples(worst, { kept, lowest: !loss.smallerIsBetter });
    this.#histogram = options.histogram && !isBatchLevel ? new HistogramCounter() : undefined;
    this.segments = groupings.map((grouping) =>
      noInterval
        ? new SegmentEvaluations(loss, grouping, {
            noInterval: this.#noInterval,
            warn: options.warn,
          })
        : new SegmentSums(this.#evaluation, grouping, options),
    );
  }

  /** What the loss is called. */
  get name(): string {
    return this.#loss.request.definition.name;
  }

  /** Whether threads can compute the rows in parts: what is kept beside the sums depends on their order. */
  get isDivisible(): boolean {
    const other = this.#interval ?? this.#worst ?? this.#histogram;
    return other === undefined && this.segments.length === 0 && this.#evaluation.isDivisible;
  }

  /** Whether something is doubtful so far, which is told of the whole. */
  get isDoubtful(): boolean {
    return this.#evaluation.isDoubtful;
  }

  /** Why this cannot be put together of parts; undefined where it can. */
  get whyWhole(): string | undefined {
    return whyNoSums(this.#loss.request, this.#evaluation) ?? this.#evaluation.whyWhole;
  }

  /** @param part what this part of the input is called */
  state(part: string): LossState {
    return {
      evaluation: this.#evaluation.partial,
      units: this.#resampler?.state(part),
      worst: this.#worst?.samples,
      histogram: this.#histogram?.state,
      segments: this.#sumsBySegment.map((segments) => segments.state(part)),
    };
  }

  /**
   * Takes what was computed of other rows.
   * @param groups of each division the segments here of those there
   */
  absorb(
    { evaluation, units, worst, histogram, segments }: LossState,
    groups: readonly (readonly number[])[],
    numbers: Renumbering,
  ): void {
    const cellOf = this.#evaluation.absorb(evaluation, numbers);
    if (units) this.#resampler?.absorb(units, cellOf);
    if (worst) this.#worst?.absorb(worst.map((sample) => renumbered(sample, numbers)));
    if (histogram) this.#histogram?.absorb(histogram);
    this.#sumsBySegment.forEach((each, k) => each.absorb(segments[k]!, groups[k]!, cellOf));
  }

  /** All segments, where the loss is a sum. */
  get #sumsBySegment(): readonly SegmentSums[] {
    return this.segments.filter((segments) => segments instanceof SegmentSums);
  }

  push(block: Block): void {
    this.#evaluation.push(block);
    for (const segments of this.segments) segments.push(block);
  }

  #take(block: Block, computed: Computed): void {
    const { losses, terms } = computed;
    if (this.#resampler) this.#resampler.add(terms, clustersOf(block, this.#interval!));
    if (losses) {
      this.#worst?.add(block, losses, this.#loss.widths);
      this.#histogram?.add(losses, block.rows);
    }
    for (const segments of this.segments) segments.add(block, computed);
  }

  finish(read: RowsRead): LossOutcome {
    const result = this.#evaluation.finish(read);
    return {
      request: this.#loss.request,
      result,
      interval: this.#interval && (this.#noInterval ?? this.#intervalOf(result)),
      samples: this.#evaluation.samples,
      worst: this.#worst?.samples,
      histogram: this.#histogram?.finish(),
    };
  }

  #intervalOf({ result, ...computed }: Result): Interval | NoInterval {
    return result === null ? NOT_REDUCED : this.#resampler!.interval({ ...computed, result });
  }
}

/** A sample of another part of the input as it is numbered here. */
function renumbered(sample: SampleView, { rowOf, labelOf }: Renumbering): SampleView {
  return {
    ...sample,
    row: rowOf(sample.row),
    true: sample.true.map(labelOf),
    pred: sample.pred.map(labelOf),
  };
}
