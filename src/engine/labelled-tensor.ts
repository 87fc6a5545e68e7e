import type { ClassMatch, MatchedLabels } from '../tensor/class-match.ts';
import type { StoredDtype } from '../tensor/dtype.ts';
import type { ListNames } from '../tensor/lists.ts';
import type { Shape } from '../tensor/shape.ts';

/** An input as far as it is known before its rows. */
export interface LabelledTensor {
  /** How messages call it: `pred.csv`. */
  readonly label: string;
  /** Its shape without the first axis. */
  readonly axes: Shape;
  /** How its numbers are stored, where its file says so. */
  readonly dtype?: StoredDtype | undefined;
  /** What its columns are called, where they have names. */
  readonly columns?: readonly string[] | undefined;
  /** Of several files: in which of them a row is, and which it is there. */
  readonly placeOf?: ((row: number) => string) | undefined;
  /** Where its labels stand for classes. */
  readonly labels?: MatchedLabels | undefined;
  /** How its columns were found, where labels stand with each of its numbers. */
  readonly match?: ClassMatch | undefined;
  /** Whether the order of the columns is none that the user or the data gave. */
  readonly isSorted?: boolean | undefined;
  /** Where it was made of indices of classes: how many classes there are. */
  readonly oneHotClasses?: number | undefined;
  /** Given where samples are lists of items, of which each has one number. */
  readonly lists?: ListNames | undefined;
}
