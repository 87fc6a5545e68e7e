import type { SampleView } from './samples.ts';
import { valuesOfRow } from '../tensor/lists.ts';
import { rowNumber, type Block, type Widths } from '../tensor/block.ts';

interface WorstOptions {
  readonly kept?: readonly string[] | undefined;
  readonly lowest?: boolean;
}

/**
 * Keeps the samples with the worst losses while rows go by; only of those is a copy made.
 */
export class WorstSamples {
  readonly #count: number;
  readonly #kept: readonly string[];
  readonly #sign: 1 | -1;
  /** The worst so far, and those that may be among them; these are sorted out when there are too many. */
  #samples: SampleView[] = [];
  /** The least bad of as many losses as are kept, NaN before there are so many. */
  #bar = NaN;
  #isFull = false;

  /**
   * @param count how many to keep
   * @param options columns of text to keep of them, and whether the lowest losses are the worst, not the highest
   */
  constructor(count: number, { kept = [], lowest = false }: WorstOptions = {}) {
    this.#count = count;
    this.#kept = kept;
    this.#sign = lowest ? -1 : 1;
  }

  /** `widths`: how many numbers a row of `true` and of `pred` has. */
  add(block: Block, losses: Float64Array, widths: Widths): void {
    for (let i = 0; i < block.rows; i++) {
      if (this.#isFull && !this.#isWorse(losses[i]!, this.#bar)) continue;
      this.#samples.push(sampleView(block, losses, i, widths, this.#kept));
      if (this.#samples.length >= 2 * this.#count) this.#sortOut();
    }
  }

  /** NaN is worse than any number. */
  #isWorse(a: number, b: number): boolean {
    return this.#sign * a > this.#sign * b || (Number.isNaN(a) && !Number.isNaN(b));
  }

  /** Takes the worst of other samples, which may come before these. */
  absorb(samples: readonly SampleView[]): void {
    this.#samples.push(...samples);
    this.#sortOut();
  }

  /** Keeps the worst, of equal losses the earlier first. */
  #sortOut(): void {
    this.#samples.sort((a, b) => {
      const order = Number(this.#isWorse(b.loss, a.loss)) - Number(this.#isWorse(a.loss, b.loss));
      return order || a.row - b.row;
    });
    this.#samples = this.#samples.slice(0, this.#count);
    this.#isFull = this.#samples.length === this.#count;
    this.#bar = this.#samples.at(-1)?.loss ?? NaN;
  }

  /** The samples so far, the worst first. */
  get samples(): readonly SampleView[] {
    this.#sortOut();
    return this.#samples;
  }
}

/** Row `i` of a block as a reader wants to see it, with its texts of the `kept` columns. */
export function sampleView(
  block: Block,
  losses: Float64Array | undefined,
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
    true: [...(valuesOfRow(block, 'true', i, widths['true'] ?? 0) ?? [])],
    pred: [...(valuesOfRow(block, 'pred', i, widths['pred'] ?? 0) ?? [])],
    loss: losses?.[i] ?? NaN,
    ...(kept.length > 0 && { texts: Object.fromEntries(texts) }),
  };
}
