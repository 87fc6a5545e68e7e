import type { SampleView } from '../result.ts';
import { rowNumber, type Block, type Widths } from '../tensor/block.ts';

/** Keeps the samples with the highest losses while rows go by; only of those is a copy made. */
export class WorstSamples {
  readonly #count: number;
  readonly #kept: readonly string[];
  readonly #samples: SampleView[] = [];

  /**
   * @param count how many to keep
   * @param kept text inputs to keep of them
   */
  constructor(count: number, kept: readonly string[] = []) {
    this.#count = count;
    this.#kept = kept;
  }

  /** `widths`: how many numbers a row of `true` and of `pred` has. */
  add(block: Block, losses: Float64Array, widths: Widths): void {
    let i = 0;
    for (; i < block.rows && this.#samples.length < this.#count; i++)
      this.#insert(block, losses, i, widths);
    let bar = this.#samples.at(-1)?.loss ?? NaN;
    for (; i < block.rows; i++) {
      if (!isWorse(losses[i]!, bar)) continue;
      this.#insert(block, losses, i, widths);
      bar = this.#samples.at(-1)!.loss;
    }
  }

  /** In order, the earlier of two equal losses first. */
  #insert(block: Block, losses: Float64Array, i: number, widths: Widths): void {
    const sample = sampleView(block, losses, i, widths, this.#kept);
    const place = this.#samples.findIndex(({ loss }) => isWorse(sample.loss, loss));
    this.#samples.splice(place < 0 ? this.#samples.length : place, 0, sample);
    this.#samples.splice(this.#count);
  }

  /** The samples so far, the highest loss first. */
  get samples(): readonly SampleView[] {
    return this.#samples;
  }
}

/** Row `i` of a block as a reader wants to see it, with its texts of the `kept` inputs. */
export function sampleView(
  block: Block,
  losses: Float64Array,
  i: number,
  widths: Widths,
  kept: readonly string[] = [],
): SampleView {
  const texts = kept.map((name) => {
    const { codes, textOf } = block.texts![name]!;
    return [name, textOf(codes[i]!)] as const;
  });
  return {
    row: rowNumber(block, i),
    true: cut(block.inputs['true'], i, widths['true'] ?? 0),
    pred: cut(block.inputs['pred'], i, widths['pred'] ?? 0),
    loss: losses[i]!,
    ...(kept.length > 0 && { texts: Object.fromEntries(texts) }),
  };
}

/** NaN is worse than any number. */
function isWorse(a: number, b: number): boolean {
  return a > b || (Number.isNaN(a) && !Number.isNaN(b));
}

function cut(values: Float64Array | undefined, row: number, width: number): number[] {
  return values ? [...values.subarray(row * width, (row + 1) * width)] : [];
}
