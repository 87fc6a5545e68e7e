import type { Result } from '../../engine/result.ts';
import type { SampleView } from '../../reduce/samples.ts';

/** A sample with its texts of the columns that are shown. */
export interface WorstSample extends Omit<SampleView, 'texts'> {
  readonly shown: readonly string[];
}

/** The samples of an input that are worst by a loss. */
export interface WorstReport {
  /** What was read: `preds.csv`. */
  readonly input: string;
  readonly result: Result;
  /** Names of the columns of text that are shown. */
  readonly columns: readonly string[];
  /** The worst first. */
  readonly samples: readonly WorstSample[];
}
