import type { LossRequest } from '../engine/request.ts';
import type { Result } from '../engine/result.ts';
import type { SampleLosses, SampleView } from '../reduce/samples.ts';
import type { Interval, NoInterval } from '../resample/interval.ts';
import type { Calibration, NoCalibration } from './calibration.ts';
import type { Histogram } from './histogram.ts';

/** What was computed of one loss. */
export interface LossOutcome {
  readonly request: LossRequest;
  readonly result: Result;
  /** Or why there is none; absent where none was asked for. */
  readonly interval?: Interval | NoInterval | undefined;
  /** The losses of all samples, where they were asked for and samples have losses of their own. */
  readonly samples?: SampleLosses | undefined;
  /** The samples with the worst losses, likewise. */
  readonly worst?: readonly SampleView[] | undefined;
  /** How the losses of samples are distributed, likewise. */
  readonly histogram?: Histogram | undefined;
}

/** The results of the rows with the same texts in some columns. */
export interface Segment {
  /** The texts, in the order of the columns, or the name of an output. */
  readonly values: readonly string[];
  /** In the order of the losses. */
  readonly results: readonly Result[];
  /** In the order of the losses; absent where none were asked for. */
  readonly intervals?: readonly (Interval | NoInterval)[] | undefined;
}

/** A segment of what the losses came to in it. */
export function segmentOf(
  values: readonly string[],
  outcomes: readonly Pick<LossOutcome, 'result' | 'interval'>[],
): Segment {
  const intervals = outcomes.flatMap(({ interval }) => interval ?? []);
  const results = outcomes.map(({ result }) => result);
  return { values, results, ...(intervals.length > 0 && { intervals }) };
}

/** A division into segments. */
export interface Division {
  readonly columns: readonly string[];
  /** In the order in which they were met. */
  readonly segments: readonly Segment[];
  /** Of a division by outputs, what these are called by the names of the columns of true, which may be others. */
  readonly outputs?: ReadonlyMap<string, string>;
}

/** What was computed of some losses of the same rows. */
export interface Outcome {
  readonly losses: readonly LossOutcome[];
  readonly divisions: readonly Division[];
  /** Or why there is none; absent where it was not asked for. */
  readonly calibration?: Calibration | NoCalibration | undefined;
}

/**
 * What a difference says of the other predictions: `better` or `worse` where its interval excludes 0, `undecided`
 * where it does not or there is none, `equal` where the difference is 0 and there are samples.
 */
export type Verdict = 'better' | 'worse' | 'undecided' | 'equal';

/** How another prediction compares with the one that all are compared with. */
export interface Difference {
  /** The result of the other less that of the one compared with. */
  readonly difference: number;
  /** Of the difference, by the paired bootstrap. */
  readonly interval: Interval | NoInterval;
  /**
   * How many samples the other prediction made worse, better, and neither; NaN is worse than any number. Absent where
   * samples have no losses of their own.
   */
  readonly samples?: { readonly worse: number; readonly better: number; readonly equal: number };
  readonly verdict: Verdict;
}

/** How several predictions of the same rows compare by one loss. */
export interface LossComparison {
  readonly request: LossRequest;
  readonly smallerIsBetter: boolean;
  /** In the order of the models. */
  readonly results: readonly Result[];
  /** In the order of the models; undefined for the one that the others are compared with. */
  readonly differences: readonly (Difference | undefined)[];
}

/** The comparisons of the rows with the same texts in some columns. */
export interface ComparedSegment {
  readonly values: readonly string[];
  /** In the order of the losses. */
  readonly losses: readonly LossComparison[];
}

/** How several predictions of the same rows compare. */
export interface ComparisonOutcome {
  /** The place among the models of the one that the others are compared with. */
  readonly against: number;
  readonly losses: readonly LossComparison[];
  readonly divisions: readonly {
    readonly columns: readonly string[];
    readonly segments: readonly ComparedSegment[];
  }[];
}
