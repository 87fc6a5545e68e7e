import type { MatchedLabels } from '../../tensor/class-match.ts';
import type { LabelPlace } from './class-labels.ts';

/** Reads labels as the numbers they stand for. */
export interface CellLabels extends MatchedLabels {
  /** Whether numbers stand for themselves. */
  readonly keepsNumbers: boolean;
  /**
   * The number that a label stands for; undefined for a cell that stands for itself: a missing value, or a number where
   * numbers do.
   * @throws UserError for a label that there cannot be
   */
  numberOf(cell: string, isNumeric: boolean, place: LabelPlace): number | undefined;
  /**
   * Takes numbers that stand for themselves.
   * @throws UserError where they cannot
   */
  noteNumbers(values: Float64Array, place: LabelPlace): void;
  /** Reads some labels; where that fails, by false or a UserError, it is as if they had not been met. */
  attempt(read: () => boolean): boolean;
  /** Whether a cell is one of the labels that are known. */
  has(cell: string): boolean;
}
