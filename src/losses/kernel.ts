import type { ParameterValue } from './parameter-kinds.ts';
import type { NumberBlocks } from '../reduce/number-list.ts';
import type { Shape } from '../tensor/shape.ts';
import type { SharedWork } from './shared-work.ts';

/** The whole input of a loss, and what was said about it. */
export interface Batch {
  /** Samples. */
  readonly rows: number;
  /** By input name, row-major. */
  readonly inputs: Readonly<Record<string, Float64Array>>;
  /** The shape of every input without its first axis. */
  readonly axes: Readonly<Record<string, Shape>>;
  /** Rounds to the dtype, for a kernel whose steps must not be more precise than the framework's. */
  readonly round: (x: number) => number;
  /** What each sample counts, for a loss that heeds that itself: 1 where no weights are given. */
  readonly weights: Float64Array;
  /** The convention's constants, with the user's epsilon. */
  readonly constants: Readonly<Record<string, number>>;
  /** By camelCase name. */
  readonly params: Readonly<Record<string, ParameterValue | undefined>>;
  /** Computes parts of what takes long, in other threads as well where there are any. */
  readonly work: SharedWork;
}

/** What a hand-written loss computes. */
export interface KernelResult {
  /** One loss for each sample, or one number for the whole input. */
  readonly losses: Float64Array | number;
  /** What each sample adds to the denominator of a mean, where that is not 1. */
  readonly counts?: Float64Array;
  /** What each loss is divided by before a mean is taken of them, where the framework does that. */
  readonly divisors?: Float64Array;
  /** What is doubtful about it, as after the name of the predictions. */
  readonly doubt?: string | undefined;
  /**
   * d(sum of seed[i] * losses[i])/d(pred), in the shape of pred; for one number of the whole input, its gradient.
   */
  readonly gradient: (seed: Float64Array) => Float64Array;
}

/** A loss written by hand, for what no formula over a row expresses; computed in float64. */
export type BatchKernel = (batch: Batch) => KernelResult;

/** All that is kept for a loss that is made of errors alone. */
export interface Errors {
  /** `p - y` of each number of a row, row-major; maybe more than fit in memory. */
  readonly errors: NumberBlocks;
  /** Numbers of a row. */
  readonly width: number;
  /** What each row counts, where weights are given. */
  readonly weights: Float64Array | undefined;
  /** By camelCase name. */
  readonly params: Readonly<Record<string, ParameterValue | undefined>>;
}

/** What is computed of errors. */
export interface ErrorsResult {
  readonly loss: number;
  /** Its gradient, in the shape of pred. */
  readonly gradient: () => Float64Array;
}

/** A loss written by hand that is one number for the whole input and takes of that the errors only. */
export type ErrorsKernel = (errors: Errors) => ErrorsResult;
