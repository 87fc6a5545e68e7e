import { Fingerprinter } from '../check/fingerprint.ts';
import type { Block } from '../tensor/block.ts';
import { elementCount, type Shape } from '../tensor/shape.ts';

/** Tells what was read from other rows, by all numbers in their order. */
export class ContentHash {
  readonly #inputs: readonly (readonly [name: string, width: number])[];
  readonly #fingerprinter = new Fingerprinter();

  constructor(tensors: ReadonlyMap<string, { readonly axes: Shape }>) {
    this.#inputs = [...tensors].map(([name, { axes }]) => [name, elementCount(axes)]);
  }

  add({ rows, inputs }: Block): void {
    for (const [name, width] of this.#inputs) {
      const values = inputs[name];
      if (values) this.#fingerprinter.add(values, rows * width);
    }
  }

  finish(): string {
    return this.#fingerprinter.finish().hash;
  }
}
