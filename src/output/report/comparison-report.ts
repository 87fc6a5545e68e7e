import type { Result } from '../../engine/result.ts';
import type { Difference } from '../../suite/outcome.ts';

/** How two predictions of the same samples compare by a loss. */
export interface PredictionsCompared
  extends Omit<Difference, 'samples'>, NonNullable<Difference['samples']> {
  readonly pred: Result;
  readonly other: Result;
  readonly smallerIsBetter: boolean;
}

/** How two predictions of an input compare. */
export interface ComparisonReport {
  /** What was read: `preds.csv`. */
  readonly input: string;
  /** What the predictions are called: columns or files. */
  readonly names: { readonly pred: string; readonly other: string };
  readonly compared: PredictionsCompared;
}
