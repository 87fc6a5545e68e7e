import { UserError } from '../messages/errors.ts';
import { DigestBuilder } from '../reduce/digest.ts';
import { arrayOf, type NewStore, type NumberBlocks } from '../reduce/number-list.ts';
import type { SampleLosses } from '../reduce/samples.ts';
import { Sums, type Terms } from '../reduce/sums.ts';
import { sumOfFirst } from '../tensor/arrays.ts';
import { withInputsOfItems } from '../tensor/lists.ts';
import { allRows, type Block, type Widths } from '../tensor/block.ts';
import { Decision, decidedTensors, requireScores } from './decision.ts';
import { DomainGuard } from './domain-guard.ts';
import { Doubts } from './doubts.ts';
import type { BlockParts, Engine } from './engine.ts';
import { countedPerRow, SampleFinish, type Finish, type Reduced } from './finish.ts';
import { CountedSamples } from './counted-samples.ts';
import { namedBlock, OF_ELEMENTS } from './element-shares.ts';
import { sharesOf } from './shares.ts';
import type { PartialEvaluation } from './partial-evaluation.ts';
import { SAME_NUMBERS, type Renumbering } from './renumbering.ts';
import { warnOfLabels } from './label-doubts.ts';
import { Mask } from './mask.ts';
import { MissingElements, skipsAny } from './missing-elements.ts';
import type { ShareKernel } from './kernel-call.ts';
import { ListCount } from './list-count.ts';
import { KeptSamples } from './kept-samples.ts';
import type { Program } from './program.ts';
import { openEngine } from './open-engine.ts';
import { programOf } from './program-of.ts';
import type { LossRequest } from './request.ts';
import type { Result } from './result.ts';
import { ResultDescriber } from './result-describer.ts';
import { SampleTerms } from './sample-terms.ts';
import { namedShares, widthsOf, type LabelledTensor } from './shapes.ts';
import type { RowsRead } from '../tensor/rows-read.ts';
import { settled } from './settle.ts';
import { requireEffect } from './required-effect.ts';
import { weighed } from './unreduced-weights.ts';
import { noCounted, noRows, noRowsToDrop } from './no-rows.ts';

/** What was computed of a block. */
export interface Computed extends BlockParts {
  /** What samples add to the sums that the result is made of. */
  readonly terms: Terms;
}

/** What to compute besides the reduced loss, and where to say what is doubtful. */
export interface EvaluationOptions {
  /** Keep every sample's loss. */
  readonly perSample: boolean;
  /**
   * Makes the lists that samples are kept in, and inputs that are needed again; the result then leaves samples to
   * {@link Evaluation.samples}, and computes a gradient while it is read.
   */
  readonly newStore?: NewStore | undefined;
  /** Keep the unreduced loss of every element. */
  readonly perElement?: boolean | undefined;
  readonly gradient: boolean;
  /** Pick samples worth printing. */
  readonly digest: boolean;
  readonly warn: (message: string) => void;
  /** Shown what was computed of every block of a loss that is made of sums. */
  readonly onComputed?: (block: Block, computed: Computed) => void;
  /** Has other threads compute parts of a loss written by hand. */
  readonly shareKernel?: ShareKernel | undefined;
}

/**
 * Computes one loss over blocks of rows: terms of samples, sums of these, and a finish. Memory does not grow with the
 * input, except for what was asked to be kept: per-sample losses, and the input itself where a gradient, a loss that is
 * no sum or a hand-written one needs it again.
 */
