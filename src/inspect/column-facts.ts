import { ExactSum } from '../reduce/exact-sum.ts';

/** Distinct values up to which they are counted one by one. */
export const MOST_DISTINCT = 1000;
/** Characters of distinct texts that are kept, lest long ones fill the memory. */
const MOST_CHARACTERS = 2 ** 20;

/** Integers up to which a double holds each. */
const EXACT = Number.MAX_SAFE_INTEGER;

/** What the cells of a column are; `empty` where all are missing. */
export type ColumnKind = 'integers' | 'numbers' | 'text' | 'mixed' | 'empty';

/** A value and how often it was met. */
export interface ValueCount {
  readonly value: number | string;
  readonly count: number;
}

/** What is in one column of numbers or text, or in one array. */
export interface ColumnSummary {
  readonly kind: ColumnKind;
  /** All cells, missing ones included. */
  readonly cells: number;
  /** Empty cells, NA, null and NaN. */
  readonly missing: number;
  readonly infinite: number;
  /** Cells that are no number and not missing. */
  readonly texts: number;
  /** The first of these. */
  readonly firstText: string | undefined;
  /** Of the finite numbers; undefined where there are none. */
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly mean: number | undefined;
  /** The ends of the range in full, where they are integers that a double may not hold and their digits are known. */
  readonly exactMin: string | undefined;
  readonly exactMax: string | undefined;
  /** The first and the last text in the order of characters, which is that of dates; undefined where there are numbers. */
  readonly textRange: readonly [first: string, last: string] | undefined;
  /** The first number that is not whole. */
  readonly fraction: number | undefined;
  /** How many different values there are; where `values` is undefined, there are more than that. */
  readonly distinct: number;
  /** The distinct values, numbers in ascending order before texts. */
  readonly values: readonly ValueCount[] | undefined;
}

/** Gathers what is in a column, in one pass and a memory that does not grow with the rows. */
export class ColumnFacts {
  readonly #sum = new ExactSum();
  #cells = 0;
  #missing = 0;
  #infinite = 0;
  #texts = 0;
  #firstText: string | undefined;
  #min = Infinity;
  #max = -Infinity;
  #fraction: number | undefined;
  #leastInteger: bigint | undefined;
  #largestInteger: bigint | undefined;
  #textRange: readonly [string, string] | undefined;
  /** By value; undefined from when there were too many. */
  #counts: Map<number | string, number> | undefined = new Map();
  #distinct = 0;
  #characters = 0;

  /** Takes numbers; NaN stands for a missing one. */
  addNumbers(values: Float64Array): void {
    for (const value of values) this.#number(value, 1);
    const isFinite = values.every(Number.isFinite);
    const finite = isFinite ? values : values.filter(Number.isFinite);
    this.#sum.addAll(finite, finite.length);
  }

  /** Takes a cell that was met some times: the number it stands for, NaN where it is missing. */
  addNumber(value: number, times: number): void {
    this.#number(value, times);
    this.#add(value, times);
  }

  /** Takes an integer that a double may not hold and that was met some times, by its digits. */
  addInteger(digits: string, times: number): void {
    const integer = BigInt(digits);
    if (this.#leastInteger === undefined || integer < this.#leastInteger)
      this.#leastInteger = integer;
    if (this.#largestInteger === undefined || integer > this.#largestInteger)
      this.#largestInteger = integer;
    this.#number(Number(integer), times, String(integer));
    this.#add(Number(integer), times);
  }

  #add(value: number, times: number): void {
    if (!Number.isFinite(value)) return;
    for (let i = 0; i < times; i++) this.#sum.add(value);
  }

  /** Takes a cell that is no number and was met some times. */
  addText(text: string, times: number): void {
    this.#cells += times;
    this.#texts += times;
    this.#firstText ??= text;
    const [first, last] = this.#textRange ?? [text, text];
    this.#textRange = [text < first ? text : first, text > last ? text : last];
    this.#count(text, times);
  }

  /** What was found in all that was taken. */
  summary(): ColumnSummary {
    const finite = this.#cells - this.#missing - this.#infinite - this.#texts;
    return {
      kind: this.#kind(),
      cells: this.#cells,
      missing: this.#missing,
      infinite: this.#infinite,
      texts: this.#texts,
      firstText: this.#firstText,
      min: finite > 0 ? this.#min : undefined,
      max: finite > 0 ? this.#max : undefined,
      mean: finite > 0 ? this.#sum.dividedBy(finite) : undefined,
      exactMin: Math.abs(this.#min) > EXACT ? this.#leastInteger?.toString() : undefined,
      exactMax: Math.abs(this.#max) > EXACT ? this.#largestInteger?.toString() : undefined,
      textRange: this.#texts === this.#cells - this.#missing ? this.#textRange : undefined,
      fraction: this.#fraction,
      distinct: this.#distinct,
      values: this.#counts && inOrder(this.#counts),
    };
  }

  /** @param key what tells the value from others */
  #number(value: number, times: number, key: number | string = value): void {
    this.#cells += times;
    if (Number.isNaN(value)) {
      this.#missing += times;
      return;
    }
    this.#count(key, times);
    if (!Number.isFinite(value)) {
      this.#infinite += times;
      return;
    }
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    if (this.#fraction === undefined && !Number.isInteger(value)) this.#fraction = value;
  }

  #count(value: number | string, times: number): void {
    const counts = this.#counts;
    if (counts === undefined) return;
    const known = counts.get(value);
    if (known !== undefined) {
      counts.set(value, known + times);
      return;
    }
    if (typeof value === 'string') this.#characters += value.length;
    if (counts.size === MOST_DISTINCT || this.#characters > MOST_CHARACTERS) {
      this.#counts = undefined;
      return;
    }
    counts.set(value, times);
    this.#distinct = counts.size;
  }

  #kind(): ColumnKind {
    const present = this.#cells - this.#missing;
    if (present === 0) return 'empty';
    if (this.#texts > 0) return this.#texts === present ? 'text' : 'mixed';
    return this.#fraction === undefined && this.#infinite === 0 ? 'integers' : 'numbers';
  }
}

function inOrder(counts: ReadonlyMap<number | string, number>): ValueCount[] {
  const entries = [...counts].map(([value, count]) => ({ value, count }));
  const numbers = entries.filter(({ value }) => typeof value === 'number');
  const texts = entries.filter(({ value }) => typeof value === 'string');
  return [...numbers.sort((a, b) => Number(a.value) - Number(b.value)), ...texts];
}
