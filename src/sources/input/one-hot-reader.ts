import { oneHot, type ClassMask } from '../../tensor/one-hot.ts';
import type { Shape } from '../../tensor/shape.ts';
import type { TensorInfo } from './inputs.ts';
import type { Feed, TensorReader } from './tensor-reader.ts';

/** Reads one-hot numbers, made of the indices of classes that another reader has; before anything was taken of that. */
export class OneHotReader implements TensorReader {
  readonly info: TensorInfo;
  readonly width: number;
  readonly texts = undefined;
  readonly #indices: TensorReader;
  readonly #mask: ClassMask;

  /** @param pred whose shape and columns they have */
  constructor(indices: TensorReader, mask: ClassMask, { axes, columns }: TensorInfo) {
    this.#indices = indices;
    this.#mask = mask;
    this.info = { ...indices.info, axes, columns, oneHotClasses: mask.classes };
    this.width = indices.width * mask.classes;
  }

  get input(): string {
    return this.#indices.input;
  }

  get feed(): Feed {
    return this.#indices.feed;
  }

  get title(): string {
    return this.#indices.title;
  }

  get shape(): Shape {
    return [this.#indices.shape[0] ?? 0, ...this.info.axes];
  }

  ready(): Promise<number> {
    return this.#indices.ready();
  }

  take(rows: number): Float64Array {
    return oneHot(this.#indices.take(rows), this.#mask);
  }

  close(): Promise<void> {
    return this.#indices.close();
  }
}
