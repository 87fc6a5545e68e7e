import { withRoom } from '../../tensor/arrays.ts';

/** Numbers of a page, about: 256 KiB. */
const PAGE_NUMBERS = 2 ** 15;

/** The numbers of a row that belong to one input, and where in the row they begin. */
interface Part {
  readonly offset: number;
  readonly width: number;
}

/**
 * The rows of one file that have come and may be asked for, in pages. These are used again when all of their rows have
 * been taken, so that few are held at a time where rows are asked for in about the order in which they come.
 */
export class HeldRows {
  /** Of each input. */
  readonly #parts: readonly Part[];
  /** Numbers in a row. */
  readonly #width: number;
  /** The logarithm to base 2 of the rows in a page, and these less one. */
  readonly #shift: number;
  readonly #mask: number;
  /** The pages, in one array: to go from one array to another for each row takes longer than the rest. */
  #values = new Float64Array(0);
  /** By page, in the order of the rows, its place in the array, and how many of its rows wait to be taken. */
  #places = new Uint32Array(64);
  #waiting = new Uint32Array(64);
  /** Places of pages all of whose rows have been taken. */
  readonly #free: number[] = [];
  /** Places so far. */
  #placeCount = 0;
  #count = 0;

  /** @param widths numbers in a row of each input */
  constructor(widths: readonly number[]) {
    let offset = 0;
    this.#parts = widths.map((width) => {
      const part = { offset, width };
      offset += width;
      return part;
    });
    this.#width = offset;
    this.#shift = Math.max(0, Math.floor(Math.log2(PAGE_NUMBERS / offset)));
    this.#mask = 2 ** this.#shift - 1;
  }

  /** Appends rows, of which the numbers of each input are given. */
  append(values: readonly Float64Array[], rows: number): void {
    const step = this.#width;
    for (let row = 0; row < rows;) {
      const at = this.#count & this.#mask;
      const fitting = Math.min(rows - row, this.#mask + 1 - at);
      const page = this.#openPage(at);
      const start = this.#places[page]! * (this.#mask + 1) + at;
      const target = this.#values;
      this.#parts.forEach(({ offset, width }, k) => {
        const source = values[k]!;
        let from = row * width;
        for (let to = start * step + offset, n = 0; n < fitting; n++, to += step) {
          for (let i = 0; i < width; i++) target[to + i] = source[from++]!;
        }
      });
      this.#waiting[page]! += fitting;
      row += fitting;
      this.#count += fitting;
    }
  }

  /** Says that a row, counted from 1, will not be asked for. */
  drop(row: number): void {
    this.#leave((row - 1) >>> this.#shift);
  }

  /**
   * Takes rows, each of which once only.
   * @param numbers of the rows, counted from 1; 0 for none
   * @param targets for the numbers of each input, row after row
   */
  take(numbers: Float64Array, targets: readonly Float64Array[]): void {
    const starts = this.#startsOf(numbers);
    this.#parts.forEach(({ offset, width }, k) => {
      if (width === 1) this.#copyNumbers(starts, offset, targets[k]!);
      else this.#copyRows(starts, offset, width, targets[k]!);
    });
    for (const number of numbers) if (number > 0) this.drop(number);
  }

  /** Where the numbers of rows begin; -1 for none. */
  #startsOf(numbers: Float64Array): Float64Array {
    const places = this.#places;
    const shift = this.#shift;
    const mask = this.#mask;
    const step = this.#width;
    const starts = new Float64Array(numbers.length);
    for (let row = 0; row < numbers.length; row++) {
      const place = numbers[row]! - 1;
      starts[row] =
        place < 0 ? -1 : (places[place >>> shift]! * (mask + 1) + (place & mask)) * step;
    }
    return starts;
  }

  /** Without anything else in the loop, so that memory is fetched for many rows at a time. */
  #copyNumbers(starts: Float64Array, offset: number, target: Float64Array): void {
    const values = this.#values;
    for (let row = 0; row < starts.length; row++) {
      const start = starts[row]!;
      if (start >= 0) target[row] = values[start + offset]!;
    }
  }

  #copyRows(starts: Float64Array, offset: number, width: number, target: Float64Array): void {
    const values = this.#values;
    for (let row = 0; row < starts.length; row++) {
      if (starts[row]! < 0) continue;
      const from = starts[row]! + offset;
      for (let i = 0, to = row * width; i < width; i++) target[to + i] = values[from + i]!;
    }
  }

  /** The page that the next row belongs to, of which `at` rows have come. */
  #openPage(at: number): number {
    const page = this.#count >>> this.#shift;
    if (at > 0) return page;
    const place = this.#free.pop() ?? this.#placeCount++;
    const pageNumbers = this.#width * (this.#mask + 1);
    this.#values = withRoom(this.#values, this.#placeCount * pageNumbers);
    this.#places = withRoom(this.#places, page + 1);
    this.#waiting = withRoom(this.#waiting, page + 1);
    this.#places[page] = place;
    return page;
  }

  /** Counts a row of a page as gone; the place of the page is free when there will be no more. */
  #leave(page: number): void {
    const waiting = --this.#waiting[page]!;
    if (waiting > 0 || (page + 1) * (this.#mask + 1) > this.#count) return;
    this.#free.push(this.#places[page]!);
  }
}
