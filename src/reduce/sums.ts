import { CellSums, type CellTerms } from './cell-sums.ts';
import { ExactSum } from './exact-sum.ts';
import { ExactSums } from './exact-sums.ts';
import {
  difference,
  exactText,
  quotient,
  ratio,
  readExactText,
  rounded,
  type ExactNumber,
} from './units.ts';

/** What the samples of a block add to some sums. */
export interface Terms {
  readonly rows: number;
  /** For each of the sums a number of every sample. */
  readonly values: readonly Float64Array[];
  /** What each sample counts; 1 when left out. */
  readonly counts?: Float64Array | undefined;
  /** What samples add to further sums, as many as there turn out to be. */
  readonly cells?: readonly CellTerms[] | undefined;
}

/** Whether a sample was left out: it counts 0 and adds nothing to any sum. */
export function isLeftOut({ values, counts }: Terms, row: number): boolean {
  return counts?.[row] === 0 && values.every((column) => column[row] === 0);
}

/** {@link Sums} as JSON, without the loss of a bit. */
export interface SumsJson {
  /** By group, how many rows were added. */
  readonly rows: readonly number[];
  /** By group, the sum of what they count, as {@link exactText} writes it. */
  readonly counts: readonly string[];
  /** For each of the sums the same. */
  readonly values: readonly (readonly string[])[];
  /** Of the sums of cells that there are: group, cell, and what they come to. */
  readonly cells: readonly (readonly [group: number, cell: number, sum: string])[];
}

/**
 * Sums of terms over samples, for each group of these: a segment, a unit of the bootstrap, or all of them as the only
 * group. They are exact. So they are the same in whatever order samples come, however they are cut into blocks, and
 * wherever the parts of an input are summed before they are merged.
 */
export class Sums {
  /** How many sums each group has that are known beforehand. */
  readonly #fixed: number;
  readonly #values: readonly Sum[];
  /** Of the samples that came with what they count; the others count 1 each, which is not worth an exact sum. */
  readonly #counts = new Sum();
  readonly #all: readonly Sum[];
  /** Given once something was added to a cell. */
  #cells: CellSums | undefined;

  /** @param size one or more, without those of cells */
  constructor(size: number) {
    this.#fixed = size;
    this.#values = Array.from({ length: size }, () => new Sum());
    this.#all = [this.#counts, ...this.#values];
  }

  /** How many sums each group has, besides what its samples count; those of cells are the last. */
  get size(): number {
    return this.#fixed + (this.#cells?.cells ?? 0);
  }

