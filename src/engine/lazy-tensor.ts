import { arrayOf, type NumberBlocks } from '../reduce/number-list.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor } from './result.ts';

/** A tensor that is computed when it is read, and again whenever it is, so that there need not be room for it. */
export class LazyTensor implements Tensor {
  readonly shape: Shape;
  readonly numbers: NumberBlocks;
  #values: Float64Array | undefined;

  constructor(shape: Shape, numbers: NumberBlocks) {
    this.shape = shape;
    this.numbers = numbers;
  }

  /** All of it at once. */
  get values(): Float64Array {
    return (this.#values ??= arrayOf(this.numbers));
  }
}
