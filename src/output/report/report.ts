import type { CheckOutcome } from '../../check/outcome.ts';
import type { Outcome } from '../../suite/outcome.ts';
import type { Page } from '../layout/styles.ts';

/** What losses of one input have come to, for every way of printing it. */
export interface Report extends Outcome {
  /** What was read: `preds.csv`. */
  readonly input: string;
  /** What results were held to; absent where to nothing. */
  readonly checks?: readonly CheckOutcome[] | undefined;
  /** Segments of fewer samples are marked: their results say little. */
  readonly minSamples: number;
  /** Whether it is of one loss, computed for its own sake: it is shown in full, with how it was computed. */
  readonly isSingle?: boolean | undefined;
}

/** How a report is to be written. */
export interface ReportOptions extends Page {
  /**
   * Significant digits of losses and gradients, at least 1, and of inputs where they are shown. By default tables show
   * six, and everything else the shortest text that reads back to the same number.
   */
  readonly precision?: number | undefined;
  /** Whether to show single samples, where they were kept; by default they are. */
  readonly perSample?: boolean | undefined;
}

/** Text, or its bytes in UTF-8, which are valid until the next piece is asked for. */
export type TextPiece = string | Uint8Array;
