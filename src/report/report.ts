import type { Division, LossOutcome } from '../suite/suite.ts';

/** How a check of one number ended. */
export interface CheckOutcome {
  /** What was asserted, with its segment filled in: `rmse[region=eu] <= 0.45`. */
  readonly assertion: string;
  /** The number that was found; null where there is none. */
  readonly value: number | null;
  /** An undefined number (NaN, no rows) fails. */
  readonly status: 'passed' | 'failed' | 'warned';
  /** In one line, with the amount: `rmse[region=eu] is 0.52, above 0.45 by 0.07`. */
  readonly message: string;
}

/** What a command has found out about predictions, for every way of printing it. */
export interface Report {
  /** What was read: `preds.csv, true from column label, pred from column score`. */
  readonly input: string;
  readonly losses: readonly LossOutcome[];
  readonly divisions: readonly Division[];
  /** Segments of fewer samples are marked: their results say little. */
  readonly minSamples: number;
  /** Absent where nothing was checked. */
  readonly checks?: readonly CheckOutcome[] | undefined;
  readonly warnings: readonly string[];
}
