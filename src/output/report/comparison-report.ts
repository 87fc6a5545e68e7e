import type { PredictionsCompared } from '../../suite/comparison.ts';

/** How two predictions of an input compare. */
export interface ComparisonReport {
  /** What was read: `preds.csv`. */
  readonly input: string;
  /** What the predictions are called: columns or files. */
  readonly names: { readonly pred: string; readonly other: string };
  readonly compared: PredictionsCompared;
}
