import { UserError } from '../messages/errors.ts';
import { codeCount, type Block, type TextColumn } from '../tensor/block.ts';
import { TextNumbers } from '../text/text-numbers.ts';

/** Groups beyond which a column is rather an id than a key of segments. */
const MOST_GROUPS = 10_000;
/** At least as many as codes in a block, as a rule. */
const SLOTS = 2 ** 13;
const NONE = -1;

/** Divides rows into groups: those with the same texts in some columns. */
export class Grouping {
  /** Names of columns of text. */
  readonly columns: readonly string[];
  /** The texts of each group, in the order in which the groups were met. */
  readonly groups: (readonly string[])[] = [];
  /** The texts of each column. */
  readonly #texts: readonly TextNumbers[];
  /** By column, the groups that the columns up to it make: of each by the columns before, and its text in this one. */
  readonly #groups: readonly Map<number, number>[];
  #groupOfRow = new Int32Array(0);
  /** The block that the groups of rows are of. */
  #block: Block | undefined;
  /** Keys of the block by their lowest bits, and the groups of these. */
  readonly #cachedKeys = new Float64Array(SLOTS);
  readonly #cachedGroups = new Int32Array(SLOTS);

  constructor(columns: readonly string[]) {
    this.columns = columns;
    this.#texts = columns.map(() => new TextNumbers());
    this.#groups = columns.map(() => new Map<number, number>());
  }

  /**
   * The group of each row of a block: its place among {@link groups}. Valid until another block is asked for.
   * @throws UserError when there are too many groups
   */
  groupsOf(block: Block): Int32Array {
    if (this.#block === block) return this.#groupOfRow;
    this.#block = block;
    const columns = this.columns.map((name) => block.texts![name]!);
    if (this.#groupOfRow.length < block.rows) this.#groupOfRow = new Int32Array(block.rows);
    const groups = this.#groupOfRow;
    const keys = keysOf(columns, block.rows);
    const cachedKeys = this.#cachedKeys.fill(NONE);
    const cachedGroups = this.#cachedGroups;
    for (let i = 0; i < block.rows; i++) {
      const key = keys[i]!;
      const slot = key & (SLOTS - 1);
      if (cachedKeys[slot] !== key) {
        cachedKeys[slot] = key;
        cachedGroups[slot] = this.#groupOf(columns, i);
      }
      groups[i] = cachedGroups[slot]!;
    }
    return groups;
  }

  /** Lets the last block go, whose producer may use it again. */
  forget(): void {
    this.#block = undefined;
  }

  #groupOf(columns: readonly TextColumn[], row: number): number {
    let group = this.#texts[0]!.numberOfCode(columns[0]!, columns[0]!.codes[row]!);
    for (let k = 1; k < columns.length; k++) {
      const text = this.#texts[k]!.numberOfCode(columns[k]!, columns[k]!.codes[row]!);
      const groups = this.#groups[k]!;
      // There is one text more than groups when there are too many.
      const key = group * (MOST_GROUPS + 1) + text;
      const known = groups.get(key);
      group = known ?? groups.size;
      if (known === undefined) groups.set(key, group);
    }
    if (group < this.groups.length) return group;
    if (group === MOST_GROUPS) {
      throw new UserError({
        where: `segments by ${this.columns.map((column) => `column ${column}`).join(', ')}`,
        problem: `expected at most ${MOST_GROUPS} segments, found more`,
        hint: 'a column in which nearly every row has a text of its own makes no segments',
      });
    }
    this.groups.push(columns.map(({ codes, textOf }) => textOf(codes[row]!)));
    return group;
  }
}

/** For each row a number that stands for its texts in this block. */
function keysOf([first, ...others]: readonly TextColumn[], rows: number): Float64Array {
  let keys = first!.codes;
  let size = codeCount(first!, rows);
  for (const column of others) {
    const count = codeCount(column, rows);
    if (size * count > Number.MAX_SAFE_INTEGER) {
      keys = renumbered(keys, rows);
      size = rows;
    }
    const longer = new Float64Array(rows);
    for (let i = 0; i < rows; i++) longer[i] = keys[i]! * count + column.codes[i]!;
    keys = longer;
    size *= count;
  }
  return keys;
}

/** Keys that are equal where the given ones are, below as many as there are rows. */
function renumbered(keys: Float64Array, rows: number): Float64Array {
  const known = new Map<number, number>();
  return keys.subarray(0, rows).map((key) => {
    const number = known.get(key) ?? known.size;
    known.set(key, number);
    return number;
  });
}
