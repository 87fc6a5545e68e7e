import type { Computed, Evaluation, EvaluationOptions } from '../engine/evaluation.ts';
import { Mask } from '../engine/mask.ts';
import type { LossRequest } from '../engine/request.ts';
import type { Result } from '../engine/result.ts';
import { inputsAmong, widthsOf, type LabelledTensor } from '../engine/shapes.ts';
import { WorstSamples } from '../reduce/worst-samples.ts';
import type { Interval, NoInterval } from '../resample/interval.ts';
import { Resampler } from '../resample/resampler.ts';
import type { Block, Widths } from '../tensor/block.ts';
import type { WrittenLabels } from '../tensor/class-match.ts';
import { CalibrationCounter, isCalibratable, NO_PROBABILITIES } from './calibration.ts';
import { clustersOf, unitOf, type SuiteInterval } from './clusters.ts';
import { Grouping } from './grouping.ts';
import { HistogramCounter } from './histogram.ts';
import { LossOfSuite } from './loss-of-suite.ts';
import type { Division, LossOutcome, Outcome } from './outcome.ts';
import { NOT_REDUCED, SegmentEvaluations, SegmentSums, type SegmentedLoss } from './segments.ts';
import { whyNoSums } from './summable.ts';
import type { RowsRead } from '../tensor/rows-read.ts';

/** What of single samples to keep; see {@link EvaluationOptions}. */
export type SampleOptions = Pick<
  EvaluationOptions,
  'perSample' | 'newStore' | 'perElement' | 'gradient' | 'digest'
>;

/** What to compute of several losses besides their results. */
export interface SuiteOptions {
  /** For each division into segments the columns whose texts make it. */
  readonly by?: readonly (readonly string[])[] | undefined;
  /** How many of the samples with the worst losses to keep: the highest, or the lowest where larger is better. */
  readonly worst?: number | undefined;
  /** Text inputs to keep of those samples, such as ids. */
  readonly kept?: readonly string[] | undefined;
  /** Of the results, and of those of segments. */
  readonly interval?: SuiteInterval | undefined;
  /** What of single samples to keep of every loss; by default nothing. */
  readonly samples?: SampleOptions | undefined;
  readonly histogram?: boolean | undefined;
  readonly calibration?: boolean | undefined;
  /** Shown every block, how many numbers a row of each input has, and true labels that are text. */
  readonly onBlock?:
    ((block: Block, widths: Widths, labels: WrittenLabels | undefined) => void) | undefined;
  readonly warn: (message: string) => void;
}

/** Computes several losses of the same samples in one pass, whole and by segments. */
export class Suite {
  readonly #losses: readonly TrackedLoss[];
  readonly #groupings: readonly Grouping[];
  readonly #widths: Widths;
  readonly #mask: Mask;
  readonly #onBlock: SuiteOptions['onBlock'];
  readonly #written: WrittenLabels | undefined;
  readonly #calibration: Outcome['calibration'] | CalibrationCounter;

  /** @throws UserError for options that say nothing about one of the losses */
  constructor(
    requests: readonly LossRequest[],
    tensors: ReadonlyMap<string, LabelledTensor>,
    options: SuiteOptions,
  ) {
    const losses = requests.map((request) => new LossOfSuite(request, tensors));
    this.#groupings = (options.by ?? []).map((columns) => new Grouping(columns));
    this.#losses = losses.map((loss) => new TrackedLoss(loss, this.#groupings, options));
    const widths = requests.map(({ inputs }) => widthsOf(inputs, inputsAmong(inputs, tensors)));
    this.#widths = Object.assign({}, ...widths) as Widths;
    this.#mask = new Mask(tensors, this.#widths);
    this.#onBlock = options.onBlock;
    this.#written = tensors.get('true')?.labels?.written;
    if (options.calibration) {
      this.#calibration = requests.some(isCalibratable)
        ? new CalibrationCounter(this.#widths)
        : { reason: NO_PROBABILITIES };
    }
  }

  /** Takes the next rows; `block` is not kept beyond the call. */
  push(block: Block): void {
    const kept = this.#mask.keep(block);
    for (const grouping of this.#groupings) grouping.forget();
    for (const loss of this.#losses) loss.push(kept);
    if (this.#calibration instanceof CalibrationCounter) this.#calibration.add(kept);
    this.#onBlock?.(block, this.#widths, this.#written);
  }

  /** Ends the input, of which some rows may have been dropped. */
  finish(read: RowsRead): Outcome {
    const losses = this.#losses.map((loss) => loss.finish(read));
    const divisions = this.#groupings.map((grouping, k) => this.#division(grouping, k));
    const calibration = this.#calibration;
    return {
      losses,
      divisions,
      calibration: calibration instanceof CalibrationCounter ? calibration.finish() : calibration,
    };
  }

  #division({ columns, groups }: Grouping, k: number): Division {
    const outcomes = this.#losses.map((loss) => loss.segments[k]!.finish());
    const segments = groups.map((values, group) => {
      const ofLosses = outcomes.map((ofLoss) => ofLoss[group]!);
      const intervals = ofLosses.flatMap(({ interval }) => (interval ? [interval] : []));
      return {
        values,
        results: ofLosses.map(({ result }) => result),
        ...(intervals.length > 0 && { intervals }),
      };
    });
    return { columns, segments };
  }
}

/** One loss of a suite, with all that is gathered of it. */
class TrackedLoss {
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
    const { samples, interval, worst, kept, warn } = options;
    this.#loss = loss;
    this.#evaluation = loss.evaluation({
      ...samples,
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
      this.#resampler = new Resampler(statistic, size, interval, { unit: unitOf(interval) });
    }
    this.#worst =
      worst === undefined || isBatchLevel
        ? undefined
        : new WorstSamples(worst, { kept, lowest: !loss.smallerIsBetter });
    this.#histogram = options.histogram && !isBatchLevel ? new HistogramCounter() : undefined;
    this.segments = groupings.map((grouping) =>
      noInterval
        ? new SegmentEvaluations(loss, grouping, this.#noInterval)
        : new SegmentSums(this.#evaluation, grouping, interval),
    );
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
