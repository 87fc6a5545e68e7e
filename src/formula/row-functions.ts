/** A row of numbers, of the precision of the computation. */
type Row = Float64Array | Float32Array;

/** Runs of a row that are sorted by insertion before they are merged. */
const RUN = 16;

/**
 * The functions of rows of a kernel, for rows of one length; each writes the row that is its value to `out`. Nothing is
 * allocated for a row.
 */
export class RowFunctions {
  readonly #width: number;
  #order: Int32Array;
  #merged: Int32Array;
  readonly #sums: Float64Array;
  readonly #lost: Float64Array;

  constructor(width: number) {
    this.#width = width;
    this.#order = new Int32Array(width);
    this.#merged = new Int32Array(width);
    this.#sums = new Float64Array(width);
    this.#lost = new Float64Array(width);
  }

  /** The positions of the values in ascending order, of equal ones in the order of the row, NaN last. */
  argsort(out: Row, keys: Row): void {
    const count = this.#numbersFirst(keys);
    for (let start = 0; start < count; start += RUN) {
      insertionSort(this.#order, keys, start, Math.min(start + RUN, count));
    }
    for (let length = RUN; length < count; length *= 2) this.#mergeRuns(keys, count, length);
    out.set(this.#order);
  }

  /** The position of the largest value so far, of equal ones the last; from a NaN on, that of the NaN. */
  argcummax(out: Row, values: Row): void {
    let at = 0;
    for (let j = 0; j < this.#width; j++) {
      // False for a NaN on either side: one that is there stays, and one that comes takes its place.
      if (values[j]! >= values[at]! || (values[j] !== values[j] && values[at] === values[at])) {
        at = j;
      }
      out[j] = at;
    }
  }

  /** The sums of the values so far, compensated. */
  cumsum(out: Row, values: Row): void {
    let sum = 0;
    let lost = 0;
    for (let j = 0; j < this.#width; j++) {
      const x = values[j]!;
      const next = sum + x;
      const added = next - sum;
      lost += sum - (next - added) + (x - added);
      sum = next;
      out[j] = compensated(sum, lost);
    }
  }

  /** The logarithms of the sums of the exponentials so far, which are scaled by the largest so far. */
  logcumsumexp(out: Row, values: Row): void {
    let largest = -Infinity;
    let sum = 0;
    let lost = 0;
    for (let j = 0; j < this.#width; j++) {
      const x = values[j]!;
      if (x > largest) {
        const scale = Math.exp(largest - x);
        sum *= scale;
        lost *= scale;
        largest = x;
      }
      // Of infinities the difference would be NaN.
      const e = x === largest ? 1 : Math.exp(x - largest);
      const next = sum + e;
      const added = next - sum;
      lost += sum - (next - added) + (e - added);
      sum = next;
      out[j] = largest + Math.log(compensated(sum, lost));
    }
  }

  /** Each value added up at the position that `positions` has for it, compensated. */
  scatter(out: Row, values: Row, positions: Row): void {
    const sums = this.#sums.fill(0);
    const lost = this.#lost.fill(0);
    for (let j = 0; j < this.#width; j++) {
      const at = positions[j]!;
      const x = values[j]!;
      const sum = sums[at]!;
      const next = sum + x;
      const added = next - sum;
      lost[at]! += sum - (next - added) + (x - added);
      sums[at] = next;
    }
    for (let j = 0; j < this.#width; j++) out[j] = compensated(sums[j]!, lost[j]!);
  }

  /**
   * The sums of the values from the end on, of which each step towards the front leaves exp(a - b), where a and b are what
   * `logarithms`, which do not decrease, has for the two positions; compensated.
   */
  decaying_sum(out: Row, values: Row, logarithms: Row): void {
    let sum = 0;
    let lost = 0;
    let after = logarithms[this.#width - 1]!;
    for (let j = this.#width - 1; j >= 0; j--) {
      const x = values[j]!;
      const logarithm = logarithms[j]!;
      // Of infinities the difference would be NaN.
      const left = logarithm === after ? 1 : Math.exp(logarithm - after);
      sum *= left;
      lost *= left;
      after = logarithm;
      const next = sum + x;
      const added = next - sum;
      lost += sum - (next - added) + (x - added);
      sum = next;
      out[j] = compensated(sum, lost);
    }
  }

  /** Orders the positions of numbers before those of NaN, and returns how many there are. */
  #numbersFirst(keys: Row): number {
    let count = 0;
    for (let j = 0; j < this.#width; j++) if (keys[j] === keys[j]) this.#order[count++] = j;
    if (count < this.#width) {
      let at = count;
      for (let j = 0; j < this.#width; j++) if (keys[j] !== keys[j]) this.#order[at++] = j;
    }
    return count;
  }

  /** Merges sorted runs of one length, two by two. */
  #mergeRuns(keys: Row, count: number, length: number): void {
    const [from, to] = [this.#order, this.#merged];
    for (let start = 0; start < count; start += 2 * length) {
      const middle = Math.min(start + length, count);
      const end = Math.min(start + 2 * length, count);
      let left = start;
      let right = middle;
      for (let k = start; k < end; k++) {
        const takesLeft =
          right === end || (left < middle && keys[from[left]!]! <= keys[from[right]!]!);
        to[k] = from[takesLeft ? left++ : right++]!;
      }
    }
    for (let k = count; k < this.#width; k++) to[k] = from[k]!;
    [this.#order, this.#merged] = [to, from];
  }
}

function insertionSort(order: Int32Array, keys: Row, start: number, end: number): void {
  for (let k = start + 1; k < end; k++) {
    const position = order[k]!;
    const key = keys[position]!;
    let at = k;
    while (at > start && keys[order[at - 1]!]! > key) {
      order[at] = order[at - 1]!;
      at--;
    }
    order[at] = position;
  }
}

/** With an infinity in a sum its compensation is NaN, and the sum alone is right. */
function compensated(sum: number, lost: number): number {
  return lost === lost ? sum + lost : sum;
}
