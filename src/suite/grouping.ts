import { UserError } from '../messages/errors.ts';
import { withRoom } from '../tensor/arrays.ts';
import type { Block } from '../tensor/block.ts';
import { ColumnNumbers } from '../text/column-numbers.ts';
import { PairNumbers } from './pair-numbers.ts';

/** Groups that there is memory for: with its sums each takes some hundred bytes, besides its texts. */
const MOST_GROUPS = 10_000_000;

/** Divides rows into groups: those with the same texts in some columns. */
export class Grouping {
  /** Names of columns of text. */
  readonly columns: readonly string[];
  readonly #texts: readonly ColumnNumbers[];
  /** For each column but the first, the groups that the columns up to it make: a group of those before, and a text. */
  readonly #pairs: readonly PairNumbers[];
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
    return groups;
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