  /** Sums of the same kind to which nothing was added. */
  empty(): Sums {
    return new Sums(this.#fixed);
  }

  get groups(): number {
    return this.#values[0]!.groups;
  }

  /**
   * Adds the terms of a block.
   * @param groups the group of each sample, or -1 where it is left out; without them all are in group 0
   * @param size one more than the largest group, or more
   */
  add(terms: Terms, groups?: Int32Array, size = 1): void {
    const { rows, values, counts, cells = [] } = terms;
    if (counts) this.#counts.add(counts, rows, groups, size);
    this.#values.forEach((sum, k) => sum.add(values[k]!, rows, groups, size));
    for (const ofCells of cells) (this.#cells ??= new CellSums()).add(ofCells, rows, groups);
  }

  /**
   * Adds the sums of other samples.
   * @param groupOf the group here that each group there belongs to; by default the same
   * @param cellOf the cells here of those there, where they are others
   */
  merge(
    other: Sums,
    groupOf: (group: number) => number = (same) => same,
    cellOf?: readonly number[],
  ): void {
    this.#all.forEach((sum, k) => sum.merge(other.#all[k]!, groupOf));
    if (other.#cells) (this.#cells ??= new CellSums()).merge(other.#cells, groupOf, cellOf);
  }

  /** The sums of all groups together. */
  total(): Sums {
    const total = this.empty();
    total.merge(this, () => 0);
    return total;
  }

  /** These sums of one group without those of a group of `parts`, which are part of them. */
  without(parts: Sums, group: number): Sums {
    const rest = this.empty();
    rest.#all.forEach((sum, k) => {
      const [whole, part] = [this.#all[k]!, parts.#all[k]!];
      sum.addNumber(0, difference(whole.of(0), part.of(group)), whole.rows(0) - part.rows(group));
    });
    const whole = this.#cells;
    if (whole) rest.#cells = whole.without(parts.#cells, group);
    return rest;
  }

  /** How many rows were added, those that count 0 included. */
  rows(group = 0): number {
    return this.#values[0]!.rows(group);
  }

  /** What the samples count, rounded once. */
  count(group = 0): number {
    const rows = this.rows(group);
    const counted = this.#counts.rows(group);
    if (counted === 0) return rows;
    return counted === rows ? this.#counts.rounded(group) : rounded(this.#exactCount(group));
  }

  #exactCount(group: number): ExactNumber {
    const { units, special } = this.#counts.of(group);
    const plain = this.rows(group) - this.#counts.rows(group);
    return { units: units + BigInt(plain) * ONE, special };
  }

  /** One of the sums, rounded once. */
  value(k: number, group = 0): number {
    return k < this.#fixed
      ? this.#values[k]!.rounded(group)
      : (this.#cells?.value(k - this.#fixed, group) ?? 0);
  }

  /** One of the sums, without any error. */
  exact(k: number, group = 0): ExactNumber {
    return k < this.#fixed
      ? this.#values[k]!.of(group)
      : (this.#cells?.of(k - this.#fixed, group) ?? NOTHING);
  }

  /** One of the sums divided by what the samples count, rounded once; for a count that is beyond the doubles, too. */
  mean(k: number, group = 0): number {
    return ratio(this.#values[k]!.of(group), this.#exactCount(group));
  }

  /** One of the sums divided by a number, rounded once. */
  quotient(k: number, divisor: number, group = 0): number {
    return this.#values[k]!.quotient(group, divisor);
  }

  toJSON(): SumsJson {
    const each = <Item>(of: (group: number) => Item): Item[] =>
      Array.from({ length: this.groups }, (_, group) => of(group));
    return {
      rows: each((group) => this.rows(group)),
      counts: each((group) => exactText(this.#exactCount(group))),
      values: this.#values.map((sum) => each((group) => exactText(sum.of(group)))),
      cells: (this.#cells?.filled ?? []).map(({ group, cell, sum }) => [
        group,
        cell,
        exactText(sum),
      ]),
    };
  }

  /** The sums that were written as JSON; undefined where these are none. */
  static fromJSON({ rows, counts, values, cells }: SumsJson): Sums | undefined {
    const sums = new Sums(values.length);
    const isWhole = [counts, ...values].every(({ length }) => length === rows.length);
    if (!isWhole) return undefined;
    for (const [k, texts] of [counts, ...values].entries()) {
      for (const [group, text] of texts.entries()) {
        const number = readExactText(text);
        if (!number) return undefined;
        sums.#all[k]!.addNumber(group, number, rows[group]!);
      }
    }
    for (const [group, cell, text] of cells) {
      const number = readExactText(text);
      if (!number) return undefined;
      (sums.#cells ??= new CellSums()).addNumber(group, cell, number);
    }
    return sums;
  }
}

/** 1 in units of 2^-1074. */
const ONE = 1n << 1074n;

/** One sum by group; while there are no groups the faster way of {@link ExactSum}. */
class Sum {
  #whole: ExactSum | undefined;
  #wholeRows = 0;
  #byGroup: ExactSums | undefined;

  get groups(): number {
    return Math.max(this.#whole ? 1 : 0, this.#byGroup?.groups ?? 0);
  }

  add(values: Float64Array, rows: number, groups: Int32Array | undefined, size: number): void {
    if (groups) {
      (this.#byGroup ??= new ExactSums()).add(values, groups, rows, size);
    } else {
      (this.#whole ??= new ExactSum()).addAll(values, rows);
      this.#wholeRows += rows;
    }
  }

  /** Adds the sum of so many rows to a group. */
  addNumber(group: number, number: ExactNumber, rows: number): void {
    if (group === 0) {
      (this.#whole ??= new ExactSum()).addNumber(number);
      this.#wholeRows += rows;
    } else {
      (this.#byGroup ??= new ExactSums()).addNumber(group, number, rows);
    }
  }

  merge(other: Sum, groupOf: (group: number) => number): void {
    if (other.#whole) this.addNumber(groupOf(0), other.#whole, other.#wholeRows);
    if (other.#byGroup) (this.#byGroup ??= new ExactSums()).merge(other.#byGroup, groupOf);
  }

  rows(group: number): number {
    return (group === 0 ? this.#wholeRows : 0) + (this.#byGroup?.numbers(group) ?? 0);
  }

  rounded(group: number): number {
    return this.#isGrouped(group) ? this.#byGroup!.rounded(group) : rounded(this.of(group));
  }

  quotient(group: number, divisor: number): number {
    return this.#isGrouped(group)
      ? this.#byGroup!.quotient(group, divisor)
      : quotient(this.of(group), divisor);
  }

  #isGrouped(group: number): boolean {
    return this.#byGroup !== undefined && (group > 0 || !this.#whole);
  }

  of(group: number): ExactNumber {
    const grouped = this.#byGroup?.of(group) ?? NOTHING;
    if (group > 0 || !this.#whole) return grouped;
    const { units, special } = this.#whole;
    return { units: units + grouped.units, special: special + grouped.special };
  }
}

const NOTHING: ExactNumber = { units: 0n, special: 0 };
