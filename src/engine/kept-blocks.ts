import { NumberList, type NumberStore } from '../reduce/number-list.ts';
import { taker } from '../reduce/number-taker.ts';
import { copyOf, type Block, type Widths } from '../tensor/block.ts';

/** Blocks of an input that is needed more than once: their numbers in memory, or where there is more room. */
export class KeptBlocks {
  readonly #widths: Widths;
  /** The numbers of all inputs of a block, and then those of the next. */
  readonly #numbers: NumberStore;
  /** What there is of blocks besides their numbers. */
  readonly #blocks: { readonly block: Block; readonly names: readonly string[] }[] = [];

  /** @param newStore makes what numbers are kept in */
  constructor(widths: Widths, newStore: () => NumberStore = () => new NumberList()) {
    this.#widths = widths;
    this.#numbers = newStore();
  }

  /** Takes the next block; it is not kept beyond the call. */
  push(block: Block): void {
    // Beside the inputs of a loss there may be those of others.
    const names = Object.keys(block.inputs).filter((name) => name in this.#widths);
    for (const name of names) {
      this.#numbers.append(block.inputs[name]!, block.rows * this.#widths[name]!);
    }
    this.#blocks.push({ block: copyOf({ ...block, inputs: {} }, this.#widths), names });
  }

  /** The blocks in their order, each valid until the next one is asked for. */
  *blocks(): Generator<Block> {
    const take = taker(this.#numbers);
    for (const { block, names } of this.#blocks) {
      const sizes = names.map((name) => block.rows * this.#widths[name]!);
      const numbers = take(sizes.reduce((sum, size) => sum + size, 0));
      let at = 0;
      const inputs = names.map((name, k) => {
        return [name, numbers.subarray(at, (at += sizes[k]!))] as const;
      });
      yield { ...block, inputs: Object.fromEntries(inputs) };
    }
  }
}
