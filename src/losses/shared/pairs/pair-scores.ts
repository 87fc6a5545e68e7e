import { EXACT_WORDS, readExact, writeExact } from '../../../reduce/exact-words.ts';
import { ExactSum } from '../../../reduce/exact-sum.ts';
import { compiledFrom } from '../../../tensor/webassembly.ts';
import { ALONE, type SharedWork } from '../../shared-work.ts';
import { KERNEL } from './generated/kernel.ts';

/** What the kernel exports; addresses are of its memory, in bytes, and explained in `assembly/kernel.ts`. */
interface Kernel {
  freeMemory(): number;
  multiply(first: number, count: number, all: number, end: number, width: number, target: number): void; // prettier-ignore
  divide(row: number, end: number, divisor: number): void;
  divideSingle(row: number, end: number, divisor: number): void;
  largest(row: number, end: number): number;
  sumOfExponentials(row: number, end: number, shift: number): number;
  weigh(row: number, end: number, factor: number, shift: number, factors: number, shifts: number): void; // prettier-ignore
  combine(weights: number, all: number, end: number, width: number, target: number): void;
}

/** Embeddings in a panel, whose numbers lie side by side for the kernel. */
const PANEL = 4;
/** Panels whose scores are computed together: each embedding that is loaded serves all of them. */
const PANELS_AT_ONCE = 2;
const ROWS_AT_ONCE = PANEL * PANELS_AT_ONCE;
/** Rows that one thread computes before the next may be another's: milliseconds of work for thousands of rows. */
const ROWS_OF_PART = 4 * ROWS_AT_ONCE;
const PAGE_BYTES = 65_536;

let compiled: WebAssembly.Module | undefined;

/** What rows were folded to. */
export interface Folded {
  /** Of each row. */
  readonly numbers: Float64Array;
  /** Of what the rows have added to it. */
  readonly total: ExactSum;
}

/**
 * The inner products of all pairs of embeddings, for losses that compare each sample with all others. The matrix of
 * them never exists: it comes row by row, to be looked at and overwritten as a loss needs it, and memory is that of the
 * embeddings and of eight rows.
 *
 * A loss folds each row to a few numbers:
 *
 *     const { numbers: logSums } = pairs.fold(1, (i, scores, ofRow) => {
 *       // scores[j] is the inner product of i and j: leave pairs out by -Infinity, change others in place.
 *       ofRow[0] = pairs.logSumExp(scores);
 *     });
 *
 * and its gradient is a row of weights, d(loss)/d(inner product of i and j), written in the place of the scores:
 *
 *     const slopes = pairs.combined((i, scores) => pairs.weigh(scores, ...));
 *
 * Since a score is that of i with j and of j with i, a weight has a part of either: with the log-sums of all rows known
 * from the first pass, {@link weigh} computes both, so that no row writes to another. Each row depends on nothing but
 * the embeddings, and its sums run in a fixed order: any thread can compute it, and what is computed of a row must
 * not be kept anywhere but in what the pass returns.
 */
export class PairScores {
  readonly #rows: number;
  readonly #width: number;
  readonly #work: SharedWork;
  readonly #kernel: Kernel;
  readonly #memory: WebAssembly.Memory;
  /** Where in memory the embeddings are, up to the shares and shifts of {@link weigh}, each a number for every row. */
  readonly #embeddings: number;
  readonly #factors: number;
  readonly #shifts: number;
  readonly #scores: number;
  readonly #sums: number;
  /** Scores of a row in memory: those of the rows, and a few of zeros that fill the last panel. */
  readonly #stride: number;