export class Evaluation {
  /** Whether the loss of a sample depends on other samples. */
  readonly mixesSamples: boolean;
  /** How the sums of its terms become one number; undefined for a loss of the whole input that is not made of sums. */
  readonly reduction: Finish | undefined;
  readonly #request: LossRequest;
  readonly #tensors: ReadonlyMap<string, LabelledTensor>;
  readonly #options: EvaluationOptions;
  readonly #describer: ResultDescriber;
  readonly #widths: Widths;
  readonly #engine: Engine;
  readonly #mask: Mask;
  /** Given where missing elements are skipped. */
  readonly #missing: MissingElements | undefined;
  /** Given where predicted labels have to be decided first. */
  readonly #decision: Decision | undefined;
  readonly #guard: DomainGuard;
  readonly #doubts: Doubts;
  readonly #terms: SampleTerms;
  readonly #sums: Sums | undefined;
  readonly #digest: DigestBuilder | undefined;
  readonly #kept: KeptSamples | undefined;
  #clipped = 0;
  readonly #counted: CountedSamples;
  /** Given where samples are lists of items. */
  readonly #lists: ListCount | undefined;
  #rows = 0;

  /**
   * @param asked is settled for the inputs as they are stored
   * @param program of that request for this shape, where it was compiled before
   * @throws UserError for options that say nothing about this loss
   */
  constructor(
    asked: LossRequest,
    given: ReadonlyMap<string, LabelledTensor>,
    options: EvaluationOptions,
    program?: Program,
  ) {
    const named = namedShares(asked, given);
    const request = settled(asked, named);
    const tensors = decidedTensors(request, named);
    requireScores(request, named);
    this.#decision = tensors === named ? undefined : new Decision(request, named);
    this.#request = request;
    this.#tensors = tensors;
    this.#options = options;
    this.#describer = new ResultDescriber(request, tensors, this.#decision?.decided);
    this.#widths = widthsOf(request, tensors);
    const { formula } = request.convention;
    const isAsAsked =
      request.convention === asked.convention &&
      request.inputs === asked.inputs &&
      request.params === asked.params;
    const before = isAsAsked ? program : undefined;
    const compiled =
      formula === undefined ? undefined : (before ?? programOf(request, this.#widths));
    this.#lists = tensors.get('pred')!.lists ? new ListCount(request, tensors) : undefined;
    const shape = { tensors, widths: this.#widths, areLists: this.#lists !== undefined };
    this.#engine = openEngine(request, shape, options, compiled, (block, parts) => {
      this.#take(block, parts);
    });
    this.mixesSamples = compiled?.mixesSamples ?? false;
    this.reduction = this.#engine.isBatchLevel
      ? this.#engine.reduction
      : new SampleFinish(request, {
          perRow: countedPerRow(request, compiled?.count !== undefined, this.#widths['pred']!),
          rowsPerBatch: this.#describer.rowsPerBatch,
        });
    this.#sums = this.reduction && new Sums(this.reduction.size);
    this.#mask = new Mask(named, widthsOf(request, named));
    this.#missing = skipsAny(request)
      ? new MissingElements(request, tensors, this.#widths)
      : undefined;
    this.#guard = new DomainGuard(request, tensors, this.#widths);
    this.#doubts = new Doubts(request, tensors, this.#widths);
    this.#terms = new SampleTerms(request);
    this.#counted = new CountedSamples(request, tensors, this.#widths['pred']!);
    this.#digest = options.digest
      ? new DigestBuilder({ lowest: request.convention.better === 'larger' })
      : undefined;
    const keeps = options.perSample && !this.#engine.isBatchLevel;
    this.#kept =
      keeps || options.perElement || this.#hasGradientsAlone
        ? new KeptSamples(this.#widths['pred']!, {
            ...options,
            perSample: keeps,
            rowNumbers: options.perSample,
          })
        : undefined;
    requireEffect(this.#request, {
      isBatchLevel: this.isBatchLevel,
      isWeighted: tensors.has('weights') || tensors.has(OF_ELEMENTS.weights),
      gradient: options.gradient,
    });
  }

  /** @throws UserError for a reduction that says nothing about a loss that is one number for the whole input */
  requireReduction(): void {
    const { definition, reduction } = this.#request;
    if (!this.isBatchLevel || !['sum', 'batchmean'].includes(reduction)) return;
    throw new UserError({
      where: `--reduction ${reduction}`,
      problem: `${definition.name} is one number for the whole input`,
      hint: 'leave --reduction out',
    });
  }

  /** Whether the loss is one number for the whole input, and samples have none of their own. */
  get isBatchLevel(): boolean {
    return this.#engine.isBatchLevel;
  }

  /** What is doubtful about the result, after `finish`: what a score needs is not in the input. */
  get doubt(): string | undefined {
    return this.#engine.doubt;
  }

  /** Whether samples have no losses of their own, but a gradient that is asked for. */
  get #hasGradientsAlone(): boolean {
    return this.#engine.isBatchLevel && this.#options.gradient;
  }

