/** Numbers that an array has room for at least. */
const LEAST = 1024;
const NONE = new Float64Array(0);

/** Numbers, or codes, in order: between what they are read from and the blocks they leave in. */
export class ValueQueue {
  #values: Float64Array = new Float64Array(LEAST);
  /** Whether the array belongs to whoever appended it. */
  #isBorrowed = false;
  #head = 0;
  #tail = 0;

  get length(): number {
    return this.#tail - this.#head;
  }

  /** Appends a number. */
  put(value: number): void {
    this.#makeRoom(1);
    this.#values[this.#tail++] = value;
  }

  /** Takes the first `count` numbers out: a view of them that is valid until numbers are put in. */
  take(count: number): Float64Array {
    const taken = this.#values.subarray(this.#head, this.#head + count);
    this.#head += count;
    return taken;
  }

  /** The numbers that wait: a view of them that is valid until numbers are put in or taken. */
  get waiting(): Float64Array {
    return this.#values.subarray(this.#head, this.#tail);
  }

  /** Forgets the numbers that wait. */
  clear(): void {
    this.#head = this.#tail;
  }

  /**
   * Appends numbers. Where none are waiting the array itself is used, not a copy: it must stay as it is until they have
   * all been taken.
   */
  append(values: Float64Array): void {
    if (this.length === 0) {
      this.#values = values;
      this.#head = 0;
      this.#tail = values.length;
      this.#isBorrowed = true;
      return;
    }
    this.#makeRoom(values.length);
    this.#values.set(values, this.#tail);
    this.#tail += values.length;
  }

  /** Copies the numbers that are waiting, so that an array which was appended may change. */
  own(): void {
    if (this.#isBorrowed && this.length > 0) this.#makeRoom(0);
  }

  /** Makes room for more numbers in an array of its own. */
  #makeRoom(count: number): void {
    if (!this.#isBorrowed && this.#tail + count <= this.#values.length) return;
    // Of an array that was borrowed there may be nothing left, where the memory that it is of has grown since.
    const waiting = this.length === 0 ? NONE : this.#values.subarray(this.#head, this.#tail);
    const needed = waiting.length + count;
    const hasRoom = !this.#isBorrowed && 2 * needed <= this.#values.length;
    const values = hasRoom ? this.#values : new Float64Array(Math.max(LEAST, 2 * needed));
    values.set(waiting);
    this.#values = values;
    this.#head = 0;
    this.#tail = waiting.length;
    this.#isBorrowed = false;
  }
}
