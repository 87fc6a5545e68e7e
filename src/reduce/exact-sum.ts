import { HIGH, LOW } from '../tensor/double-words.ts';
import { BLOCK, BlockSplit } from './block-split.ts';
import { powerBelow, quotient, rounded, toUnits, type ExactNumber } from './units.ts';

/**
 * A sum of doubles without any error: the correctly rounded sum or quotient of the numbers added, whatever
 * their order and however they came in blocks.
 *
 * Each number is split into its upper 26 and lower 27 significant bits, and each half is added to a bin of its
 * binary exponent. The halves in a bin are small integer multiples of one power of two, so that these additions
 * are exact for 2^26 numbers; then the bins are emptied into one long integer, in units of 2^-1074. Of a block
 * of numbers only two sums and what those leave over come into bins, see {@link ExactSum.addAll}. The first numbers
 * go into the integer at once: bins take memory, and there may be a sum for each of thousands of groups.
 */
export class ExactSum implements ExactNumber {
  #upper = NO_BINS;
  #lower = NO_BINS;
  #units = 0n;
  /** Numbers that can be added before something has to be done about the bins. */
  #free = FEW;
  /** Sum of what is not finite: NaN or an infinity, which decide the result; 0 while there is none. */
  #special = 0;

  add(value: number): void {
    if (this.#free === 0) this.#emptyBins();
    this.#free--;
    FLOAT[0] = value;
    const exponent = (WORDS[HIGH]! >>> 20) & 0x7ff;
    if (exponent >= this.#upper.length) {
      this.#addDirectly(value);
      return;
    }
    WORDS[LOW]! &= 0xf8000000;
    const head = FLOAT[0];
    this.#upper[exponent]! += head;
    this.#lower[exponent]! += value - head;
  }

  /** Adds the first `count` values. */
  addAll(values: Float64Array, count: number): void {
    if (count < WORTH_SPLITTING) {
      this.#addEach(values, 0, count);
      return;
    }
    for (let from = 0; from < count; from += BLOCK) {
      this.#addBlock(values, from, Math.min(count, from + BLOCK));
    }
  }

  #addEach(values: Float64Array, from: number, to: number): void {
    for (let i = from; i < to; i++) this.add(values[i]!);
  }

  /**
   * Rounds each value to a multiple of one unit, and what that leaves to a multiple of a smaller one (ExtractVector
   * of Rump, Ogita and Oishi, "Accurate floating-point summation", 2008). The units are such that the sums of
   * these multiples are exact, and that nothing is left of values from 2^-30 of the largest on.
   */
  #addBlock(values: Float64Array, from: number, to: number): void {
    splitter ??= newSplitter();
    const largest = splitter?.take(values, from, to) ?? NaN;
    if (largest === 0) return;
    if (!(largest > TINY && largest < LARGE)) {
      this.#addEach(values, from, to);
      return;
    }
    const coarse = 1.5 * BLOCK * powerBelow(largest);
    splitter!.split(coarse, coarse * 2 ** -42, (value) => this.add(value));
  }

  /** Adds a number that was summed elsewhere. */
  addNumber({ units, special }: ExactNumber): void {
    this.#units += units;
    this.#special += special;
  }

  /** The sum of the finite numbers in units of 2^-1074. */
  get units(): bigint {
    this.#emptyIntoUnits();
    return this.#units;
  }

  /** The sum of what is not finite: NaN or an infinity, which decide the sum; 0 where all is finite. */
  get special(): number {
    return this.#special;
  }

  /** Adds to the integer: the first numbers, and those near the largest double, of which a bin could overflow. */
  #addDirectly(value: number): void {
    if (Number.isFinite(value)) this.#units += toUnits(value);
    else this.#special += value;
  }

  /** Makes room for more numbers, in bins of its own from now on. */
  #emptyBins(): void {
    this.#emptyIntoUnits();
    if (this.#upper === NO_BINS) {
      this.#upper = new Float64Array(EXPONENTS);
      this.#lower = new Float64Array(EXPONENTS);
    }
    this.#free = BIN_CAPACITY;
  }

  #emptyIntoUnits(): void {
    for (let e = 0; e < this.#upper.length; e++) {
      this.#units += toUnits(this.#upper[e]!) + toUnits(this.#lower[e]!);
    }
    this.#upper.fill(0);
    this.#lower.fill(0);
  }

  /** The sum, rounded once; NaN or an infinity where one was added. */
  sum(): number {
    return rounded(this);
  }

  /** The sum divided by a number, rounded once: it overflows only if the quotient itself does. */
  dividedBy(divisor: number): number {
    return quotient(this, divisor);
  }
}

const NO_BINS = new Float64Array(0);
/** Numbers that are added without bins. */
const FEW = 1024;
const BIN_CAPACITY = 2 ** 26;
/** Biased exponent from which on 2^26 numbers could add up to more than the largest double. */
const HUGE = 0x7ff - 28;
const EXPONENTS = HUGE;
/** Between these the units of a block are normal numbers, and its sums finite. */
const TINY = 2 ** -900;
const LARGE = 2 ** 900;

const FLOAT = new Float64Array(1);
const WORDS = new Uint32Array(FLOAT.buffer);

/** Numbers that are added one by one in the time that it takes to make what splits blocks. */
const WORTH_SPLITTING = 1024;

let splitter: BlockSplit | undefined | null;

/** What splits blocks; null where the system has no memory for WebAssembly. */
function newSplitter(): BlockSplit | null {
  try {
    return new BlockSplit();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
