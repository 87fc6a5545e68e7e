import type { MatchedLabels } from '../tensor/class-match.ts';
import type { StoredDtype } from '../tensor/dtype.ts';
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
}
