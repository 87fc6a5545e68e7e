import { compiledFrom } from '../tensor/webassembly.ts';
import { KERNEL } from './generated/kernel.ts';

/** What the kernel exports; addresses are of its memory, in bytes. */
interface Kernel {
  readonly memory: WebAssembly.Memory;
  values(): number;
  result(): number;
  largest(count: number): number;
  split(count: number, coarse: number, fine: number): number;
}

/** Doubles in a block. */
export const BLOCK = 4096;
/** The kernel looks at so many together. */
const GROUP = 4;

/** Splits blocks of doubles into multiples of two units, in WebAssembly. */
export class BlockSplit {
  readonly #kernel: Kernel;
  readonly #values: Float64Array;
  /** The two sums, and what is left of numbers. */
  readonly #result: Float64Array;
  #count = 0;

  constructor() {
    this.#kernel = new WebAssembly.Instance(compiledFrom(KERNEL)).exports as Kernel;
    const { buffer } = this.#kernel.memory;
    this.#values = new Float64Array(buffer, this.#kernel.values(), BLOCK);
    this.#result = new Float64Array(buffer, this.#kernel.result(), BLOCK + 2);
  }

  /** Takes a block, and returns the largest absolute value of its numbers; NaN where one is. */
  take(values: Float64Array, from: number, to: number): number {
    this.#count = to - from;
    this.#values.set(values.subarray(from, to));
    this.#values.fill(0, this.#count, GROUP * Math.ceil(this.#count / GROUP));
    return this.#kernel.largest(this.#count);
  }

  /**
   * Splits the block. Adding `coarse` to a number of it and taking it away again has to round to a multiple of a unit of
   * which all sums are exact, and `fine` what is left.
   * @param add is told the sum of the multiples of each unit, and whatever is left of single numbers
   */
  split(coarse: number, fine: number, add: (value: number) => void): void {
    const left = this.#kernel.split(this.#count, coarse, fine);
    for (let i = 0; i < left + 2; i++) add(this.#result[i]!);
  }
}
