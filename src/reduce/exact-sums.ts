import { quotient, rounded, roundedQuotient, toUnits, type ExactNumber } from './units.ts';

/**
 * A sum of doubles without any error for each of many groups: numbers come in any order, and which group each belongs
 * to is told with it.
 *
 * Each number is rounded to a multiple of a coarse unit, what that leaves to one of a finer unit, and that again (as
 * in ExtractVector of Rump, Ogita and Oishi, "Accurate floating-point summation", 2008). The multiples of a group are
 * added up in doubles, which is exact for so many numbers that it is seldom time to empty them into long integers.
 * What is too large or too small for the units of the moment goes there at once; where that is often, the units are
 * chosen anew.
 */
export class ExactSums {
  #groups = 0;
  /** By group the multiples so far of each level, and after them how many numbers were added. */
  #slots: Float64Array<ArrayBuffer> = new Float64Array(SLOTS * FEW);
  /** Sums of what was emptied or did not fit, in units of 2^-1074; by group, where there are any. */
  readonly #units = new Map<number, bigint>();
  /** By group, the sums of what is not finite. */
  readonly #special = new Map<number, number>();
  /** Numbers below it in size fit; 0 before there are units. */
  #limit = 0;
  readonly #roundings = new Float64Array(LEVELS);
  /** Numbers added since the levels of all groups were emptied. */
  #added = 0;
  /** Numbers that may have been added to the levels of any one group since these were emptied. */
  #mostInGroup = 0;
  /** Numbers that did not fit since the units were chosen. */
  #misfits = 0;

  /** How many groups there are: one more than the last that a number was added to. */
  get groups(): number {
    return this.#groups;
  }

  /**
   * Adds `values[i]` to the group `groups[i]`, for the first `count`; a negative group is none.
   * @param size one more than the largest group among them, or more
   */
  add(values: Float64Array, groups: Int32Array, count: number, size: number): void {
    this.#reserve(size);
    for (let from = 0; from < count; from += BLOCK) {
      const to = Math.min(count, from + BLOCK);
      if (this.#limit === 0 || this.#misfits > MOST_MISFITS) this.#chooseUnits(values, from, to);
      if (this.#mostInGroup + BLOCK > CAPACITY) this.#empty(CAPACITY / 2);
      this.#added += to - from;
      this.#mostInGroup += to - from;
      this.#addBlock(values, groups, from, to);
    }
  }

  #addBlock(values: Float64Array, groups: Int32Array, from: number, to: number): void {
    const slots = this.#slots;
    const limit = this.#limit;
    const [coarse, middle, fine] = this.#roundings as unknown as [number, number, number];
    for (let i = from; i < to; i++) {
      const group = groups[i]!;
      if (group < 0) continue;
      const value = values[i]!;
      const at = SLOTS * group;
      slots[at + LEVELS]!++;
      if (!(Math.abs(value) < limit)) {
        if (value !== 0) this.#addDirectly(group, value);
        continue;
      }
      const first = coarse + value - coarse;
      const afterFirst = value - first;
      const second = middle + afterFirst - middle;
      const afterSecond = afterFirst - second;
      const third = fine + afterSecond - fine;
      slots[at]! += first;
      slots[at + 1]! += second;
      slots[at + 2]! += third;
      if (third !== afterSecond) this.#addDirectly(group, afterSecond - third);
    }
  }

  #addDirectly(group: number, value: number): void {
    if (Number.isFinite(value)) this.#addUnits(group, toUnits(value));
    else this.#special.set(group, (this.#special.get(group) ?? 0) + value);
    this.#misfits++;
  }

