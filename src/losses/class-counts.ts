import type { ParameterValue } from './parameter-kinds.ts';

/** How many samples were taken for a class that are of another, or of the same. */
export interface CountedPair {
  /** Places of the classes, from 0 on. */
  readonly truth: number;
  readonly pred: number;
  readonly count: number;
}

/** How many samples have the positive class, were taken for it, and both. */
export interface PositiveCounts {
  readonly truths: number;
  readonly preds: number;
  readonly hits: number;
  /** Whether it was chosen among any number of classes, and is not 1 of two. */
  readonly isChosen: boolean;
  /** Whether any sample has it or was taken for it, also where these are some of all. */
  readonly isMet: boolean;
}

/**
 * How many samples have which class, or what they weigh together; the classes are in their order. Of rows of several
 * labels each label is a class, which a sample has or has not.
 */
export interface ClassCounts {
  /** Of all samples; NaN where a label is missing. */
  readonly total: number;
  /** What each class is called. */
  readonly classes: readonly string[];
  /** By class, the samples that are of it, that were taken for it, and both. */
  readonly truths: Float64Array;
  readonly preds: Float64Array;
  readonly hits: Float64Array;
  /** Where they are asked for, those that there are. */
  readonly pairs: readonly CountedPair[];
  /** Those of the class that was chosen as the positive one, or else of class 1; undefined where there is none. */
  readonly positive: PositiveCounts | undefined;
  /** Whether samples have any number of the classes. */
  readonly areSets: boolean;
}

/** What is computed of counts. */
export interface Score {
  readonly loss: number;
  /** What is doubtful about it, as after the name of the predictions. */
  readonly doubt?: string | undefined;
}

/**
 * A score written by hand that is an expression of counts by class.
 * @throws UserError for counts that it cannot be computed of
 */
export type CountsKernel = (
  counts: ClassCounts,
  params: Readonly<Record<string, ParameterValue>>,
) => Score;
