import type { CountsConvention } from '../losses/definition.ts';
import { UserError } from '../messages/errors.ts';
import { oneBlock, type NumberBlocks } from '../reduce/number-list.ts';
import { Ones } from '../tensor/arrays.ts';
import type { Block, Widths } from '../tensor/block.ts';
import { rounderOf } from '../tensor/dtype.ts';
import { allRows } from '../tensor/block.ts';
import { LabelTally, SetTally, type ClassTally } from './class-tally.ts';
import { CountsFinish } from './counts-finish.ts';
import type { Engine, TakeParts } from './engine.ts';
import type { LabelledTensor } from './labelled-tensor.ts';
import { outputNames } from './outputs.ts';
import type { LossRequest } from './request.ts';

/** Counts the samples of each class, for a score that is made of nothing else. */
export class CountsEngine implements Engine {
  readonly isBatchLevel = true;
  readonly keepsInput = false;
  readonly reduction: CountsFinish;
  readonly cells: ClassTally;
  readonly #widths: Widths;
  readonly #threshold: number | undefined;
  readonly #take: TakeParts;
  readonly #round: (x: number) => number;
  readonly #ones = new Ones();
  /** With those that were left out. */
  #rows = 0;

  constructor(
    request: LossRequest,
    convention: CountsConvention,
    tensors: ReadonlyMap<string, LabelledTensor>,
    widths: Widths,
    take: TakeParts,
  ) {
    const { threshold } = request.params;
    const width = widths['pred']!;
    if (width > 1 && threshold === undefined) throw severalLabels(tensors.get('pred')!);
    this.#threshold = typeof threshold === 'number' ? threshold : undefined;
    this.cells =
      width === 1
        ? new LabelTally(
            tensors.get('true')!.labels?.written,
            convention.takesPairs?.(request.params) ?? false,
          )
        : new SetTally(outputNames(tensors.get('pred')!, width, true));
    this.#widths = widths;
    this.#take = take;
    this.#round = rounderOf(request.dtype);
    this.reduction = new CountsFinish(request, convention, this.cells);
  }

  push(block: Block): void {
    const { rows, inputs } = block;
    this.#rows += allRows(block).rows;
    const truths = inputs['true']!;
    const preds = this.#decided(inputs['pred']!, rows);
    const weights = inputs['weights']?.subarray(0, rows).map(this.#round) ?? this.#ones.of(rows);
    const totals = this.#totals(truths, preds, weights, rows);
    const cells = this.cells.add(truths, preds, weights, rows);
    this.#take(block, { summands: [totals], cells });
  }

  /** Labels in place of scores. */
  #decided(preds: Float64Array, rows: number): Float64Array {
    if (this.#threshold === undefined) return preds;
    const round = this.#round;
    const threshold = round(this.#threshold);
    return preds
      .subarray(0, rows * this.#widths['pred']!)
      .map((p) => (Number.isNaN(p) ? NaN : Number(round(p) > threshold)));
  }

  /** What samples weigh, NaN where a label of theirs is missing. */
  #totals(
    truths: Float64Array,
    preds: Float64Array,
    weights: Float64Array,
    rows: number,
  ): Float64Array {
    const width = this.#widths['pred']!;
    const isMissing = (row: number): boolean => {
      for (let i = row * width; i < (row + 1) * width; i++) {
        if (Number.isNaN(truths[i]) || Number.isNaN(preds[i])) return true;
      }
      return false;
    };
    return Float64Array.from({ length: rows }, (_, row) => (isMissing(row) ? NaN : weights[row]!));
  }

  finish(): undefined {
    // Everything is in the sums.
  }

  /** Between labels there are no values to take a derivative of. */
  gradient(): NumberBlocks {
    return oneBlock(new Float64Array(this.#rows * this.#widths['pred']!));
  }
}

function severalLabels({ label, axes }: LabelledTensor): UserError {
  return new UserError({
    where: label,
    problem: `expected one label for each sample, or scores of classes in rows, found a tensor of rank ${axes.length + 1}`,
    hint: '--threshold 0.5 takes each number of a row for a label that a sample has or has not',
  });
}
