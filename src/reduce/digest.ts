import type { SampleDigest, SampleView } from './samples.ts';
import { allRows, type Block, type Widths } from '../tensor/block.ts';
import { sampleView, WorstSamples } from './worst-samples.ts';

/** Inputs of up to this many samples are shown whole. */
const SHORT = 20;
/** How many samples of a longer input are shown of its beginning, its end and its worst losses. */
const SHOWN = 5;

/** Picks the samples worth printing while rows go by: constant memory, and no copy of a row that is not kept. */
export class DigestBuilder {
  readonly #head: SampleView[] = [];
  readonly #tail: SampleView[] = [];
  readonly #worst: WorstSamples;
  #count = 0;
  /** With those that a mask left out. */
  #rows = 0;

  /** @param lowest whether the lowest losses are the worst, not the highest */
  constructor({ lowest = false } = {}) {
    this.#worst = new WorstSamples(SHOWN, { lowest });
  }

  /**
   * @param losses those of the samples; undefined where they have none of their own, and none of them is the worst
   * @param widths how many numbers a row of `true` and of `pred` has
   */
  add(block: Block, losses: Float64Array | undefined, widths: Widths): void {
    const view = (i: number): SampleView => {
      const place = this.#rows + (block.among?.places[i] ?? i);
      return { ...sampleView(block, losses, i, widths), place };
    };
    for (let i = 0; i < block.rows && this.#head.length < SHORT; i++) this.#head.push(view(i));
    for (let i = Math.max(0, block.rows - SHOWN); i < block.rows; i++) this.#tail.push(view(i));
    this.#tail.splice(0, this.#tail.length - SHOWN);
    if (losses) this.#worst.add(block, losses, widths);
    this.#count += block.rows;
    this.#rows += allRows(block).rows;
  }

  finish(): SampleDigest {
    return this.#count <= SHORT
      ? { head: this.#head, tail: [], worst: [] }
      : { head: this.#head.slice(0, SHOWN), tail: this.#tail, worst: this.#worst.samples };
  }
}
