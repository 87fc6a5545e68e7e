import { Evaluation, type EvaluationOptions } from '../engine/evaluate.ts';
import { Program } from '../engine/program.ts';
import { conventionOf, type LossRequest } from '../engine/request.ts';
import type { Interval, NoInterval } from '../resample/interval.ts';
import { WorstSamples } from '../reduce/worst-samples.ts';
import type { Result } from '../engine/result.ts';
import type { SampleView } from '../reduce/samples.ts';
import { inputsAmong, widthsOf, type LabelledTensor } from '../engine/shapes.ts';
import type { Block, Widths } from '../tensor/block.ts';
import { LossResampler, type SuiteInterval } from './loss-resampler.ts';
import { CalibrationCounter, isCalibratable, NO_PROBABILITIES } from './calibration.ts';
import { HistogramCounter } from './histogram.ts';
import type { Outcome } from './outcome.ts';
import { Segments } from './segments.ts';

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
  readonly interval?: SuiteInterval | undefined;
  /** What of single samples to keep of every loss; by default nothing. */
  readonly samples?: SampleOptions | undefined;
  readonly histogram?: boolean | undefined;
  readonly calibration?: boolean | undefined;
  /** Shown every block, and how many numbers a row of each input has. */
  readonly onBlock?: ((block: Block, widths: Widths) => void) | undefined;
  readonly warn: (message: string) => void;
}

interface Track {
  readonly request: LossRequest;
  readonly evaluation: Evaluation;
  readonly resampler: LossResampler | undefined;
  readonly worst: WorstSamples | undefined;
  readonly histogram: HistogramCounter | undefined;
}

/** Computes several losses of the same samples in one pass, whole and by segments. */
export class Suite {
  readonly #tracks: readonly Track[];
  readonly #divisions: readonly Segments[];
  readonly #widths: Widths;
  readonly #onBlock: SuiteOptions['onBlock'];
  readonly #calibration: Outcome['calibration'] | CalibrationCounter;

  /** @throws UserError for options that say nothing about one of the losses */
  constructor(
    requests: readonly LossRequest[],
    tensors: ReadonlyMap<string, LabelledTensor>,
    options: SuiteOptions,
  ) {
    const ofRequests = requests.map((request) => new LossOnTensors(request, tensors));
    this.#tracks = ofRequests.map((loss) => loss.track(options));
    const widths = Object.assign({}, ...ofRequests.map((loss) => loss.widths)) as Widths;
    this.#widths = widths;
    this.#onBlock = options.onBlock;
    if (options.calibration) {
      this.#calibration = requests.some(isCalibratable)
        ? new CalibrationCounter(widths)
        : { reason: NO_PROBABILITIES };
    }
    this.#divisions = (options.by ?? []).map(
      (columns) =>
        new Segments(columns, widths, () => ofRequests.map((loss) => loss.segmentEvaluation())),
    );
  }

  /** Takes the next rows; `block` is not kept beyond the call. */
  push(block: Block): void {
    for (const { evaluation } of this.#tracks) evaluation.push(block);
    for (const division of this.#divisions) division.push(block);
    if (this.#calibration instanceof CalibrationCounter) this.#calibration.add(block);
    this.#onBlock?.(block, this.#widths);
  }

  /** Ends the input, of which `skipped` rows were dropped. */
  finish(skipped: number): Outcome {
    const losses = this.#tracks.map(({ request, evaluation, resampler, worst, histogram }) => {
      const result = evaluation.finish(skipped);
      const hasSamples = !evaluation.isBatchLevel;
      return {
        request,
        result,
        interval: resampler && (hasSamples ? resampler.interval(result) : NO_SAMPLES),
        samples: evaluation.samples,
        worst: hasSamples ? worst?.samples : undefined,
        histogram: hasSamples ? histogram?.finish() : undefined,
      };
    });
    const divisions = this.#divisions.map((division) => {
      return { columns: division.columns, segments: division.finish() };
    });
    const calibration = this.#calibration;
    return {
      losses,
      divisions,
      calibration: calibration instanceof CalibrationCounter ? calibration.finish() : calibration,
    };
  }
}

const NOTHING_KEPT = { perSample: false, gradient: false, digest: false };
const NO_SAMPLES = { reason: 'the loss is one number for the whole input' };

/** A loss of tensors of known shapes: its formula is compiled once, for the whole and for all segments. */
class LossOnTensors {
  readonly widths: Widths;
  readonly #request: LossRequest;
  readonly #tensors: ReadonlyMap<string, LabelledTensor>;
  readonly #program: Program | undefined;

  constructor(request: LossRequest, all: ReadonlyMap<string, LabelledTensor>) {
    const tensors = inputsAmong(request.definition, all);
    const convention = conventionOf(request);
    this.#request = request;
    this.#tensors = tensors;
    this.widths = widthsOf(request.definition, tensors);
    this.#program =
      convention.formula === undefined
        ? undefined
        : new Program(request, convention, this.widths['pred']!);
  }

  track(options: SuiteOptions): Track {
    const { interval, samples, warn } = options;
    const resampler = interval && new LossResampler(this.#request, interval);
    const largerIsBetter = conventionOf(this.#request).better === 'larger';
    const worst =
      options.worst === undefined
        ? undefined
        : new WorstSamples(options.worst, { kept: options.kept, lowest: largerIsBetter });
    const histogram = options.histogram ? new HistogramCounter() : undefined;
    const evaluation = this.#evaluation({
      ...NOTHING_KEPT,
      ...samples,
      warn,
      onLosses: (block, computed) => {
        resampler?.add(block, computed);
        worst?.add(block, computed.losses, this.widths);
        histogram?.add(computed.losses, block.rows, block.inputs['mask']);
      },
    });
    return { request: this.#request, evaluation, resampler, worst, histogram };
  }

  /** What is doubtful about the input is said of the whole. */
  segmentEvaluation(): Evaluation {
    return this.#evaluation({ ...NOTHING_KEPT, warn: () => undefined });
  }

  #evaluation(options: EvaluationOptions): Evaluation {
    return new Evaluation(this.#request, this.#tensors, options, this.#program);
  }
}
