import { NumberList, type NewStore, type NumberStore } from '../reduce/number-list.ts';
import { taker } from '../reduce/number-taker.ts';
import { copyOf, type Block, type Widths } from '../tensor/block.ts';

/** Numbers that say where a block is: its rows, and the number of the first of them. */
const PLACE = 2;
/** Numbers that are kept in memory, 4 MiB: they are read in their order, for which a file does as well. */
const IN_MEMORY = 2 ** 19;

/** Blocks of an input that is needed more than once: their numbers in memory, or where there is more room. */
export class KeptBlocks {
  readonly #widths: Widths;
  /** The inputs that are kept: those of the first block, as all have the same. */
  #names: readonly string[] | undefined;
  /** The numbers of all inputs of a block, and then those of the next. */
  readonly #numbers: NumberStore;
  /** Where the blocks are, as numbers: an object for each of them would be most of what an input of 1e8 rows keeps in memory. */
  readonly #places = new NumberList();
  /** By how many blocks there are before it, a block of which there is more than its place, without its numbers. */
  readonly #special = new Map<number, Block>();

  /** @param newStore makes what numbers are kept in */
  constructor(widths: Widths, newStore: NewStore = () => new NumberList()) {
    this.#widths = widths;
    this.#numbers = newStore(IN_MEMORY);
  }

  /** Takes the next block; it is not kept beyond the call. */
  push(block: Block): void {
    const { rows, firstRow, texts, rowNumbers, among } = block;
    // Beside the inputs of a loss there may be those of others.
    this.#names ??= Object.keys(block.inputs).filter((name) => name in this.#widths);
    for (const name of this.#names) {
      this.#numbers.append(block.inputs[name]!, rows * this.#widths[name]!);
    }
    if (texts ?? rowNumbers ?? among) {
      this.#special.set(this.#count, copyOf({ ...block, inputs: {} }, this.#widths));
    }
    this.#places.append(Float64Array.of(rows, firstRow), PLACE);
  }

  get #count(): number {
    return this.#places.length / PLACE;
  }

  /** The blocks in their order, each valid until the next one is asked for. */
  *blocks(): Generator<Block> {
    const names = this.#names ?? [];
    const take = taker(this.#numbers);
    const takePlace = taker(this.#places);
    for (let k = 0; k < this.#count; k++) {
      const [rows = 0, firstRow = 0] = takePlace(PLACE);
      const sizes = names.map((name) => rows * this.#widths[name]!);
      const numbers = take(sizes.reduce((sum, size) => sum + size, 0));
      let at = 0;
      const inputs = Object.fromEntries(
        names.map((name, i) => [name, numbers.subarray(at, (at += sizes[i]!))]),
      );
      const special = this.#special.get(k);
      yield special ? { ...special, inputs } : { rows, inputs, firstRow, rowNumbers: undefined };
    }
  }
}
