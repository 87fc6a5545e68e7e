import type { Divider } from '../suite/dividers.ts';
import type { Dtype } from '../tensor/dtype.ts';

/** How a result may be compared with its bound. */
export const COMPARISONS = ['<=', '<', '>=', '>'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export type CheckStatus = 'passed' | 'failed' | 'warned';

/** The rows that a check looked at, where not all: those with these texts in these columns. */
export interface CheckedSegment {
  readonly columns: readonly Divider[];
  /** In the order of the columns. */
  readonly values: readonly string[];
}

/** One result held to one bound. */
export interface CheckOutcome {
  /** The assertion with the segment filled in: `rmse[region=eu] <= 0.45`. */
  readonly assertion: string;
  /** The loss as the assertion names it: `huber:delta=2`. */
  readonly loss: string;
  readonly segment?: CheckedSegment | undefined;
  /** The result, possibly NaN or infinite; null where there is none, as no row belongs to the segment. */
  readonly value: number | null;
  /** As results of the dtype reach it. */
  readonly bound: number;
  readonly comparison: Comparison;
  /** What the result was computed in: it says how many digits of the value mean anything. */
  readonly dtype: Dtype;
  /** `warned` is a failed check that was only to warn. */
  readonly status: CheckStatus;
  readonly samples: number;
  /** Whether these are fewer samples than a result needs to say much. */
  readonly few: boolean;
  /** What came of it, in a sentence without a full stop: `0.31 is above 0.3 by 0.01`. */
  readonly message: string;
}
