import type { PartialEvaluation } from '../engine/partial-evaluation.ts';
import type { Renumbering } from '../engine/renumbering.ts';
import type { SampleView } from '../reduce/samples.ts';
import type { SumsJson } from '../reduce/sums.ts';
import type { ResamplerState } from '../resample/resampler.ts';
import type { CalibrationState } from './calibration.ts';
import type { GroupingState } from './grouping.ts';
import type { HistogramState } from './histogram.ts';

/** What was gathered of one loss by segments, as plain data. */
export interface SegmentsState {
  readonly sums: SumsJson;
  /** By segment, how many values clipping changed. */
  readonly clipped: readonly number[];
  /** By segment; absent where no intervals were asked for, or there are too many segments. */
  readonly units?: readonly ResamplerState[] | undefined;
}

/** What was gathered of one loss, as plain data; of what was not asked for there is nothing. */
export interface LossState {
  readonly evaluation: PartialEvaluation;
  readonly units?: ResamplerState | undefined;
  readonly worst?: readonly SampleView[] | undefined;
  readonly histogram?: HistogramState | undefined;
  /** In the order of the divisions. */
  readonly segments: readonly SegmentsState[];
}

/** What a suite has computed of some of the rows: plain data, which another thread can be sent, or another machine. */
export interface PartialSuite {
  readonly losses: readonly LossState[];
  readonly groupings: readonly GroupingState[];
  readonly calibration?: CalibrationState | undefined;
}

/** What can be put together of what was computed of some of the rows each. */
export interface Mergeable<State> {
  /** Why that is impossible; undefined where it is not. */
  readonly whyWhole: string | undefined;
  /** @param part what this part of the input is called */
  state(part: string): State;
  absorb(state: State, numbers: Renumbering): void;
}
