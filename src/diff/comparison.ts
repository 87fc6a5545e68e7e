import type { Dtype } from '../tensor/dtype.ts';

/** The distance from 1 to the next number of a type. */
const EPSILON: Readonly<Record<Dtype, number>> = { float64: 2 ** -52, float32: 2 ** -23 };
/** Roundings that one way of writing a formula may have more than another. */
const ROUNDINGS = 64;
/** A relative difference that is more than lost digits. */
const LARGEST_ROUNDING = 1e-3;
/** How far the quotients of two losses may be from each other, to be one factor. */
const FACTOR_ROUNDINGS = 8;

/** Whether two numbers are the same; NaN is the same as NaN. */
export function isSame(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

/**
 * Whether two losses are no farther apart than the order of operations explains: by a few units in the last place,
 * or of 1 where a loss is small because larger terms cancel, as in log(1 - p) near p = 0.
 */
export function isRounding(a: number, b: number, dtype: Dtype): boolean {
  const distance = Math.abs(a - b);
  const size = Math.max(Math.abs(a), Math.abs(b));
  return (
    Number.isFinite(distance) &&
    distance <= ROUNDINGS * EPSILON[dtype] * Math.max(size, 1) &&
    distance <= LARGEST_ROUNDING * size
  );
}

/** How two computations differ over the same rows. */
export class Comparison {
  readonly #dtype: Dtype;
  /** Rows whose losses are not the same. */
  differing = 0;
  /** Those of them that differ by more than rounding. */
  apart = 0;
  #smallestFactor = Infinity;
  #largestFactor = -Infinity;
  /** Losses that are not 0 had a quotient, and there was more than one such loss. */
  #first: number | undefined;
  #varies = false;
  #hasFactor = true;

  constructor(dtype: Dtype) {
    this.#dtype = dtype;
  }

  /** Compares the next losses: those of `other` with those of `first`. */
  add(first: Float64Array, other: Float64Array): void {
    for (let i = 0; i < first.length; i++) {
      const a = first[i]!;
      const b = other[i]!;
      if (!isSame(a, b)) {
        this.differing++;
        if (!isRounding(a, b, this.#dtype)) this.apart++;
      }
      this.#addFactor(a, b);
    }
  }

  #addFactor(a: number, b: number): void {
    if (isSame(a, b) && (a === 0 || !Number.isFinite(a))) return;
    const factor = b / a;
    if (!Number.isFinite(factor) || factor === 0) {
      this.#hasFactor = false;
      return;
    }
    this.#smallestFactor = Math.min(this.#smallestFactor, factor);
    this.#largestFactor = Math.max(this.#largestFactor, factor);
    this.#first ??= a;
    if (a !== this.#first) this.#varies = true;
  }

  /** What the second losses are of the first ones, where that is one number for all rows but not 1. */
  get factor(): number | undefined {
    const spread = this.#largestFactor - this.#smallestFactor;
    const allowed = FACTOR_ROUNDINGS * EPSILON[this.#dtype] * Math.abs(this.#largestFactor);
    const isOne = this.#hasFactor && this.#varies && spread <= allowed;
    return isOne && !isRounding(this.#largestFactor, 1, this.#dtype)
      ? (this.#largestFactor + this.#smallestFactor) / 2
      : undefined;
  }
}
