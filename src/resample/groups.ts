import type { TextKeys } from '../tensor/block.ts';
import { TextNumbers } from '../text/text-numbers.ts';
import { hashCode, hashNumber, hashText, mix, wordAfter, wordOf } from '../tensor/hash.ts';
import { seededGenerator } from './random.ts';

/** What the samples of a block add to a mean, the ratio of two sums. */
export interface Terms {
  readonly rows: number;
  /** What each sample adds to the sum of the losses: its loss times its weight. */
  readonly values: Float64Array;
  /** What each sample adds to what that sum is divided by; 1 when left out. */
  readonly divisors?: Float64Array | undefined;
  /** The cluster of each sample, where clusters are resampled. */
  readonly clusters?: ClusterKeys | undefined;
}

/** The clusters of a block's samples. */
export interface ClusterKeys extends TextKeys {
  /** For each sample a number below `size` that stands for its cluster in this block only. */
  readonly codes: ArrayLike<number>;
  readonly size: number;
}

/**
 * The units that a bootstrap resamples, as sums over each. While there are few of them, a unit is one sample or one
 * cluster. When they become more than {@link MOST_GROUPS}, they are thrown into that many random groups, and these are
 * the units: the variance between the totals of random groups estimates that of the whole (Wolter, "Introduction to
 * variance estimation", 2nd ed. 2007, chapter 2, on random groups), and memory does not grow with the input.
 *
 * Neither the grouping nor the order of additions depends on how the samples come in blocks.
 */
export interface Groups {
  readonly sums: GroupSums;
  /** Whether a unit is a group of samples or clusters, not a single one. */
  readonly isGrouped: boolean;
  add(terms: Terms): void;
}

/** So many groups leave the width of an interval an error of about 1 % (1 / sqrt(2 * 4096)). */
export const MOST_GROUPS = 4096;

/** The two sums of every unit. */
export class GroupSums {
  values = new Float64Array(64);
  divisors = new Float64Array(64);
  size = 0;

  /** Adds a unit, of which nothing is known yet, and returns its index. */
  append(): number {
    if (this.size === this.values.length) {
      this.values = extended(this.values);
      this.divisors = extended(this.divisors);
    }
    return this.size++;
  }

  /** Puts unit i into group `groupOf(i)`, in the order of the units. */
  fold(groupOf: (unit: number) => number): void {
    const { values, divisors, size } = this;
    this.values = new Float64Array(MOST_GROUPS);
    this.divisors = new Float64Array(MOST_GROUPS);
    this.size = MOST_GROUPS;
    for (let i = 0; i < size; i++) this.add(groupOf(i), values[i]!, divisors[i]!);
  }

  add(unit: number, value: number, divisor: number): void {
    this.values[unit]! += value;
    this.divisors[unit]! += divisor;
  }
}

/** Samples, each a unit until there are too many. */
export class SampleGroups implements Groups {
  readonly sums = new GroupSums();
  isGrouped = false;
  readonly #basis: number;
  /** The number of the next sample, for its hash. */
  #next = 0;

  constructor(seed: number) {
    this.#basis = randomBasis(seed);
  }

  add(terms: Terms): void {
    const kept = this.isGrouped ? 0 : this.#keep(terms);
    if (kept < terms.rows) this.#group(terms, kept);
  }

  /** Keeps samples as units, up to the first that is one too many; returns its row. */
  #keep({ rows, values, divisors }: Terms): number {
    for (let row = 0; row < rows; row++) {
      const value = values[row]!;
      const divisor = divisors ? divisors[row]! : 1;
      if (value === 0 && divisor === 0) continue;
      if (this.#next === MOST_GROUPS) {
        this.sums.fold((unit) => groupOf(hashNumber(unit, this.#basis)));
        this.isGrouped = true;
        return row;
      }
      this.sums.add(this.sums.append(), value, divisor);
      this.#next++;
    }
    return rows;
  }

  /**
   * Adds samples to random groups. To deal the rows out in turn would be wrong where neighbouring rows are alike: such
   * groups are more alike than samples drawn at random.
   */
  #group({ rows, values, divisors }: Terms, from: number): void {
    const { values: valueSums, divisors: divisorSums } = this.sums;
    let word = wordOf(this.#next, this.#basis);
    for (let row = from; row < rows; row++) {
      const group = groupOf(mix(word));
      valueSums[group]! += values[row]!;
      divisorSums[group]! += divisors ? divisors[row]! : 1;
      word = wordAfter(word);
    }
    this.#next += rows - from;
  }
}

/** Clusters, each a unit until there are too many; a cluster is never split. */
export class ClusterGroups implements Groups {
  readonly sums = new GroupSums();
  isGrouped = false;
  readonly #basis: number;
  /** The clusters by the numbers of their units, while there are not too many. */
  readonly #clusters = new TextNumbers();
  /** The unit of each code of the present block, -1 while it is not known. */
  #unitOfCode = new Int32Array(0);

  constructor(seed: number) {
    this.#basis = randomBasis(seed);
  }

  add({ rows, values, divisors, clusters }: Terms): void {
    const { codes, size } = clusters!;
    if (this.#unitOfCode.length < size) this.#unitOfCode = new Int32Array(size);
    const unitOfCode = this.#unitOfCode.fill(-1, 0, size);
    for (let row = 0; row < rows; row++) {
      const value = values[row]!;
      const divisor = divisors ? divisors[row]! : 1;
      if (value === 0 && divisor === 0) continue;
      const code = codes[row]!;
      let unit = unitOfCode[code]!;
      if (unit < 0) {
        unit = this.#unitOf(clusters!, code);
        unitOfCode[code] = unit;
      }
      this.sums.add(unit, value, divisor);
    }
  }

  #unitOf(clusters: ClusterKeys, code: number): number {
    if (!this.isGrouped) {
      const unit = this.#clusters.numberOfCode(clusters, code);
      if (unit < this.sums.size) return unit;
      if (unit < MOST_GROUPS) return this.sums.append();
      this.#fold();
    }
    return groupOf(hashCode(clusters, code, this.#basis));
  }

  #fold(): void {
    this.sums.fold((unit) => groupOf(hashText(this.#clusters.textOf(unit), this.#basis)));
    this.#unitOfCode.fill(-1);
    this.isGrouped = true;
  }
}

/** One of {@link MOST_GROUPS}: the upper 12 bits of a hash. */
function groupOf(hash: number): number {
  return hash >>> 20;
}

/** A word that makes the hashes of one seed others than those of another. */
function randomBasis(seed: number): number {
  const word = new Uint32Array(1);
  seededGenerator(seed, 'grouping').fill(word, 1);
  return word[0]! | 0;
}

function extended(values: Float64Array): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(2 * values.length);
  longer.set(values);
  return longer;
}
