import { rowNumber, type Block, type Widths } from '../tensor/block.ts';

const FIRST_CAPACITY = 64;

/** Gathers rows out of blocks until they are worth a block of their own. */
export class RowBuffer {
  readonly #widths: Widths;
  readonly #capacity: number;
  readonly #take: (block: Block) => void;
  #inputs: Record<string, Float64Array> = {};
  #rowNumbers = new Float64Array(0);
  #rows = 0;

  /**
   * @param capacity rows of a block
   * @param take receives the blocks; they are not to be kept
   */
  constructor(widths: Widths, capacity: number, take: (block: Block) => void) {
    this.#widths = widths;
    this.#capacity = capacity;
    this.#take = take;
  }

  /** Adds rows of a block, those whose indices stand from `start` to `end` of `order`. */
  add(block: Block, order: Int32Array, start: number, end: number): void {
    for (let at = start; at < end;) {
      this.#reserve(Math.min(this.#capacity, this.#rows + end - at));
      const until = Math.min(end, at + this.#rowNumbers.length - this.#rows);
      this.#copy(block, order, at, until);
      at = until;
      if (this.#rows === this.#capacity) this.flush();
    }
  }

  /** Hands over what is left. */
  flush(): void {
    const first = this.#rowNumbers[0];
    if (this.#rows === 0 || first === undefined) return;
    this.#take({
      rows: this.#rows,
      inputs: this.#inputs,
      firstRow: first,
      rowNumbers: this.#rowNumbers,
    });
    this.#rows = 0;
  }

  #copy(block: Block, order: Int32Array, start: number, end: number): void {
    for (const [name, target] of Object.entries(this.#inputs)) {
      const source = block.inputs[name]!;
      const width = this.#widths[name]!;
      let to = this.#rows * width;
      for (let k = start; k < end; k++) {
        const from = order[k]! * width;
        for (let j = 0; j < width; j++) target[to++] = source[from + j]!;
      }
    }
    for (let k = start; k < end; k++) this.#rowNumbers[this.#rows++] = rowNumber(block, order[k]!);
  }

  #reserve(rows: number): void {
    if (rows <= this.#rowNumbers.length) return;
    const room = Math.min(this.#capacity, Math.max(FIRST_CAPACITY, 2 * rows));
    const widths = Object.entries(this.#widths);
    this.#inputs = Object.fromEntries(
      widths.map(([name, width]) => [name, enlarged(this.#inputs[name], room * width)]),
    );
    this.#rowNumbers = enlarged(this.#rowNumbers, room);
  }
}

function enlarged(values: Float64Array | undefined, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length);
  if (values) larger.set(values);
  return larger;
}
