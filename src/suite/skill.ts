import { Mask } from '../engine/mask.ts';
import { KeptBlocks } from '../engine/kept-blocks.ts';
import type { Renumbering } from '../engine/renumbering.ts';
import type { LossRequest } from '../engine/request.ts';
import type { Result } from '../engine/result.ts';
import { inputsAmong, widthsOf, type LabelledTensor } from '../engine/shapes.ts';
import type { NewStore } from '../reduce/number-list.ts';
import type { Block, Widths } from '../tensor/block.ts';
import { rounderOf } from '../tensor/dtype.ts';
import type { RowsRead } from '../tensor/rows-read.ts';
import { textColumns, type Divider } from './dividers.ts';
import { Grouping } from './grouping.ts';
import type { Division, LossOutcome, Outcome, Segment } from './outcome.ts';
import { withModel, withPredictions } from './other-predictions.ts';
import { constantsOf, type Constants, type Reference } from './reference.ts';
import type { Mergeable, PartialSuite } from './partial-suite.ts';
import { requireSkill } from './require-skill.ts';
import { Suite } from './suite.ts';
import type { SuiteOptions } from './suite-options.ts';

/** What the predictions of a reference are called among the inputs, where it has some. */
export const REFERENCE = 'pred of the reference';

/** What was computed of predictions and of those of the reference. */
export interface PartialSkill {
  readonly own: PartialSuite;
  readonly other: PartialSuite;
}

/** How the skill is computed. */
export interface SkillOptions extends Pick<SuiteOptions, 'by' | 'shareKernel' | 'warn'> {
  readonly reference: Reference;
  /** What results call the reference. */
  readonly over: string;
  /** Makes what true values are kept in until the reference is known. */
  readonly newStore?: NewStore | undefined;
}

/**
 * Computes the skill of predictions in place of their losses: 1 less the loss divided by that of a reference. Of a
 * segment the reference is that of its own true values. Where these are needed first they are kept.
 */
export class SkillSuite implements Mergeable<PartialSkill> {
  readonly #requests: readonly LossRequest[];
  readonly #tensors: ReadonlyMap<string, LabelledTensor>;
  readonly #options: SkillOptions;
  readonly #own: Suite;
  /** Of the reference, where it has predictions. */
  readonly #other: Suite | undefined;
  readonly #widths: Widths;
  readonly #mask: Mask;
  readonly #kept: KeptBlocks | undefined;

