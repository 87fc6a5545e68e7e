import { namedBlock } from '../engine/element-shares.ts';
import { Mask } from '../engine/mask.ts';
import { SAME_NUMBERS, type Renumbering } from '../engine/renumbering.ts';
import type { LossRequest } from '../engine/request.ts';
import { inputsAmong, namedShares, widthsOf, type LabelledTensor } from '../engine/shapes.ts';
import type { Block, Widths } from '../tensor/block.ts';
import type { WrittenLabels } from '../tensor/class-match.ts';
import { CalibrationCounter, isCalibratable, NO_PROBABILITIES } from './calibration.ts';
import { Grouping } from './grouping.ts';
import { LossOfSuite } from './loss-of-suite.ts';
import type { Division, Outcome } from './outcome.ts';
import { isByOutput, textColumns, type Divider } from './dividers.ts';
import { OutputLosses } from './outputs.ts';
import type { Mergeable, PartialSuite } from './partial-suite.ts';
import { segmentViews } from './segment-views.ts';
import type { SuiteOptions } from './suite-options.ts';
import type { RowsRead } from '../tensor/rows-read.ts';
import { WithoutClasses } from './without-classes.ts';
import { TrackedLoss } from './tracked-loss.ts';

/** Computes several losses of the same samples in one pass, whole and by segments. */
export class Suite implements Mergeable<PartialSuite> {
  readonly #losses: readonly TrackedLoss[];
  readonly #withoutClasses: WithoutClasses | undefined;
  readonly #outputs: OutputLosses | undefined;
  readonly #by: readonly (readonly Divider[])[];
  /** Of the divisions by texts alone. */
  readonly #groupings: readonly Grouping[];
  /** The first of the losses, for what is the same of all. */
  readonly #request: LossRequest;
  readonly #widths: Widths;
  readonly #mask: Mask;
  readonly #onBlock: SuiteOptions['onBlock'];
  readonly #written: WrittenLabels | undefined;
  readonly #calibration: Outcome['calibration'] | CalibrationCounter;

  /** @throws UserError for options that say nothing about one of the losses */
  constructor(
    given: readonly LossRequest[],
    all: ReadonlyMap<string, LabelledTensor>,
    options: SuiteOptions,
  ) {
    const { excluded } = options;
    const named = namedShares(given[0]!, all);
    this.#withoutClasses = excluded && new WithoutClasses(given, named, excluded, options);
    const { requests, tensors } = this.#withoutClasses ?? { requests: given, tensors: named };
    const losses = requests.map((request) => new LossOfSuite(request, tensors));
    const { by = [] } = options;
    this.#by = by;
    const ofOutputs = by.filter(isByOutput);
    const ofTexts = by.filter((dividers) => !isByOutput(dividers));
    this.#groupings = ofTexts.map((dividers) => new Grouping(textColumns([dividers])));
    this.#losses = losses.map((loss) => new TrackedLoss(loss, this.#groupings, options));
    const settled = losses.map(({ request }) => request);
    const widths = settled.map((each) => widthsOf(each, inputsAmong(each.inputs, tensors)));
    this.#request = settled[0]!;
    this.#widths = Object.assign({}, ...widths) as Widths;
    if (ofOutputs.length > 0) {
      const shapes = { tensors, widths: this.#widths };
      this.#outputs = new OutputLosses(losses, ofOutputs, shapes, options);
    }
    this.#mask = new Mask(tensors, this.#widths);
    this.#onBlock = options.onBlock;
    this.#written = tensors.get('true')?.labels?.written;
    if (options.calibration) {
      this.#calibration = requests.some(isCalibratable)
        ? new CalibrationCounter(this.#widths)
        : { reason: NO_PROBABILITIES };
    }
  }

  /** This, where the rows can be computed in parts, by suites of their own. */
  get divisible(): this | undefined {
    const other = this.#withoutClasses ?? this.#outputs ?? this.#onBlock ?? this.#calibration;
    const isDivisible = other === undefined && this.#losses.every((loss) => loss.isDivisible);
    return isDivisible ? this : undefined;
  }

  /** What was computed so far, of a suite that is divisible; undefined where something of it is doubtful. */
  get partial(): PartialSuite | undefined {
    return this.#losses.some(({ isDoubtful }) => isDoubtful) ? undefined : this.state('');
  }

  get whyWhole(): string | undefined {
    if (this.#outputs) return 'results of single outputs are computed of whole inputs only';
    for (const loss of this.#losses) {
      const { whyWhole } = loss;
      if (whyWhole !== undefined) return `${loss.name}: ${whyWhole}`;
    }
    return undefined;
  }

  /** What was computed so far: see {@link Mergeable}. */
  state(part: string): PartialSuite {
    const calibration = this.#calibration;
    return {
      losses: this.#losses.map((loss) => loss.state(part)),
      groupings: this.#groupings.map(({ state }) => state),
      calibration: calibration instanceof CalibrationCounter ? calibration.state : undefined,
    };
  }

  /** Takes what another suite of the same losses has computed of other rows. */
  absorb(
    { losses, groupings, calibration }: PartialSuite,
    numbers: Renumbering = SAME_NUMBERS,
  ): void {
    const groups = this.#groupings.map((grouping, k) => {
      return grouping.absorb(groupings[k]!, numbers.rowOf);
    });
    this.#losses.forEach((loss, k) => loss.absorb(losses[k]!, groups, numbers));
    if (calibration && this.#calibration instanceof CalibrationCounter) {
      this.#calibration.absorb(calibration);
    }
  }

  /** Takes the next rows; `block` is not kept beyond the call. */
  push(block: Block): void {
    const named = namedBlock(this.#request, block);
    const counted = this.#withoutClasses?.keep(named) ?? named;
    const kept = this.#mask.keep(counted);
    for (const grouping of this.#groupings) grouping.forget();
    for (const loss of this.#losses) loss.push(kept);
    this.#outputs?.push(kept);
    if (this.#calibration instanceof CalibrationCounter) this.#calibration.add(kept);
    this.#onBlock?.(counted, this.#widths, this.#written);
  }

  /** Ends the input, of which some rows may have been dropped. */
  finish(read: RowsRead): Outcome {
    const losses = this.#losses.map((loss) => loss.finish(read));
    const ofTexts = this.#groupings.map((grouping, k) => this.#division(grouping, k));
    const ofOutputs = this.#outputs?.finish(read) ?? [];
    const divisions = this.#by.map((dividers) => {
      return (isByOutput(dividers) ? ofOutputs : ofTexts).shift()!;
    });
    const calibration = this.#calibration;
    return {
      losses,
      divisions,
      calibration: calibration instanceof CalibrationCounter ? calibration.finish() : calibration,
    };
  }

  #division(grouping: Grouping, k: number): Division {
    const outcomes = this.#losses.map((loss) => loss.segments[k]!.finish());
    const { order } = grouping;
    const segments = segmentViews(grouping.count, {
      valuesOf: (segment) => grouping.textsOf(order[segment]!),
      outcomesOf: () => outcomes,
      placeOf: (segment) => order[segment]!,
    });
    return { columns: grouping.columns, segments };
  }
}
