import type { SampleDigest, SampleView } from '../result.ts';
import { rowNumber, type Block, type Widths } from '../tensor/block.ts';

/** Inputs of up to this many samples are shown whole. */
const SHORT = 20;
/** How many samples of a longer input are shown of its beginning, its end and its highest losses. */
const SHOWN = 5;

/** Picks the samples worth printing while rows go by: constant memory, and no copy of a row that is not kept. */
export class DigestBuilder {
  readonly #head: SampleView[] = [];
  readonly #tail: SampleView[] = [];
  readonly #worst: SampleView[] = [];
  #count = 0;

  /** `widths`: how many numbers a row of `true` and of `pred` has. */
  add(block: Block, losses: Float64Array, widths: Widths): void {
    const view = (i: number): SampleView => ({
      row: rowNumber(block, i),
      true: cut(block.inputs['true'], i, widths['true'] ?? 0),
      pred: cut(block.inputs['pred'], i, widths['pred'] ?? 0),
      loss: losses[i]!,
    });
    for (let i = 0; i < block.rows && this.#head.length < SHORT; i++) this.#head.push(view(i));
    for (let i = Math.max(0, block.rows - SHOWN); i < block.rows; i++) this.#tail.push(view(i));
    this.#tail.splice(0, this.#tail.length - SHOWN);
    let i = 0;
    for (; i < block.rows && this.#worst.length < SHOWN; i++) this.#insert(view(i));
    let bar = this.#worst.at(-1)?.loss ?? NaN;
    for (; i < block.rows; i++) {
      if (!isWorse(losses[i]!, bar)) continue;
      this.#insert(view(i));
      bar = this.#worst.at(-1)!.loss;
    }
    this.#count += block.rows;
  }

  /** Keeps `worst` in order, the earlier of two equal losses first. */
  #insert(sample: SampleView): void {
    const place = this.#worst.findIndex(({ loss }) => isWorse(sample.loss, loss));
    this.#worst.splice(place < 0 ? this.#worst.length : place, 0, sample);
    this.#worst.splice(SHOWN);
  }

  finish(): SampleDigest {
    return this.#count <= SHORT
      ? { head: this.#head, tail: [], worst: [] }
      : { head: this.#head.slice(0, SHOWN), tail: this.#tail, worst: this.#worst };
  }
}

/** NaN is worse than any number. */
function isWorse(a: number, b: number): boolean {
  return a > b || (Number.isNaN(a) && !Number.isNaN(b));
}

function cut(values: Float64Array | undefined, row: number, width: number): number[] {
  return values ? [...values.subarray(row * width, (row + 1) * width)] : [];
}
