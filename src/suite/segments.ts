import type { Evaluation } from '../evaluate.ts';
import type { Result } from '../result.ts';
import type { Block, Widths } from '../tensor/block.ts';
import { Grouping } from './grouping.ts';
import { RowBuffer } from './row-buffer.ts';

/** Numbers that all segments together gather before they are computed: 16 MiB. */
const MOST_NUMBERS = 2 ** 21;
const LARGEST_BLOCK = 1024;
const SMALLEST_BLOCK = 16;
const MANY_SEGMENTS = 256;

/** The results of the rows with the same texts in some columns. */
export interface Segment {
  /** The texts, in the order of the columns. */
  readonly values: readonly string[];
  /** Of each loss of the suite; undefined where no row of the segment counts. */
  readonly results: readonly Result[];
}

/** Computes losses of every segment: of the rows with the same texts in some columns. */
export class Segments {
  readonly #grouping: Grouping;
  readonly #widths: Widths;
  readonly #newEvaluations: () => readonly Evaluation[];
  readonly #segments: { buffer: RowBuffer; evaluations: readonly Evaluation[] }[] = [];

  /**
   * @param columns names of the text inputs
   * @param newEvaluations makes the evaluations of a segment, one for each loss
   */
  constructor(
    columns: readonly string[],
    widths: Widths,
    newEvaluations: () => readonly Evaluation[],
  ) {
    this.#grouping = new Grouping(columns);
    this.#widths = widths;
    this.#newEvaluations = newEvaluations;
  }

  get columns(): readonly string[] {
    return this.#grouping.columns;
  }

  /** @throws UserError when there are too many segments */
  push(block: Block): void {
    const { order, runs } = this.#grouping.divide(block);
    for (const { group, start, end } of runs) {
      this.#segments[group] ??= this.#open();
      this.#segments[group].buffer.add(block, order, start, end);
    }
  }

  #open(): { buffer: RowBuffer; evaluations: readonly Evaluation[] } {
    const evaluations = this.#newEvaluations();
    const buffer = new RowBuffer(this.#widths, this.#blockRows(), (block) => {
      for (const evaluation of evaluations) evaluation.push(block);
    });
    return { buffer, evaluations };
  }

  /** Fewer where there are many segments, as all of them gather rows at the same time. */
  #blockRows(): number {
    const width = Object.values(this.#widths).reduce((sum, each) => sum + each, 0);
    const segments = Math.max(MANY_SEGMENTS, 2 * this.#segments.length);
    const rows = Math.floor(MOST_NUMBERS / (segments * width));
    return Math.max(SMALLEST_BLOCK, Math.min(LARGEST_BLOCK, rows));
  }

  /** The segments, in the order in which they were met. */
  finish(): readonly Segment[] {
    return this.#segments.map(({ buffer, evaluations }, group) => {
      buffer.flush();
      return {
        values: this.#grouping.groups[group]!,
        results: evaluations.map((evaluation) => evaluation.finish(0)),
      };
    });
  }
}
