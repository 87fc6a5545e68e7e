import { UserError } from '../messages/errors.ts';
import { withRoom } from '../tensor/arrays.ts';
import { rowNumber, type Block } from '../tensor/block.ts';
import { ColumnNumbers } from '../text/column-numbers.ts';
import { PairNumbers } from './pair-numbers.ts';

/** Groups that there is memory for: with its sums each takes some hundred bytes, besides its texts. */
const MOST_GROUPS = 10_000_000;

/** The groups of some rows as plain data: of each the number of its first row, and its texts. */
export type GroupingState = readonly (readonly [first: number, ...texts: string[]])[];

/** Divides rows into groups: those with the same texts in some columns. */
export class Grouping {
  /** Names of columns of text. */
  readonly columns: readonly string[];
  readonly #texts: readonly ColumnNumbers[];
  /** For each column but the first, the groups that the columns up to it make: a group of those before, and a text. */
  readonly #pairs: readonly PairNumbers[];
  /** By group, the first of its rows. */
  #firstRows = new Float64Array(0);
  #known = 0;
  /** Whether groups may have come in another order than their rows. */
  #isMerged = false;
  #groupOfRow = new Int32Array(0);
  /** The block that the groups of rows are of. */
  #block: Block | undefined;

  constructor(columns: readonly string[]) {
    this.columns = columns;
    this.#texts = columns.map(() => new ColumnNumbers());
    this.#pairs = columns.slice(1).map(() => new PairNumbers());
  }

  /** How many groups there are so far. */
  get count(): number {
    return (this.#pairs.at(-1) ?? this.#texts[0]!).count;
  }

  /**
   * The group of each row of a block, a number below {@link count} in the order in which they were met. Valid until
   * another block is asked for.
   * @throws UserError when there are too many groups
   */
  groupsOf(block: Block): Int32Array {
    if (this.#block === block) return this.#groupOfRow;
    this.#block = block;
    const { rows } = block;
    this.#groupOfRow = withRoom(this.#groupOfRow, rows);
    const groups = this.#groupOfRow;
    this.columns.forEach((name, k) => {
      const column = block.texts![name]!;
      const { codes } = column;
      const numbers = this.#texts[k]!.of(column, rows);
      const pairs = this.#pairs[k - 1];
      if (pairs) {
        for (let i = 0; i < rows; i++) groups[i] = pairs.numberOf(groups[i]!, numbers[codes[i]!]!);
      } else {
        for (let i = 0; i < rows; i++) groups[i] = numbers[codes[i]!]!;
      }
    });
    this.requireAtMost(MOST_GROUPS, 'there is no memory for the sums of more');
    this.#noteFirst(block, groups);
    return groups;
  }

  /** Groups are numbered as they are met, so that new ones are found in the order of their numbers. */
  #noteFirst(block: Block, groups: Int32Array): void {
    const { count } = this;
    this.#firstRows = withRoom(this.#firstRows, count);
    for (let i = 0; i < block.rows && this.#known < count; i++) {
      if (groups[i] === this.#known) this.#firstRows[this.#known++] = rowNumber(block, i);
    }
  }

  /** The groups so far. */
  get state(): GroupingState {
    return Array.from({ length: this.count }, (_, group) => {
      return [this.#firstRows[group]!, ...this.textsOf(group)];
    });
  }

  /**
   * Takes the groups of other rows.
   * @returns the groups here of those there
   */
  absorb(state: GroupingState, rowOf: (row: number) => number): readonly number[] {
    this.#isMerged = true;
    const groups = state.map(([first, ...texts]) => {
      const group = this.#groupOf(texts);
      const row = rowOf(first);
      if (group < this.#known) {
        this.#firstRows[group] = Math.min(this.#firstRows[group]!, row);
      } else {
        this.#firstRows = withRoom(this.#firstRows, ++this.#known);
        this.#firstRows[group] = row;
      }
      return group;
    });
    this.requireAtMost(MOST_GROUPS, 'there is no memory for the sums of more');
    return groups;
  }

  #groupOf(texts: readonly string[]): number {
    const numbers = texts.map((text, k) => this.#texts[k]!.numberOf(text));
    return numbers.reduce((group, number, k) => this.#pairs[k - 1]!.numberOf(group, number));
  }

  /** The groups in the order of their first rows. */
  get order(): readonly number[] {
    const groups = Array.from({ length: this.count }, (_, group) => group);
    if (!this.#isMerged) return groups;
    return groups.sort((a, b) => this.#firstRows[a]! - this.#firstRows[b]! || a - b);
  }

  /** The texts of a group, in the order of the columns. */
  textsOf(group: number): readonly string[] {
    const texts = new Array<string>(this.columns.length);
    let rest = group;
    for (let k = this.columns.length - 1; k > 0; k--) {
      const pairs = this.#pairs[k - 1]!;
      texts[k] = this.#texts[k]!.textOf(pairs.secondOf(rest));
      rest = pairs.firstOf(rest);
    }
    texts[0] = this.#texts[0]!.textOf(rest);
    return texts;
  }

  /** Lets the last block go, whose producer may use it again. */
  forget(): void {
    this.#block = undefined;
  }

  /**
   * @param why there may be no more
   * @throws UserError when there are more groups
   */
  requireAtMost(most: number, why: string): void {
    if (this.count <= most) return;
    throw new UserError({
      where: this.title,
      problem: `expected at most ${most} segments, found more; ${why}`,
      hint: 'a column in which nearly every row has a text of its own makes no segments',
    });
  }

  /** What messages call the division: `segments by column region`. */
  get title(): string {
    return `segments by ${this.columns.map((column) => `column ${column}`).join(', ')}`;
  }
}
