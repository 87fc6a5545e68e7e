import { blockOfColumns, areOfClasses, outputNames } from '../engine/outputs.ts';
import type { LabelledTensor } from '../engine/shapes.ts';
import { UserError } from '../messages/errors.ts';
import type { Block, Widths } from '../tensor/block.ts';
import { dividerName, OUTPUT, textColumns, type Divider } from './dividers.ts';
import { Grouping } from './grouping.ts';
import type { LossOfSuite } from './loss-of-suite.ts';
import { segmentOf, type Division, type Segment } from './outcome.ts';
import { segmentViews } from './segment-views.ts';
import type { SuiteOptions } from './suite-options.ts';
import { TrackedLoss } from './tracked-loss.ts';
import type { RowsRead } from '../tensor/rows-read.ts';

/** Outputs that have intervals: each takes some milliseconds, and up to 200 kB. */
const MOST_INTERVALS = 1000;

/** Groups of rows times outputs that there is memory for the sums of. */
const MOST_SUMS = 10_000_000;

/** A division by outputs, and by columns of text besides. */
interface OutputDivision {
  readonly dividers: readonly Divider[];
  readonly grouping: Grouping | undefined;
}

/** Several losses of each output by itself: a column of pred and of what has its shape, as if there were no other. */
export class OutputLosses {
  readonly #names: readonly string[];
  /** The same by the names that the columns of true have, where these have some. */
  readonly #byTrueName: ReadonlyMap<string, string>;
  readonly #widths: Widths;
  readonly #divisions: readonly OutputDivision[];
  readonly #groupings: readonly Grouping[];
  /** By output the losses. */
  readonly #losses: readonly (readonly TrackedLoss[])[];

  /**
   * @param divisions each with {@link OUTPUT} in it
   * @param widths how many numbers a row of each input has
   * @throws UserError for a loss that has none of single outputs
   */
  constructor(
    losses: readonly LossOfSuite[],
    divisions: readonly (readonly Divider[])[],
    { tensors, widths }: { tensors: ReadonlyMap<string, LabelledTensor>; widths: Widths },
    { interval }: Pick<SuiteOptions, 'interval'>,
  ) {
    for (const loss of losses) loss.requireOutputs('by output');
    const pred = tensors.get('pred')!;
    const areClasses = losses.every(({ request }) => areOfClasses(request));
    this.#names = outputNames(pred, widths['pred']!, areClasses);
    const ofTrue = tensors.get('true')?.columns ?? [];
    this.#byTrueName = new Map(
      this.#names.length === ofTrue.length ? ofTrue.map((name, k) => [name, this.#names[k]!]) : [],
    );
    this.#widths = widths;
    if (interval) requireSamples(pred, this.#names.length);
    this.#divisions = divisions.map((dividers) => {
      const columns = textColumns([dividers]);
      return { dividers, grouping: columns.length > 0 ? new Grouping(columns) : undefined };
    });
    this.#groupings = this.#divisions.flatMap(({ grouping }) => grouping ?? []);
    // What is doubtful about the input is said of the whole.
    const options = { interval, warn: () => undefined };
    this.#losses = this.#names.map((_, output) =>
      losses.map((loss) => new TrackedLoss(loss.ofOutput(output), this.#groupings, options)),
    );
  }

  /** Takes the next rows, without those that a mask leaves out; `block` is not kept beyond the call. */
  push(block: Block): void {
    this.#losses.forEach((losses, output) => {
      const column = blockOfColumns(block, this.#widths, [output]);
      for (const loss of losses) loss.push(column);
    });
    const most = Math.floor(MOST_SUMS / this.#names.length);
    for (const grouping of this.#groupings) {
      grouping.requireAtMost(most, 'there is no memory for the sums of every output of more');
      grouping.forget();
    }
  }

  /** Ends the input, of which some rows may have been dropped. */
  finish(read: RowsRead): Division[] {
    const wholes = this.#losses.map((losses) => losses.map((loss) => loss.finish(read)));
    const segments = wholes.map((outcomes, output) => segmentOf([this.#names[output]!], outcomes));
    return this.#divisions.map(({ dividers, grouping }) => {
      const columns = dividers.map(dividerName);
      const ofDivision = grouping ? this.#segments(dividers, grouping) : segments;
      return { columns, segments: ofDivision, outputs: this.#byTrueName };
    });
  }

  /** The segments of each group of rows, output by output. */
  #segments(dividers: readonly Divider[], grouping: Grouping): readonly Segment[] {
    const k = this.#groupings.indexOf(grouping);
    const outcomes = this.#losses.map((losses) => losses.map((loss) => loss.segments[k]!.finish()));
    const outputs = outcomes.length;
    const groupOf = (segment: number): number => Math.floor(segment / outputs);
    return segmentViews(outputs * grouping.count, {
      valuesOf: (segment) => {
        const rest = [...grouping.textsOf(groupOf(segment))];
        const name = this.#names[segment % outputs]!;
        return dividers.map((each) => (each === OUTPUT ? name : rest.shift()!));
      },
      outcomesOf: (segment) => outcomes[segment % outputs]!,
      placeOf: groupOf,
    });
  }
}

/** @throws UserError for outputs of which nothing can be drawn anew */
function requireSamples({ axes, label }: LabelledTensor, count: number): void {
  const isTooMany = count > MOST_INTERVALS;
  if (axes.length < 2 && !isTooMany) return;
  throw new UserError({
    where: '--ci',
    problem: isTooMany
      ? `expected at most ${MOST_INTERVALS} outputs with intervals, found ${count}`
      : `expected samples that have one number of each output, found a tensor of rank ${axes.length + 1} in ${label}`,
    hint: 'leave --ci or --per output out',
  });
}
