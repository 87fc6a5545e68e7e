/** Numbers that are added block by block, in one growing array. */
export class NumberList {
  #values: Float64Array = new Float64Array(1024);
  #length = 0;

  /** The numbers 1, 2, ... `length`. */
  static counting(length: number): NumberList {
    const list = new NumberList();
    list.append(
      Float64Array.from({ length }, (_, i) => i + 1),
      length,
    );
    return list;
  }

  /** Appends the first `count` values. */
  append(values: Float64Array, count: number): void {
    const length = this.#length + count;
    if (length > this.#values.length) {
      const larger = new Float64Array(Math.max(length, 2 * this.#values.length));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values.set(values.subarray(0, count), this.#length);
    this.#length = length;
  }

  /** A view of the numbers added so far. */
  toArray(): Float64Array {
    return this.#values.subarray(0, this.#length);
  }
}
