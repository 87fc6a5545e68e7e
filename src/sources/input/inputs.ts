import type { Block } from '../../tensor/block.ts';
import type { ClassMatch } from '../../tensor/class-match.ts';
import type { CellLabels } from './label-reader.ts';
import type { StoredDtype } from '../../tensor/dtype.ts';
import type { ListNames } from '../../tensor/lists.ts';
import type { RowsRead } from '../../tensor/rows-read.ts';
import type { Shape } from '../../tensor/shape.ts';
import type { Progress } from '../bytes/byte-source.ts';

/** What is known of an input before its rows are read. */
export interface TensorInfo {
  /** For messages: `pred.csv`, `standard input, columns p0-p9`. */
  readonly label: string;
  /**
   * The shape without its first axis (the batch): `[]` for a list of numbers, `[3]` for a table of 3 columns. The
   * axes that rows lie along have been moved to the end.
   */
  readonly axes: Shape;
  /** How its numbers are stored, where its file says so: the one dtype of all its columns. */
  readonly dtype?: StoredDtype | undefined;
  /** What the columns are called, where they have names. */
  readonly columns?: readonly string[] | undefined;
  /** Of several files: in which of them a row is, and which it is there. */
  readonly placeOf?: ((row: number) => string) | undefined;
  /** Where its labels stand for classes. */
  readonly labels?: CellLabels | undefined;
  /** How its columns were found, where labels stand with each of its numbers. */
  readonly match?: ClassMatch | undefined;
  /** Where it was made of indices of classes: how many classes there are. */
  readonly oneHotClasses?: number | undefined;
  /** Whether its rows were read by the names of classes. */
  readonly isByNames?: boolean | undefined;
  /** Whether the order of the columns is none that the user or the data gave. */
  readonly isSorted?: boolean | undefined;
  /** Given where its rows are lists of items, of which each has one number. */
  readonly lists?: ListNames | undefined;
}

/** The rows of some inputs in parts; the files stay open. */
export interface PartsOfInputs {
  readonly count: number;
  /** Of all files; another where one of them has been replaced. */
  readonly version: string;
  /** The rows of a part, counted from 0, in blocks. */
  blocks(part: number): AsyncIterable<Block>;
  /** @throws UserError after all parts if a file is no more what it was */
  requireUnchanged(): void;
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
  /** Given where the rows can be read in parts, in any order. */
  readonly parts?: PartsOfInputs | undefined;
  /** How far the reading is, in bytes of all files. */
  readonly progress: Progress;
  /** What was read so far, and which of the rows were dropped. */
  readonly read: RowsRead;
  /**
   * Reads everything left, to tell an error message the full shapes of the tensors; one that cannot be read to its end
   * is absent.
   * @throws UserError where none can
   */
  measure(): Promise<ReadonlyMap<string, Shape>>;
  /** Closes the files, where they were not read to their ends. */
  close(): Promise<void>;
}
