import { UserError } from '../errors.ts';
import type { Block } from '../tensor/block.ts';

/** Groups beyond which a column is rather an id than a key of segments. */
const MOST_GROUPS = 10_000;
/** Combinations of codes up to which they are looked up in an array. */
const SMALL = 2 ** 16;
const UNKNOWN = -1;

/** The rows of a block, those of one group after those of another. */
export interface GroupedRows {
  /** Indices of rows in the block. */
  readonly order: Int32Array;
  /** For each group that the block has rows of: which it is, and where its rows begin and end in `order`. */
  readonly runs: readonly {
    readonly group: number;
    readonly start: number;
    readonly end: number;
  }[];
}

/** Divides rows into groups: those with the same texts in some columns. */
export class Grouping {
  /** Names of text inputs. */
  readonly columns: readonly string[];
  /** The texts of each group, in the order in which the groups were met. */
  readonly groups: (readonly string[])[] = [];
  readonly #indices = new Map<string, number>();
  #groupOfRow = new Int32Array(0);
  /** For each group, 0 between blocks. */
  #counts = new Int32Array(0);
  #order = new Int32Array(0);

  constructor(columns: readonly string[]) {
    this.columns = columns;
  }

  /**
   * The rows of a block by group, valid until the next call.
   * @throws UserError when there are too many groups
   */
  divide(block: Block): GroupedRows {
    const groups = this.#groupOfRows(block);
    const present = this.#count(groups, block.rows);
    let start = 0;
    const runs = present.map((group) => {
      const run = { group, start, end: start + this.#counts[group]! };
      this.#counts[group] = start;
      start = run.end;
      return run;
    });
    if (this.#order.length < block.rows) this.#order = new Int32Array(block.rows);
    for (let i = 0; i < block.rows; i++) this.#order[this.#counts[groups[i]!]!++] = i;
    for (const group of present) this.#counts[group] = 0;
    return { order: this.#order, runs };
  }

  /** Counts the rows of each group, and returns which groups there are rows of. */
  #count(groups: Int32Array, rows: number): number[] {
    if (this.#counts.length < this.groups.length) {
      this.#counts = new Int32Array(2 * this.groups.length);
    }
    const present: number[] = [];
    for (let i = 0; i < rows; i++) {
      const group = groups[i]!;
      if (this.#counts[group]!++ === 0) present.push(group);
    }
    return present;
  }

  /** The group of each row of a block. */
  #groupOfRows(block: Block): Int32Array {
    const columns = this.columns.map((name) => block.texts![name]!);
    if (this.#groupOfRow.length < block.rows) this.#groupOfRow = new Int32Array(block.rows);
    const sizes = columns.map(({ codes }) => largest(codes, block.rows) + 1);
    const known = lookup(sizes.reduce((product, size) => product * size, 1));
    for (let i = 0; i < block.rows; i++) {
      let key = 0;
      for (let k = 0; k < columns.length; k++) key = key * sizes[k]! + columns[k]!.codes[i]!;
      let group = known.get(key);
      if (group === UNKNOWN) {
        group = this.#groupOf(columns.map(({ codes, textOf }) => textOf(codes[i]!)));
        known.set(key, group);
      }
      this.#groupOfRow[i] = group;
    }
    return this.#groupOfRow;
  }

  #groupOf(texts: readonly string[]): number {
    const key = JSON.stringify(texts);
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    const group = this.groups.length;
    if (group === MOST_GROUPS) {
      throw new UserError({
        where: `--by ${this.columns.join(',')}`,
        problem: `expected at most ${MOST_GROUPS} segments, found more`,
        hint: 'a column in which nearly every row has a text of its own makes no segments',
      });
    }
    this.groups.push(texts);
    this.#indices.set(key, group);
    return group;
  }
}

interface Lookup {
  get(key: number): number;
  set(key: number, group: number): void;
}

function lookup(size: number): Lookup {
  if (size <= SMALL) {
    const groups = new Int32Array(size).fill(UNKNOWN);
    return {
      get: (key) => groups[key]!,
      set: (key, group) => {
        groups[key] = group;
      },
    };
  }
  const groups = new Map<number, number>();
  return {
    get: (key) => groups.get(key) ?? UNKNOWN,
    set: (key, group) => {
      groups.set(key, group);
    },
  };
}

function largest(codes: Float64Array, rows: number): number {
  let max = 0;
  for (let i = 0; i < rows; i++) if (codes[i]! > max) max = codes[i]!;
  return max;
}
