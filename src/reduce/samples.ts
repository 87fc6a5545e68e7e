import type { Shape } from '../tensor/shape.ts';
import type { NumberBlocks } from './number-list.ts';

/** The losses of all samples, which may be more than fit in memory. */
export interface SampleLosses {
  readonly shape: Shape;
  readonly losses: NumberBlocks;
  /** The row of each loss in the input, where they are not 1, 2, 3, ... */
  readonly rowNumbers?: NumberBlocks | undefined;
}

/** One sample as a reader wants to see it. */
export interface SampleView {
  /** Its row in the input, counted from 1. */
  readonly row: number;
  readonly true: readonly number[];
  readonly pred: readonly number[];
  /** NaN also where samples have no losses of their own. */
  readonly loss: number;
  /** Its place among all samples, counted from 0, where its gradient is; absent where that is not known. */
  readonly place?: number | undefined;
  /** By name, the columns of text that were asked for; absent where none were. */
  readonly texts?: Readonly<Record<string, string>> | undefined;
}

/** A choice of samples small enough to print: all of a short input, or the first, the last and the worst of a long one. */
export interface SampleDigest {
  /** The first samples; all of them when `tail` is empty. */
  readonly head: readonly SampleView[];
  readonly tail: readonly SampleView[];
  /** Those with the worst losses, the worst first; empty when all samples are in `head` or have no losses of their own. */
  readonly worst: readonly SampleView[];
}
