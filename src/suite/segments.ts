import type { Evaluation } from '../engine/evaluate.ts';
import type { Block, Widths } from '../tensor/block.ts';
import { Grouping } from './grouping.ts';
import type { Segment } from './outcome.ts';
import { RowSorter } from './row-sorter.ts';

/** Computes losses of every segment: of the rows with the same texts in some columns. */
export class Segments {
  readonly #grouping: Grouping;
  readonly #sorter: RowSorter;
  /** The evaluations of each segment. */
  readonly #segments: (readonly Evaluation[])[] = [];

  /**
   * @param columns names of the columns of text
   * @param newEvaluations makes the evaluations of a segment, one for each loss
   */
  constructor(
    columns: readonly string[],
    widths: Widths,
    newEvaluations: () => readonly Evaluation[],
  ) {
    this.#grouping = new Grouping(columns);
    this.#sorter = new RowSorter(widths, (group, block) => {
      this.#segments[group] ??= newEvaluations();
      for (const evaluation of this.#segments[group]) evaluation.push(block);
    });
  }

  get columns(): readonly string[] {
    return this.#grouping.columns;
  }

  /** @throws UserError when there are too many segments */
  push(block: Block): void {
    const groups = this.#grouping.groupsOf(block);
    this.#sorter.add(block, groups, this.#grouping.groups.length);
  }

  /** The segments, in the order in which they were met. */
  finish(): readonly Segment[] {
    this.#sorter.flush();
    return this.#segments.map((evaluations, group) => ({
      values: this.#grouping.groups[group]!,
      results: evaluations.map((evaluation) => evaluation.finish(0)),
    }));
  }
}
