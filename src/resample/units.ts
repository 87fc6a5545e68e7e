import { hashCode, hashNumber, hashText, mix, wordAfter, wordOf } from '../tensor/hash.ts';
import { isLeftOut, Sums, type SumsJson, type Terms } from '../reduce/sums.ts';
import type { TextKeys } from '../tensor/block.ts';
import { TextNumbers } from '../text/text-numbers.ts';
import { seededGenerator } from './random.ts';

/** The clusters of a block's samples. */
export interface ClusterKeys extends TextKeys {
  /** For each sample a number below `size` that stands for its cluster in this block only. */
  readonly codes: ArrayLike<number>;
  readonly size: number;
}

/**
 * The units that a bootstrap resamples, as sums over each. While there are few of them, a unit is one sample or one
 * cluster. When they become more than {@link MOST_UNITS}, they are thrown into that many random groups, and these are
 * the units: the variance between the totals of random groups estimates that of the whole (Wolter, "Introduction to
 * variance estimation", 2nd ed. 2007, chapter 2, on random groups), and memory does not grow with the input.
 *
 * Which group a sample is in does not depend on how samples come in blocks, and sums are exact.
 */
export abstract class Units {
  #sums: Sums;
  #isGrouped = false;
  protected readonly most: number;
  /** The upper bits of a hash are a group: what is above this place. */
  protected readonly shift: number;
  protected readonly basis: number;
  /** The unit of each sample of the present block. */
  protected units = new Int32Array(0);

  /**
   * @param size how many terms samples have
   * @param most how many units there may be, a power of two
   */
  constructor(size: number, seed: number, most = MOST_UNITS) {
    this.#sums = new Sums(size);
    this.basis = randomBasis(seed);
    this.most = most;
    this.shift = 32 - Math.log2(most);
  }

  get sums(): Sums {
    return this.#sums;
  }

  /** Whether a unit is a group of samples or clusters, not a single one. */
  get isGrouped(): boolean {
    return this.#isGrouped;
  }

