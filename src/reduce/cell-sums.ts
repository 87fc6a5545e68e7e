import { ExactSums } from './exact-sums.ts';
import { difference, type ExactNumber } from './units.ts';

/** What the samples of a block add to sums whose number is not known before the end, such as those by class. */
export interface CellTerms {
  /** The sum that each sample adds to, a cell, by a number from 0 on; -1 where it adds to none. */
  readonly cells: ArrayLike<number>;
  /** What it adds. */
  readonly values: Float64Array;
}

/** A sum that something was added to. */
interface FilledCell {
  readonly group: number;
  readonly cell: number;
  readonly sum: ExactNumber;
}

/** No slot. */
const NONE = -1;
const NO_CELLS = new Int32Array(0);
const NOTHING: ExactNumber = { units: 0n, special: 0 };

/**
 * Exact sums by group and cell, of which there is one only where something was added: a group has few of all the cells,
 * as a segment has few of all the classes.
 */
export class CellSums {
  #sums = new ExactSums();
  #slots = 0;
  #cells = 0;
  /** By group, the slots of its cells. */
  readonly #slotsOf: Int32Array[] = [];
  #target = new Int32Array(0);

  /** How many cells there are: one more than the last that something was added to. */
  get cells(): number {
    return this.#cells;
  }

  /** @param groups the group of each sample, or -1 where it is left out; without them all are in group 0 */
  add({ cells, values }: CellTerms, rows: number, groups?: Int32Array): void {
    if (this.#target.length < rows) this.#target = new Int32Array(rows);
    const target = this.#target;
    for (let i = 0; i < rows; i++) {
      const group = groups ? groups[i]! : 0;
      const cell = cells[i]!;
      target[i] = group < 0 || cell < 0 ? NONE : this.#slotOf(group, cell);
    }
    this.#sums.add(values, target, rows, this.#slots);
  }

  #slotOf(group: number, cell: number): number {
    const slots = this.#slotsOf[group];
    const slot = slots?.[cell] ?? NONE;
    return slot === NONE ? this.#newSlot(group, cell) : slot;
  }

  #newSlot(group: number, cell: number): number {
    for (let last = this.#slotsOf.length; last <= group; last++) this.#slotsOf.push(NO_CELLS);
    const slots = this.#slotsOf[group]!;
    if (cell >= slots.length) {
      const longer = new Int32Array(Math.max(cell + 1, 2 * slots.length)).fill(NONE);
      longer.set(slots);
      this.#slotsOf[group] = longer;
    }
    this.#cells = Math.max(this.#cells, cell + 1);
    return (this.#slotsOf[group]![cell] = this.#slots++);
  }

  /** Adds the sums of other samples. */
  merge(other: CellSums, groupOf: (group: number) => number, cellOf?: readonly number[]): void {
    for (const { group, cell, sum } of other.filled) {
      this.addNumber(groupOf(group), cellOf?.[cell] ?? cell, sum);
    }
  }

  /** The sums that something was added to. */
  get filled(): readonly FilledCell[] {
    return this.#slotsOf.flatMap((slots, group) =>
      [...slots.entries()].flatMap(([cell, slot]) =>
        slot === NONE ? [] : { group, cell, sum: this.#sums.of(slot) },
      ),
    );
  }

  /** These sums of group 0 without those of a group of `parts`, which are part of them. */
  without(parts: CellSums | undefined, group: number): CellSums {
    const rest = new CellSums();
    for (let cell = 0; cell < this.#cells; cell++) {
      const part = parts?.of(cell, group) ?? NOTHING;
      rest.addNumber(0, cell, difference(this.of(cell, 0), part));
    }
    return rest;
  }

  /** Adds a sum that was made elsewhere. */
  addNumber(group: number, cell: number, number: ExactNumber): void {
    this.#sums.addNumber(this.#slotOf(group, cell), number, 1);
  }

  /** The sum of a cell, without any error. */
  of(cell: number, group: number): ExactNumber {
    const slot = this.#slotsOf[group]?.[cell] ?? NONE;
    return slot === NONE ? NOTHING : this.#sums.of(slot);
  }

  /** The sum of a cell, rounded once. */
  value(cell: number, group: number): number {
    const slot = this.#slotsOf[group]?.[cell] ?? NONE;
    return slot === NONE ? 0 : this.#sums.rounded(slot);
  }
}
