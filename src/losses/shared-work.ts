/** Work in parts, of which each can be computed by whichever thread is free. */
export interface SharedWork {
  /**
   * The numbers of all parts, `size` for each, one after the other. What a part writes to its place, which is of zeros at
   * first, must depend on nothing but what is the same in every thread: then so are all of them.
   */
  compute(
    parts: number,
    size: number,
    computePart: (part: number, place: Float64Array) => void,
  ): Float64Array;
}

/** Without other threads. */
export const ALONE: SharedWork = {
  compute: (parts, size, computePart) => {
    const numbers = new Float64Array(parts * size);
    for (let part = 0; part < parts; part++) {
      computePart(part, numbers.subarray(part * size, (part + 1) * size));
    }
    return numbers;
  },
};