  /** Adds the samples of a block; one that adds nothing to any sum was left out, and is none. */
  add(terms: Terms, clusters?: ClusterKeys): void {
    const { rows } = terms;
    if (this.units.length < rows) this.units = new Int32Array(rows);
    if (!this.#isGrouped && !this.single(terms, clusters)) this.fold();
    if (this.#isGrouped) this.grouped(terms, clusters);
    this.#sums.add(terms, this.units, this.#isGrouped ? this.most : this.count);
  }

  /**
   * What was summed so far.
   * @param part what the part of the input is called; samples without a key are told from those of others by it
   */
  state(part: string): UnitsState {
    const sums = this.#sums.toJSON();
    if (!this.#isGrouped) {
      return {
        keys: Array.from({ length: this.count }, (_, unit) => this.keyOf(unit, part)),
        sums,
      };
    }
    const turned = this.#sums.empty();
    turned.merge(this.#sums, (group) => group ^ this.turnOf(part));
    return { keys: null, sums: turned.toJSON() };
  }

  /** Throws what were units of their own into random groups. */
  protected fold(): void {
    const folded = this.#sums.empty();
    folded.merge(this.#sums, (unit) => this.hashOf(unit) >>> this.shift);
    this.#sums = folded;
    this.#isGrouped = true;
  }

  /** Adds what was summed elsewhere. */
  protected merge(sums: Sums, unitOf: (unit: number) => number, cellOf: readonly number[]): void {
    this.#sums.merge(sums, unitOf, cellOf);
  }

  /** What a unit is called in all parts of an input. */
  protected abstract keyOf(unit: number, part: string): string;
  /** What the groups of a part are turned by, so that rows in the same place of parts are not always in the same. */
  protected abstract turnOf(part: string): number;
  /** The units in the order in which they are drawn from. */
  abstract readonly order: readonly number[];

  /** How many units there are while each is a single one. */
  protected abstract readonly count: number;
  /** Makes each sample or cluster of the block a unit; returns whether they are not too many. */
  protected abstract single(terms: Terms, clusters?: ClusterKeys): boolean;
  /** Tells the group of each sample of the block. */
  protected abstract grouped(terms: Terms, clusters?: ClusterKeys): void;
  /** What decides on the group of a unit. */
  protected abstract hashOf(unit: number): number;
}

/** The sums of units, as plain data. */
export interface UnitsState {
  /** What each is called; null where they are random groups. */
  readonly keys: readonly string[] | null;
  readonly sums: SumsJson;
}

/** So many groups leave the width of an interval an error of about 1 % (1 / sqrt(2 * 4096)). */
export const MOST_UNITS = 4096;

/** Samples as units. */
export class SampleUnits extends Units {
  /** Samples so far, which the next one is numbered by. */
  protected count = 0;

  protected single(terms: Terms): boolean {
    let next = this.count;
    for (let row = 0; row < terms.rows; row++) {
      this.units[row] = isLeftOut(terms, row) ? -1 : next++;
    }
    if (next > this.most) return false;
    this.count = next;
    return true;
  }

  /**
   * To deal the rows out in turn would be wrong where neighbouring rows are alike: such groups are more alike than
   * samples drawn at random.
   */
  protected grouped(terms: Terms): void {
    const { units, shift } = this;
    const { rows, counts } = terms;
    let word = wordOf(this.count, this.basis);
    let left = 0;
    for (let row = 0; row < rows; row++) {
      if (counts && isLeftOut(terms, row)) {
        units[row] = -1;
        left++;
      } else {
        units[row] = mix(word) >>> shift;
        word = wordAfter(word);
      }
    }
    this.count += rows - left;
  }

  protected hashOf(unit: number): number {
    return hashNumber(unit, this.basis);
  }

  protected keyOf(unit: number, part: string): string {
    return `${part} ${unit}`;
  }

  protected turnOf(part: string): number {
    return hashText(part, this.basis) >>> this.shift;
  }

  get order(): readonly number[] {
    return Array.from({ length: this.sums.groups }, (_, unit) => unit);
  }
}

/** Clusters as units; a cluster is never split. */
export class ClusterUnits extends Units {
  /** The clusters by the numbers of their units, while there are not too many. */
  readonly #clusters = new TextNumbers();
  /** The unit of each code of the present block, -1 while it is not known. */
  #unitOfCode = new Int32Array(0);

  protected get count(): number {
    return this.#clusters.count;
  }

  protected single(terms: Terms, clusters: ClusterKeys): boolean {
    return this.#assign(terms, clusters, (code) => {
      const unit = this.#clusters.numberOfCode(clusters, code);
      return unit < this.most ? unit : undefined;
    });
  }

  protected grouped(terms: Terms, clusters: ClusterKeys): void {
    this.#assign(terms, clusters, (code) => hashCode(clusters, code, this.basis) >>> this.shift);
  }

  /** @param unitOf undefined where there is none; then the rest of the block is left as it is */
  #assign(
    terms: Terms,
    { codes, size }: ClusterKeys,
    unitOf: (code: number) => number | undefined,
  ): boolean {
    if (this.#unitOfCode.length < size) this.#unitOfCode = new Int32Array(size);
    const unitOfCode = this.#unitOfCode.fill(-1, 0, size);
    for (let row = 0; row < terms.rows; row++) {
      const code = codes[row]!;
      if (isLeftOut(terms, row)) {
        this.units[row] = -1;
        continue;
      }
      if (unitOfCode[code]! < 0) {
        const unit = unitOf(code);
        if (unit === undefined) return false;
        unitOfCode[code] = unit;
      }
      this.units[row] = unitOfCode[code]!;
    }
    return true;
  }

  protected hashOf(unit: number): number {
    return hashText(this.#clusters.textOf(unit), this.basis);
  }

  protected keyOf(unit: number): string {
    return this.#clusters.textOf(unit);
  }

  protected turnOf(): number {
    return 0;
  }

  /** By their hashes: clusters may come in any order. */
  get order(): readonly number[] {
    const units = Array.from({ length: this.sums.groups }, (_, unit) => unit);
    if (this.isGrouped) return units;
    const keys = units.map((unit) => ({ unit, hash: this.hashOf(unit), text: this.keyOf(unit) }));
    keys.sort((a, b) => a.hash - b.hash || (a.text < b.text ? -1 : 1));
    return keys.map(({ unit }) => unit);
  }

  /**
   * Adds the units of other rows.
   * @param cellOf the cells of sums here of those there
   */
  absorb({ keys, sums }: UnitsState, cellOf: readonly number[]): void {
    const others = Sums.fromJSON(sums)!;
    if (keys === null) {
      if (!this.isGrouped) this.fold();
      this.merge(others, (group) => group, cellOf);
      return;
    }
    const units = this.isGrouped ? [] : keys.map((key) => this.#clusters.numberOf(key));
    if (units.some((unit) => unit >= this.most)) this.fold();
    this.merge(
      others,
      this.isGrouped
        ? (unit) => hashText(keys[unit]!, this.basis) >>> this.shift
        : (unit) => units[unit]!,
      cellOf,
    );
  }
}

/** A word that makes the hashes of one seed others than those of another. */
function randomBasis(seed: number): number {
  return seededGenerator(seed, 'grouping').next() | 0;
}
