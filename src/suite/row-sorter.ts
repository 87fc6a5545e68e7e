import type { Block, Widths } from '../tensor/block.ts';
import { placesByGroup } from './terms-by-group.ts';

/** Rows of each group, on average, from which on they are handed over: fewer would cost more than their losses. */
const ROWS_PER_GROUP = 256;
/** Numbers that are gathered at most, besides those of a single block: 16 MiB, and as much again sorted. */
const MOST_NUMBERS = 2 ** 21;

type Columns = Block['inputs'];

/**
 * Hands over the rows of blocks group by group, when there are many of each. They have new numbers: whatever is wrong
 * with a row is told when its block is computed whole, before.
 */
export class RowSorter {
  readonly #widths: Widths;
  readonly #mostRows: number;
  readonly #take: (group: number, block: Block) => void;
  #gathered: Columns;
  #groups = new Int32Array(0);
  #rows = 0;
  /** Groups so far. */
  #count = 0;
  #sorted: Columns;
  /** Where in the sorted columns each row goes. */
  #places = new Int32Array(0);

  /**
   * @param widths of the inputs to hand over
   * @param take receives rows of a group, in their order; they are not to be kept
   */
  constructor(widths: Widths, take: (group: number, block: Block) => void) {
    this.#widths = widths;
    const width = Object.values(widths).reduce((sum, each) => sum + each, 0);
    this.#mostRows = Math.floor(MOST_NUMBERS / width);
    this.#take = take;
    this.#gathered = this.#newColumns(0);
    this.#sorted = this.#newColumns(0);
  }

  /**
   * Adds the rows of a block.
   * @param groups the group of each row, a number from 0 on
   * @param count of groups so far
   */
  add(block: Block, groups: Int32Array, count: number): void {
    const { rows, inputs } = block;
    this.#count = count;
    const enough = Math.min(ROWS_PER_GROUP * count, this.#mostRows);
    if (this.#rows + rows > enough) this.flush();
    if (rows < enough) this.#gather(inputs, groups, rows);
    else this.#handOver(inputs, groups, rows);
  }

  /** Hands over what was gathered. */
  flush(): void {
    this.#handOver(this.#gathered, this.#groups, this.#rows);
    this.#rows = 0;
  }

  #gather(columns: Columns, groups: Int32Array, rows: number): void {
    const needed = this.#rows + rows;
    if (this.#groups.length < needed) this.#makeRoom(2 * needed);
    for (const [name, width] of Object.entries(this.#widths)) {
      this.#gathered[name]!.set(columns[name]!.subarray(0, rows * width), this.#rows * width);
    }
    this.#groups.set(groups.subarray(0, rows), this.#rows);
    this.#rows = needed;
  }

  #makeRoom(rows: number): void {
    const columns = this.#newColumns(rows);
    for (const [name, values] of Object.entries(this.#gathered)) columns[name]!.set(values);
    this.#gathered = columns;
    const groups = new Int32Array(rows);
    groups.set(this.#groups);
    this.#groups = groups;
  }

  #handOver(columns: Columns, groups: Int32Array, rows: number): void {
    if (this.#places.length < rows) {
      this.#places = new Int32Array(rows);
      this.#sorted = this.#newColumns(rows);
    }
    const ends = placesByGroup(groups, rows, this.#count, this.#places);
    for (const [name, width] of Object.entries(this.#widths)) {
      scatter(columns[name]!, this.#sorted[name]!, width, this.#places, rows);
    }
    let start = 0;
    ends.forEach((end, group) => {
      if (end > start) this.#take(group, this.#sortedRows(start, end));
      start = end;
    });
  }

  #sortedRows(start: number, end: number): Block {
    const parts = Object.entries(this.#widths).map(([name, width]) => {
      return [name, this.#sorted[name]!.subarray(start * width, end * width)] as const;
    });
    return { rows: end - start, inputs: Object.fromEntries(parts), firstRow: 1 };
  }

  #newColumns(rows: number): Columns {
    const columns = Object.entries(this.#widths).map(([name, width]) => {
      return [name, new Float64Array(rows * width)] as const;
    });
    return Object.fromEntries(columns);
  }
}

/** Puts each row in its place. */
function scatter(
  source: Float64Array,
  target: Float64Array,
  width: number,
  places: Int32Array,
  rows: number,
): void {
  if (width === 1) {
    for (let i = 0; i < rows; i++) target[places[i]!] = source[i]!;
    return;
  }
  for (let i = 0, from = 0; i < rows; i++) {
    for (let to = places[i]! * width, end = to + width; to < end;) target[to++] = source[from++]!;
  }
}