  /** @throws UserError for losses that have no skill, or none over such a reference */
  constructor(
    requests: readonly LossRequest[],
    tensors: ReadonlyMap<string, LabelledTensor>,
    options: SkillOptions,
  ) {
    const { by, reference, shareKernel, warn, newStore } = options;
    const widths = requests.map((request) =>
      widthsOf(request, inputsAmong(request.inputs, tensors)),
    );
    this.#widths = Object.assign({}, ...widths) as Widths;
    requireSkill(requests, tensors, this.#widths, reference);
    this.#requests = requests;
    this.#tensors = tensors;
    this.#options = options;
    this.#own = new Suite(requests, tensors, { by, shareKernel, warn });
    this.#mask = new Mask(tensors, this.#widths);
    if (reference.kind === 'predictions') {
      const told = (message: string): void => warn(`reference: ${message}`);
      this.#other = new Suite(requests, withModel(tensors, REFERENCE), { by, warn: told });
    } else {
      const others = Object.entries(this.#widths).filter(([name]) => name !== 'pred');
      this.#kept = new KeptBlocks(Object.fromEntries(others), newStore);
    }
  }

  /** Takes the next rows; `block` is not kept beyond the call. */
  push(block: Block): void {
    this.#own.push(block);
    this.#other?.push(withPredictions(block, REFERENCE));
    this.#kept?.push(this.#mask.keep(block));
  }

  get whyWhole(): string | undefined {
    if (!this.#other) return `${this.#options.over} is known once all true values have been read`;
    return this.#own.whyWhole;
  }

  state(part: string): PartialSkill {
    return { own: this.#own.state(part), other: this.#other!.state(part) };
  }

  absorb({ own, other }: PartialSkill, numbers: Renumbering): void {
    this.#own.absorb(own, numbers);
    this.#other!.absorb(other, numbers);
  }

  finish(read: RowsRead): Outcome {
    const own = this.#own.finish(read);
    const other = this.#other?.finish(read) ?? this.#ofConstants(read);
    const losses = own.losses.map((loss, k) => this.#skillOfLoss(loss, other.losses[k]!));
    const divisions = own.divisions.map((division, k) =>
      this.#skillOfDivision(division, other.divisions[k]!),
    );
    return { losses, divisions };
  }

  /** The losses of the reference, which is another for each division but those by outputs, of which it has a column each. */
  #ofConstants(read: RowsRead): Outcome {
    const { by = [] } = this.#options;
    const isByText = (dividers: readonly Divider[]): boolean => textColumns([dividers]).length > 0;
    const whole = this.#lossesOfConstants(
      by.filter((dividers) => !isByText(dividers)),
      read,
    );
    const ofOutputs = [...whole.divisions];
    const divisions = by.map((dividers) =>
      isByText(dividers)
        ? this.#lossesOfConstants([dividers], read).divisions[0]!
        : ofOutputs.shift()!,
    );
    return { losses: whole.losses, divisions };
  }

  #lossesOfConstants(by: readonly (readonly Divider[])[], read: RowsRead): Outcome {
    const { reference } = this.#options;
    if (reference.kind === 'predictions') throw new Error('a reference with predictions is none');
    const columns = textColumns(by);
    const grouping = columns.length > 0 ? new Grouping(columns) : undefined;
    const widths = { true: this.#widths['true']!, pred: this.#widths['pred']! };
    const constants = constantsOf(reference, widths);
    for (const block of this.#kept!.blocks()) {
      grouping?.forget();
      constants.add(block, grouping?.groupsOf(block), grouping?.count ?? 1);
    }
    const unmasked = new Map([...this.#tensors].filter(([name]) => name !== 'mask'));
    // Predictions that are all the same are no doubt worth telling.
    const suite = new Suite(this.#requests, unmasked, { by, warn: () => undefined });
    const rows = new Map<number, Float64Array>();
    for (const block of this.#kept!.blocks()) {
      grouping?.forget();
      const pred = predictions(block, grouping?.groupsOf(block), widths.pred, (group) =>
        rowOf(rows, constants, group),
      );
      suite.push({ ...block, inputs: { ...block.inputs, pred } });
    }
    return suite.finish(read);
  }

  #skillOfLoss({ request, result }: LossOutcome, { result: other }: LossOutcome): LossOutcome {
    const convention = { ...request.convention, better: 'larger' } as const;
    return { request: { ...request, convention }, result: this.#skillOf(result, other) };
  }

  #skillOfDivision({ segments, ...division }: Division, other: Division): Division {
    const ofSegment = ({ values, results }: Segment, i: number): Segment => {
      const others = other.segments[i]!.results;
      return { values, results: results.map((result, k) => this.#skillOf(result, others[k]!)) };
    };
    return { ...division, segments: Array.from(segments, ofSegment) };
  }

  #skillOf(result: Result, { result: reference }: Result): Result {
    const { result: loss, dtype } = result;
    const round = rounderOf(dtype);
    return {
      ...result,
      result: round(1 - round(loss! / reference!)),
      skill: { over: this.#options.over, loss: loss!, reference: reference! },
    };
  }
}

function rowOf(rows: Map<number, Float64Array>, constants: Constants, group: number): Float64Array {
  let row = rows.get(group);
  if (!row) rows.set(group, (row = constants.of(group)));
  return row;
}

/** The row of its group for each row of a block. */
function predictions(
  { rows }: Block,
  groups: Int32Array | undefined,
  width: number,
  rowOfGroup: (group: number) => Float64Array,
): Float64Array {
  const pred = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) pred.set(rowOfGroup(groups?.[row] ?? 0), row * width);
  return pred;
}
