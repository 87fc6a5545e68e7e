import type { Block } from '../../tensor/block.ts';
import type { MatchedLabels } from '../../tensor/class-match.ts';
import type { Shape } from '../../tensor/shape.ts';
import type { Progress } from '../bytes/byte-source.ts';

/** What is known of an input before its rows are read. */
export interface TensorInfo {
  /** For messages: `pred.csv`, `standard input, columns p0-p9`. */
  readonly label: string;
  /**
   * The shape without its first axis (the batch): `[]` for a list of numbers, `[3]` for a table of 3 columns. An
   * axis chosen for rows has been moved to the end.
   */
  readonly axes: Shape;
  /** What the columns are called, where they have names. */
  readonly columns?: readonly string[] | undefined;
  /** Where its labels stand for classes. */
  readonly labels?: MatchedLabels | undefined;
  /** Whether its rows were made of indices of classes. */
  readonly isOneHot?: boolean | undefined;
  /** Whether its rows were read by the names of classes. */
  readonly isByNames?: boolean | undefined;
  /** Whether the order of the columns is none that the user or the data gave. */
  readonly isSorted?: boolean | undefined;
}

/** The inputs of a loss, opened and aligned. */
export interface Inputs {
  /** By input name, those that are numbers. */
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  /** By name, the columns of text. One may be called what an input is. */
  readonly texts: ReadonlyMap<string, TensorInfo>;
  /**
   * The rows, in blocks. Throws a UserError on the first cell that is not a number, and when the inputs
   * turn out to have different numbers of rows. Can be called once.
   */
  blocks(): AsyncIterable<Block>;
  /** How far the reading is, in bytes of all files. */
  readonly progress: Progress;
  /** Rows dropped so far for want of a value, or of a counterpart in another file. */
  readonly skipped: number;
  /**
   * Reads everything left, to tell an error message the full shapes of the tensors; one that cannot be read to its end
   * is absent.
   */
  measure(): Promise<ReadonlyMap<string, Shape>>;
  /** Closes the files, where they were not read to their ends. */
  close(): Promise<void>;
}