  /** Why {@link partial} has not all that is made of the rows; undefined where it has. */
  get whyWhole(): string | undefined {
    if (this.#lists) return 'samples are lists of items';
    const isWhole = this.#digest ?? this.#kept ?? (this.#engine.keepsInput || undefined);
    return this.#sums && isWhole === undefined ? undefined : 'it takes all samples together';
  }

  /** Whether threads can compute the rows in parts: classes that labels stand for are learned of the rows in their order. */
  get isDivisible(): boolean {
    return this.whyWhole === undefined && this.#decision === undefined;
  }

  /** Whether something is doubtful so far, which is told of the whole, or texts are numbered as they are met. */
  get isDoubtful(): boolean {
    const areKnown = this.#engine.cells?.areKnown ?? true;
    return this.#guard.hasViolations || this.#doubts.areAny || !areKnown;
  }

  /** What was computed so far. */
  get partial(): PartialEvaluation {
    return {
      rows: this.#rows,
      counted: this.#counted.counted,
      clipped: this.#clipped,
      elements: this.#missing?.count,
      sums: this.#sums!.toJSON(),
      cells: this.#engine.cells?.keys ?? [],
      outside: this.#guard.state,
      doubts: this.#doubts.state,
      ties: this.#decision?.ties,
    };
  }

  /**
   * Takes what was computed of other rows.
   * @returns the cells here of those there
   */
  absorb(
    partial: PartialEvaluation,
    { rowOf, labelOf }: Renumbering = SAME_NUMBERS,
  ): readonly number[] {
    const { rows, counted, clipped, elements, sums, cells, outside, doubts, ties } = partial;
    this.#rows += rows;
    this.#counted.absorb(counted);
    this.#clipped += clipped;
    if (elements) this.#missing!.absorb(elements);
    this.#guard.absorb(outside, rowOf);
    this.#doubts.absorb(doubts, rowOf);
    if (ties) this.#decision!.absorb(ties, rowOf);
    const cellOf = cells.map(([a, b]) => this.#engine.cells!.cellOf([labelOf(a), labelOf(b)]));
    this.#sums!.merge(Sums.fromJSON(sums)!, undefined, cellOf);
    return cellOf;
  }

  /** Takes the next rows; `block` is not kept beyond the call. */
  push(block: Block): void {
    const masked = this.#mask.keep(namedBlock(this.#request, block));
    const decided = this.#decision?.decide(masked) ?? masked;
    const kept = this.#missing?.keep(decided) ?? decided;
    this.#rows += allRows(kept).rows;
    this.#counted.add(kept);
    this.#lists?.add(kept, this.#options.gradient);
    this.#guard.check(kept);
    if (kept.lists) this.#guard.check(kept.lists.items);
    this.#doubts.check(withInputsOfItems(kept));
    this.#kept?.number(kept);
    if (this.#hasGradientsAlone) this.#digest?.add(kept, undefined, this.#widths);
    this.#engine.push(kept);
  }

  #take(block: Block, computed: BlockParts): void {
    const isWeighed = this.#request.reduction === 'none' && block.inputs['weights'] !== undefined;
    const parts = isWeighed
      ? weighed(this.#request, block, computed, this.#widths['pred']!)
      : computed;
    const { losses, elements, clipped } = parts;
    if (clipped) this.#clipped += sumOfFirst(clipped, block.rows);
    if (losses) {
      this.#kept?.append(block, losses, elements);
      this.#digest?.add(block, losses, this.#widths);
    }
    const terms = this.#termsOf(block, parts);
    if (!terms) return;
    this.#sums!.add(terms);
    // The new property first: V8 makes a hidden class for each copy of an object that gets another property.
    this.#options.onComputed?.(block, { terms, ...parts });
  }

  #termsOf(
    block: Block,
    { losses, objective, counts, summands, cells }: BlockParts,
  ): Terms | undefined {
    if (losses && objective) return this.#terms.of(block, { losses, objective, counts });
    if (!summands) return undefined;
    const weighted = this.#request.convention.weighted ?? false;
    return {
      rows: block.rows,
      values: summands,
      counts: weighted ? block.inputs['weights'] : undefined,
      cells,
    };
  }

  /**
   * Ends the input and computes the result.
   * @param read what the input was, and which of its rows were dropped
   * @throws UserError when no row is left: a loss of nothing is no number
   */
  finish(read: RowsRead): Result {
    if (this.#rows === 0) throw noRows(read.skipped);
    if (read.skipped > 0 && this.#describer.samplesShape(this.#rows).length > 1) {
      throw noRowsToDrop(this.#tensors.get('pred')!);
    }
    this.#requireCounted();
    this.#lists?.require();
    const { gradient, newStore, warn } = this.#options;
    const whole = this.#engine.finish(this.#sums);
    this.#guard.warn(warn);
    this.#doubts.warn(warn);
    this.#decision?.warn(warn);
    warnOfLabels(this.#tensors, warn);
    const reduced = this.#sums
      ? this.reduction!.reduce(this.#sums)
      : { result: whole!, denominator: null, doubt: this.doubt };
    this.#counted.judge(reduced.denominator, warn);
    if (reduced.doubt !== undefined) warn(`${this.#describer.label}: ${reduced.doubt}`);
    const samples = newStore ? undefined : this.samples;
    const rowNumbers = this.#hasGradientsAlone ? this.#kept?.rowNumbers : samples?.rowNumbers;
    const elements = this.#kept?.elements;
    return {
      ...this.describe(reduced, {
        rows: this.#rows,
        samples: this.#counted.count,
        read,
        clipped: this.#clipped,
        elements: this.#missing?.count,
        ...this.#lists?.described,
      }),
      perSample: samples && { shape: samples.shape, values: arrayOf(samples.losses) },
      perElement: elements && this.#describer.likePred(this.#rows, elements.toArray()),
      rowNumbers: rowNumbers && arrayOf(rowNumbers),
      gradient: gradient
        ? this.#describer.blocksLikePred(
            this.#rows,
            this.#gradient(reduced),
            newStore !== undefined,
            this.#lists?.shape,
          )
        : undefined,
      listLengths: this.#lists?.lengths,
      digest: this.#digest?.finish(),
    };
  }

  /** A reduced loss of some of the samples, with everything that says how it was computed. */
  describe(reduced: Reduced, described: Parameters<ResultDescriber['describe']>[1]): Result {
    return this.#describer.describe(reduced, described, this.isBatchLevel);
  }

  /** The losses of the samples so far, where they are kept. */
  get samples(): SampleLosses | undefined {
    if (!this.#kept?.losses) return undefined;
    const { losses, rowNumbers } = this.#kept;
    return { shape: this.#describer.samplesShape(this.#rows), losses, rowNumbers };
  }

  /** Without samples, sums are 0; what is computed of all samples at once is nothing. */
  #requireCounted(): void {
    if (this.#counted.count > 0 || (this.#sums && !this.#request.convention.notASum)) return;
    throw noCounted(this.#tensors.get('mask') ?? this.#tensors.get(OF_ELEMENTS.mask));
  }

  /** d(result)/d(pred). */
  #gradient({ denominator }: Reduced): NumberBlocks {
    return this.#engine.gradient(sharesOf(this.#request, denominator ?? 1, this.#counted.count));
  }
}
