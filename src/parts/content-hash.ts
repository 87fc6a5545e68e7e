import { Fingerprinter } from '../check/fingerprint.ts';
import type { Block } from '../tensor/block.ts';
import { elementCount, type Shape } from '../tensor/shape.ts';

/** Rows at the beginning that are all looked at, and of the others one of so many. */
const ALL_OF = 65_536;
const ONE_OF = 256;

/** Tells what was read from other rows, by the numbers of many of them in their order; to look at all would take longer. */
export class ContentHash {
  readonly #inputs: readonly (readonly [name: string, width: number])[];
  readonly #fingerprinter = new Fingerprinter();
  #rows = 0;

  constructor(tensors: ReadonlyMap<string, { readonly axes: Shape }>) {
    this.#inputs = [...tensors].map(([name, { axes }]) => [name, elementCount(axes)]);
  }

  add({ rows, inputs }: Block): void {
    for (const [name, width] of this.#inputs) {
      const values = inputs[name];
      if (values) this.#addInput(values, rows, width);
    }
    this.#rows += rows;
  }

  #addInput(values: Float64Array, rows: number, width: number): void {
    const first = Math.min(rows, Math.max(0, ALL_OF - this.#rows));
    this.#fingerprinter.add(values, first * width);
    const before = this.#rows + first;
    const next = first + ((ONE_OF - (before % ONE_OF)) % ONE_OF);
    for (let row = next; row < rows; row += ONE_OF) {
      this.#fingerprinter.add(values.subarray(row * width), width);
    }
  }

  finish(): string {
    return this.#fingerprinter.finish().hash;
  }
}
