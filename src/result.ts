import type { ConventionName, ParameterValue, Reduction } from './losses/definition.ts';
import type { NumberBlocks } from './reduce/number-list.ts';
import type { Dtype } from './tensor/dtype.ts';
import type { Shape } from './tensor/shape.ts';

/** Numbers with the shape they have, row-major. */
export interface Tensor {
  readonly shape: Shape;
  readonly values: Float64Array;
}

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
  readonly loss: number;
  /** By name, the text inputs that were asked for; absent where none were. */
  readonly texts?: Readonly<Record<string, string>> | undefined;
}

/** A choice of samples small enough to print: all of a short input, or the first, the last and the worst of a long one. */
export interface SampleDigest {
  /** The first samples; all of them when `tail` is empty. */
  readonly head: readonly SampleView[];
  readonly tail: readonly SampleView[];
  /** The highest losses, highest first; empty when all samples are in `head`. */
  readonly worst: readonly SampleView[];
}

/** A computed loss and everything that says how it was computed. */
export interface Result {
  /** The loss's kebab-case name. */
  readonly loss: string;
  readonly compat: ConventionName;
  readonly dtype: Dtype;
  /** By camelCase name, defaults included. */
  readonly params: Readonly<Record<string, ParameterValue>>;
  /** The convention's own constants, such as `{ eps: 1e-7 }`. */
  readonly constants: Readonly<Record<string, number>>;
  readonly reduction: Reduction;
  /** What the reduction ran over; `batch` where the loss is one number for the whole input and nothing was reduced. */
  readonly over: 'samples' | 'elements' | 'batch';
  /** What the sum was divided by; null where nothing was reduced. */
  readonly denominator: number | null;
  /** The shape of pred. */
  readonly shape: Shape;
  /** Per-sample values computed: the product of all axes but the last. */
  readonly samples: number;
  /** Rows dropped because a value was missing. */
  readonly skipped: number;
  /** Values that the convention's clipping changed. */
  readonly clipped: number;
  /** The reduced loss; null with the reduction `none`. */
  readonly result: number | null;
  /** One value per sample, in the shape of pred without its last axis; absent when not asked for. */
  readonly perSample?: Tensor | undefined;
  /** The unreduced loss, in the shape of pred; absent when not asked for. */
  readonly perElement?: Tensor | undefined;
  /** The row of each value of `perSample` in the input, where rows were dropped. */
  readonly rowNumbers?: Float64Array | undefined;
  /** d(result)/d(pred), in the shape of pred; absent when not asked for. */
  readonly gradient?: Tensor | undefined;
  /** Samples worth printing; absent when not asked for. */
  readonly digest?: SampleDigest | undefined;
}