  /**
   * @param embeddings row-major
   * @param work of several threads, where there are any
   */
  constructor(embeddings: Float64Array, rows: number, work = ALONE) {
    const width = embeddings.length / rows;
    const blocks = Math.ceil(rows / ROWS_AT_ONCE);
    this.#rows = rows;
    this.#width = width;
    this.#work = work;
    this.#stride = blocks * ROWS_AT_ONCE;
    this.#memory = new WebAssembly.Memory({ initial: 1 });
    compiled ??= compiledFrom(KERNEL);
    const instance = new WebAssembly.Instance(compiled, { env: { memory: this.#memory } });
    this.#kernel = instance.exports as Kernel;
    this.#embeddings = this.#kernel.freeMemory();
    this.#factors = this.#embeddings + bytesOf(this.#stride * width);
    this.#shifts = this.#factors + bytesOf(this.#stride);
    this.#scores = this.#shifts + bytesOf(this.#stride);
    this.#sums = this.#scores + bytesOf(ROWS_AT_ONCE * this.#stride);
    const end = this.#sums + bytesOf(ROWS_AT_ONCE * width);
    this.#memory.grow(Math.ceil(end / PAGE_BYTES) - 1);
    const panels = this.#numbers(this.#embeddings, this.#stride * width);
    for (let i = 0; i < rows; i++) {
      const panel = (i - (i % PANEL)) * width + (i % PANEL);
      for (let k = 0; k < width; k++) panels[panel + k * PANEL] = embeddings[i * width + k]!;
    }
  }

  /**
   * Folds each embedding's inner products with all, itself among them, to `size` numbers, which are 0 at first, and adds to
   * an exact total; the scores are valid, and free to be changed, during the call.
   */
  fold(
    size: number,
    visit: (i: number, scores: Float64Array, ofRow: Float64Array, total: ExactSum) => void,
  ): Folded {
    const ofRows = ROWS_OF_PART * size;
    const slot = ofRows + EXACT_WORDS;
    const parts = this.#work.compute(this.#parts, slot, (part, place) => {
      const total = new ExactSum();
      let at = 0;
      this.#forEachBlock(part, (first, count) => {
        for (let i = 0; i < count; i++, at += size) {
          visit(first + i, this.#scoresOf(i), place.subarray(at, at + size), total);
        }
      });
      writeExact(total, place.subarray(ofRows));
    });
    const total = new ExactSum();
    const numbers = new Float64Array(this.#rows * size);
    for (let start = 0, at = 0; start < parts.length; start += slot, at += ofRows) {
      const ofPart = parts.subarray(start, start + slot);
      numbers.set(ofPart.subarray(0, Math.min(ofRows, numbers.length - at)), at);
      total.addNumber(readExact(ofPart.subarray(ofRows)));
    }
    return { numbers, total };
  }

  /** The sums of all embeddings, weighted: for each row what `weigh` makes of the scores, each times its embedding. */
  combined(weigh: (i: number, scores: Float64Array) => void): Float64Array {
    const width = this.#width;
    const sums = this.#numbers(this.#sums, ROWS_AT_ONCE * width);
    const size = ROWS_OF_PART * width;
    const combined = this.#work.compute(this.#parts, size, (part, place) => {
      this.#forEachBlock(part, (first, count) => {
        for (let i = 0; i < count; i++) {
          weigh(first + i, this.#scoresOf(i));
          this.#padding(i).fill(0);
        }
        sums.fill(0);
        for (let row = 0; row < count; row += PANEL) {
          const target = this.#sums + bytesOf(row * width);
          this.#kernel.combine(this.#addressOf(row), this.#embeddings, this.#factors, width, target); // prettier-ignore
        }
        place.set(sums.subarray(0, count * width), (first - part * ROWS_OF_PART) * width);
      });
    });
    return combined.subarray(0, this.#rows * width);
  }

  /** Divides scores by a number; as float32 does where `isSingle`. */
  divide(scores: Float64Array, divisor: number, isSingle: boolean): void {
    const start = scores.byteOffset;
    const end = start + bytesOf(this.#stride);
    if (isSingle) this.#kernel.divideSingle(start, end, divisor);
    else this.#kernel.divide(start, end, divisor);
  }

  /** log of the sum of the exponentials of a row; -Infinity where all are. */
  logSumExp(scores: Float64Array): number {
    const start = scores.byteOffset;
    const end = start + bytesOf(this.#stride);
    const largest = this.#kernel.largest(start, end);
    if (!Number.isFinite(largest)) return largest;
    // The largest exponential is 1 after the shift; log1p keeps what the others add, however little.
    const place = scores.indexOf(largest);
    scores[place] = -Infinity;
    const others = this.#kernel.sumOfExponentials(start, end, largest);
    scores[place] = largest;
    return largest + Math.log1p(others);
  }

  /**
   * Says what {@link weigh} uses of the other of two embeddings, with a number for each: the factor and the shift that
   * it would have for that one's own row.
   */
  setWeights(factors: Float64Array, shifts: Float64Array): void {
    this.#numbers(this.#factors, this.#rows).set(factors);
    this.#numbers(this.#shifts, this.#rows).set(shifts);
  }

  /**
   * Makes weights of the scores of row i, as both embeddings have them:
   * factors[i] exp(score - shifts[i]) + factors[j] exp(score - shifts[j]), with the numbers of {@link setWeights}.
   */
  weigh(i: number, scores: Float64Array): void {
    const start = scores.byteOffset;
    const factor = this.#numbers(this.#factors, this.#rows)[i]!;
    const shift = this.#numbers(this.#shifts, this.#rows)[i]!;
    const end = start + bytesOf(this.#stride);
    this.#kernel.weigh(start, end, factor, shift, this.#factors, this.#shifts);
  }

  get #parts(): number {
    return Math.ceil(this.#rows / ROWS_OF_PART);
  }

  /** Computes the scores of a part, a few rows at a time. */
  #forEachBlock(part: number, visit: (first: number, count: number) => void): void {
    const width = this.#width;
    const end = Math.min((part + 1) * ROWS_OF_PART, this.#rows);
    for (let first = part * ROWS_OF_PART; first < end; first += ROWS_AT_ONCE) {
      const rows = this.#embeddings + bytesOf(first * width);
      this.#kernel.multiply(
        rows,
        PANELS_AT_ONCE,
        this.#embeddings,
        this.#factors,
        width,
        this.#scores,
      );
      for (let i = 0; i < ROWS_AT_ONCE; i++) this.#padding(i).fill(-Infinity);
      visit(first, Math.min(ROWS_AT_ONCE, end - first));
    }
  }

  #addressOf(row: number): number {
    return this.#scores + bytesOf(row * this.#stride);
  }

  #scoresOf(row: number): Float64Array {
    return this.#numbers(this.#addressOf(row), this.#rows);
  }

  /** What follows the scores of a row in its last panel. */
  #padding(row: number): Float64Array {
    const address = this.#addressOf(row) + bytesOf(this.#rows);
    return this.#numbers(address, this.#stride - this.#rows);
  }

  #numbers(address: number, length: number): Float64Array {
    return new Float64Array(this.#memory.buffer, address, length);
  }
}

function bytesOf(numbers: number): number {
  return numbers * Float64Array.BYTES_PER_ELEMENT;
}