  #addUnits(group: number, units: bigint): void {
    if (units !== 0n) this.#units.set(group, (this.#units.get(group) ?? 0n) + units);
  }

  /** Chooses units for numbers of the size of these. */
  #chooseUnits(values: Float64Array, from: number, to: number): void {
    this.#empty(0);
    this.#misfits = 0;
    let largest = 0;
    for (let i = from; i < to; i++) {
      const size = Math.abs(values[i]!);
      if (size > largest && size < LARGEST) largest = size;
    }
    if (largest < SMALLEST) return;
    const exponent = Math.ceil(Math.log2(largest)) + MARGIN;
    this.#limit = 2 ** exponent;
    for (let level = 0; level < LEVELS; level++) {
      // Adding 1.5 * 2^k and taking it away again rounds to a multiple of 2^(k - 52).
      this.#roundings[level] = 1.5 * 2 ** (exponent - (level + 1) * LEVEL_BITS + 52);
    }
  }

  /**
   * Empties the levels into the long integers, which take many times the memory: of groups of so many numbers at least.
   */
  #empty(least: number): void {
    if (least === 0) this.#added = 0;
    this.#mostInGroup = least;
    for (let group = 0; group < this.#groups; group++) {
      if (this.numbers(group) < least) continue;
      this.#addUnits(group, this.#inLevels(group));
      this.#slots.fill(0, SLOTS * group, SLOTS * group + LEVELS);
    }
  }

  #inLevels(group: number): bigint {
    const at = SLOTS * group;
    let units = 0n;
    for (let level = 0; level < LEVELS; level++) units += toUnits(this.#slots[at + level]!);
    return units;
  }

  #reserve(groups: number): void {
    this.#groups = Math.max(this.#groups, groups);
    if (SLOTS * groups <= this.#slots.length) return;
    const slots = new Float64Array(2 * SLOTS * groups);
    slots.set(this.#slots);
    this.#slots = slots;
  }

  /**
   * Adds the sums of other numbers.
   * @param groupOf the group here that each group there belongs to
   */
  merge(other: ExactSums, groupOf: (group: number) => number): void {
    if (this.#limit === 0) {
      this.#limit = other.#limit;
      this.#roundings.set(other.#roundings);
    }
    const isInLevels = this.#limit === other.#limit && this.#mostInGroup + other.#added <= CAPACITY;
    if (isInLevels) {
      // All groups there may be one here.
      this.#added += other.#added;
      this.#mostInGroup += other.#added;
    }
    for (let group = 0; group < other.#groups; group++) {
      const target = groupOf(group);
      if (isInLevels) this.#addLevels(target, other.#slots, SLOTS * group);
      const units = other.#units.get(group) ?? 0n;
      this.addNumber(
        target,
        {
          units: isInLevels ? units : units + other.#inLevels(group),
          special: other.#special.get(group) ?? 0,
        },
        other.numbers(group),
      );
    }
  }

  #addLevels(group: number, slots: Float64Array, from: number): void {
    this.#reserve(group + 1);
    const at = SLOTS * group;
    for (let level = 0; level < LEVELS; level++) this.#slots[at + level]! += slots[from + level]!;
  }

  /** Adds the sum of so many numbers, which was made elsewhere, to a group. */
  addNumber(group: number, { units, special }: ExactNumber, numbers: number): void {
    this.#reserve(group + 1);
    this.#addUnits(group, units);
    this.#slots[SLOTS * group + LEVELS]! += numbers;
    if (special !== 0) this.#special.set(group, (this.#special.get(group) ?? 0) + special);
  }

  /** How many numbers were added to a group. */
  numbers(group: number): number {
    return group < this.#groups ? this.#slots[SLOTS * group + LEVELS]! : 0;
  }

  /** The sum of a group, rounded once. */
  rounded(group: number): number {
    return this.#fromLevels(group, 1) ?? rounded(this.of(group));
  }

  /** The sum of a group divided by a number, rounded once. */
  quotient(group: number, divisor: number): number {
    return this.#fromLevels(group, divisor) ?? quotient(this.of(group), divisor);
  }

  /** The quotient of a sum that is in the levels alone, where doubles can tell it. */
  #fromLevels(group: number, divisor: number): number | undefined {
    if (this.#units.has(group) || this.#special.has(group)) return undefined;
    const at = SLOTS * group;
    const slots = this.#slots;
    return roundedQuotient(slots[at] ?? 0, slots[at + 1] ?? 0, slots[at + 2] ?? 0, divisor);
  }

  /** The sum of a group. */
  of(group: number): ExactNumber {
    if (group >= this.#groups) return { units: 0n, special: 0 };
    return {
      units: (this.#units.get(group) ?? 0n) + this.#inLevels(group),
      special: this.#special.get(group) ?? 0,
    };
  }
}

const LEVELS = 3;
/** A power of two, so that what belongs to a group is in one line of the cache. */
const SLOTS = LEVELS + 1;
/** Bits of a number that a level takes. */
const LEVEL_BITS = 30;
/** So many multiples of a level's unit, of 30 bits each, add up without error in the 53 bits of a double. */
const CAPACITY = 2 ** 22;
const BLOCK = 4096;
/** Groups that there is room for from the start. */
const FEW = 16;
/** Numbers may become larger than those before by so many bits. */
const MARGIN = 3;
/** Numbers that may go the slow way before other units are tried. */
const MOST_MISFITS = 4096;
/** Between these the units are normal numbers, and the sums of multiples finite. */
const SMALLEST = 2 ** -900;
const LARGEST = 2 ** 900;
