import type { CheckOutcome } from '../../check/outcome.ts';
import type { Outcome } from '../../suite/outcome.ts';

/** What several losses of one input have come to, for every way of printing it. */
export interface Report extends Outcome {
  /** What was read: `preds.csv`. */
  readonly input: string;
  /** What results were held to; absent where to nothing. */
  readonly checks?: readonly CheckOutcome[] | undefined;
  /** Segments of fewer samples are marked: their results say little. */
  readonly minSamples: number;
}

/** How a report is to be written. */
export interface ReportOptions {
  /** Significant digits; by default tables show six, and everything else the shortest text that reads back. */
  readonly precision?: number | undefined;
  /** Columns of the terminal; only tables look at it. */
  readonly width: number;
  readonly color: boolean;
}
