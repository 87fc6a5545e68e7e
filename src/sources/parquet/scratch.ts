/**
 * The arrays that the pages of a column are read through, from one page and row group to the next: arrays of their own
 * for each would fill the memory faster than it is cleared. What a method returns is valid until it is called again.
 */
export class Scratch {
  /** Those of files that have been read: the next file takes them on. */
  static readonly #spare: Scratch[] = [];

  /** One that is free, with the arrays it has. */
  static take(): Scratch {
    return Scratch.#spare.pop() ?? new Scratch();
  }

  /** Leaves the arrays to whoever takes one next; what the methods returned is not valid any more. */
  giveBack(): void {
    Scratch.#spare.push(this);
  }

  #page = Buffer.alloc(0);
  #stored = new ArrayBuffer(0);
  #values = new Float64Array(0);
  #places = new Uint32Array(0);
  #dictionary = new Float64Array(0);

  /** Room for the bytes of a page. */
  page(size: number): Buffer {
    if (this.#page.length < size) this.#page = Buffer.allocUnsafeSlow(withSpare(size));
    return this.#page.subarray(0, size);
  }

  /** The same bytes or more, where typed arrays of all kinds can begin. */
  aligned(bytes: Uint8Array): ArrayBuffer {
    if (this.#stored.byteLength < bytes.length) {
      this.#stored = new ArrayBuffer(8 * Math.ceil(withSpare(bytes.length) / 8));
    }
    new Uint8Array(this.#stored).set(bytes);
    return this.#stored;
  }

  /** Room for as many numbers. */
  values(count: number): Float64Array {
    if (this.#values.length < count) this.#values = new Float64Array(withSpare(count));
    return this.#values.subarray(0, count);
  }

  /** Room for the values of a dictionary, until there is another. */
  dictionary(count: number): Float64Array {
    if (this.#dictionary.length < count) {
      this.#dictionary = new Float64Array(withSpare(count));
    }
    return this.#dictionary.subarray(0, count);
  }

  /** Room for as many places in a dictionary. */
  places(count: number): Uint32Array {
    if (this.#places.length < count) this.#places = new Uint32Array(withSpare(count));
    return this.#places.subarray(0, count);
  }
}

/** A size and an eighth more, as the next page is often a little larger. */
function withSpare(size: number): number {
  return Math.ceil(size * 1.125);
}
