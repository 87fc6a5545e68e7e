/** Numbers of a page, about: 256 KiB. */
const PAGE_NUMBERS = 2 ** 15;

/** Some rows in the order in which they came, and how many of them wait to be taken. */
interface Page {
  readonly values: Float64Array;
  waiting: number;
}

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
  /** In the order of the rows; undefined where all have been taken. */
  readonly #pages: (Page | undefined)[] = [];
  readonly #free: Float64Array[] = [];
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
      this.#parts.forEach(({ offset, width }, k) => {
        const source = values[k]!;
        let from = row * width;
        const target = page.values;
        for (let to = at * step + offset, n = 0; n < fitting; n++, to += step) {
          for (let i = 0; i < width; i++) target[to + i] = source[from++]!;
        }
      });
      page.waiting += fitting;
      row += fitting;
      this.#count += fitting;
    }
  }

  /** Says that a row, counted from 1, will not be asked for. */
  drop(row: number): void {
    this.#leave((row - 1) >>> this.#shift, 1);
  }

  /**
   * Takes rows, each of which once only.
   * @param numbers of the rows, counted from 1; 0 for none
   * @param targets for the numbers of each input, row after row
   */
  take(numbers: Float64Array, targets: readonly Float64Array[]): void {
    const { order, ends } = this.#byPage(numbers);
    let start = 0;
    ends.forEach((end, index) => {
      if (end === start) return;
      const { values } = this.#pages[index]!;
      this.#parts.forEach((part, k) => {
        this.#copy(values, numbers, order.subarray(start, end), part, targets[k]!);
      });
      this.#leave(index, end - start);
      start = end;
    });
  }

  /**
   * The places of the rows that are asked for, those of a page together, and where among them each page's end: to go from
   * one page to another for every row would take several times as long as to copy it.
   */
  #byPage(numbers: Float64Array): { readonly order: Uint32Array; readonly ends: Uint32Array } {
    const shift = this.#shift;
    const ends = new Uint32Array(this.#pages.length);
    for (const number of numbers) if (number > 0) ends[(number - 1) >>> shift]!++;
    let count = 0;
    for (let page = 0; page < ends.length; page++) {
      const ofPage = ends[page]!;
      ends[page] = count;
      count += ofPage;
    }
    const order = new Uint32Array(count);
    // What is the start of a page is its end when all of its rows are there.
    for (let row = 0; row < numbers.length; row++) {
      if (numbers[row]! > 0) order[ends[(numbers[row]! - 1) >>> shift]!++] = row;
    }
    return { order, ends };
  }

  #copy(
    values: Float64Array,
    numbers: Float64Array,
    rows: Uint32Array,
    { offset, width }: Part,
    target: Float64Array,
  ): void {
    const mask = this.#mask;
    const step = this.#width;
    for (const row of rows) {
      const from = ((numbers[row]! - 1) & mask) * step + offset;
      for (let i = 0, to = row * width; i < width; i++) target[to + i] = values[from + i]!;
    }
  }

  /** The page that the next row belongs to, of which `at` rows have come. */
  #openPage(at: number): Page {
    if (at === 0) {
      const values = this.#free.pop() ?? new Float64Array(this.#width * (this.#mask + 1));
      this.#pages.push({ values, waiting: 0 });
    }
    return this.#pages.at(-1)!;
  }

  /** Counts rows of a page as gone; the page is free when there will be no more. */
  #leave(index: number, rows: number): void {
    const page = this.#pages[index]!;
    page.waiting -= rows;
    const isWhole = (index + 1) * (this.#mask + 1) <= this.#count;
    if (page.waiting > 0 || !isWhole) return;
    this.#free.push(page.values);
    this.#pages[index] = undefined;
  }
}
