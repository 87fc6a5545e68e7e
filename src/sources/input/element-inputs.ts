import { sameShape } from '../../tensor/shape.ts';
import type { TensorReader } from './tensor-reader.ts';

/** The inputs with a number for each element, of which some may be missing in a row that counts. */
export class ElementInputs {
  readonly #places: readonly number[];
  /** Rows without any element cannot be dropped out of a tensor of higher rank. */
  readonly #keepsRows: boolean;

  constructor(readers: readonly TensorReader[]) {
    const pred = readers.find(({ input, texts }) => input === 'pred' && !texts)!;
    const places = [...readers.keys()];
    this.#places = places.filter((place) => {
      const { texts, info } = readers[place]!;
      return !texts && sameShape(info.axes, pred.info.axes);
    });
    this.#keepsRows = pred.info.axes.length > 1;
  }

  has(place: number): boolean {
    return this.#places.includes(place);
  }

  /** The place of an input that leaves a row without any element; negative where one is left. */
  missingIn(values: readonly Float64Array[], row: number, rows: number): number {
    if (this.#keepsRows) return -1;
    const width = values[this.#places[0]!]!.length / rows;
    for (let k = row * width; k < (row + 1) * width; k++) {
      if (this.#places.every((place) => !Number.isNaN(values[place]![k]))) return -1;
    }
    return this.#places[0]!;
  }
}
