import type { FormulaConvention } from '../losses/definition.ts';
import { UserError } from '../messages/errors.ts';
import { DigestBuilder } from '../reduce/digest.ts';
import { arrayOf, type NumberStore } from '../reduce/number-list.ts';
import type { SampleLosses } from '../reduce/samples.ts';
import { Sums, type Terms } from '../reduce/sums.ts';
import { axisAt, moveAxis, moveAxisOfShape } from '../tensor/axis.ts';
import { isWeighted, rowNumberOf, weightsOf, type Block, type Widths } from '../tensor/block.ts';
import { rounderOf } from '../tensor/dtype.ts';
import { elementCount, type Shape } from '../tensor/shape.ts';
import { DomainGuard } from './domain-guard.ts';
import type { BlockLosses, BlockParts, Engine } from './engine.ts';
import { SampleFinish, type Finish, type Reduced } from './finish.ts';
import { FormulaEngine } from './formula-engine.ts';
import { KernelEngine } from './kernel-engine.ts';
import { KeptSamples } from './kept-samples.ts';
import { Program } from './program.ts';
import type { LossRequest } from './request.ts';
import type { Result, Tensor } from './result.ts';
import { SampleTerms } from './sample-terms.ts';
import { samplesShape, SHARES, shapeKind, widthsOf, type LabelledTensor } from './shapes.ts';

/** What was computed of a block. */
export interface Computed extends BlockParts {
  /** What samples add to the sums that the result is made of. */
  readonly terms: Terms;
}

/** What to compute besides the reduced loss, and where to say what is doubtful. */
export interface EvaluationOptions {
  /** Keep every sample's loss. */
  readonly perSample: boolean;
  /** Makes the lists that samples are kept in; the result then leaves them to {@link Evaluation.samples}. */
  readonly newStore?: (() => NumberStore) | undefined;
  /** Keep the unreduced loss of every element. */
  readonly perElement?: boolean | undefined;
  readonly gradient: boolean;
  /** Pick samples worth printing. */
  readonly digest: boolean;
  readonly warn: (message: string) => void;
  /** Shown what was computed of every block of a loss that is made of sums. */
  readonly onComputed?: (block: Block, computed: Computed) => void;
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
  readonly #widths: Widths;
  readonly #engine: Engine;
  readonly #guard: DomainGuard;
  readonly #terms: SampleTerms;
  readonly #sums: Sums | undefined;
  readonly #digest: DigestBuilder | undefined;
  readonly #kept: KeptSamples | undefined;
  #clipped = 0;
  #rows = 0;

  /**
   * @param program of the request for this shape, where it was compiled before
   * @throws UserError for options that say nothing about this loss
   */
  constructor(
    request: LossRequest,
    tensors: ReadonlyMap<string, LabelledTensor>,
    options: EvaluationOptions,
    program?: Program,
  ) {
    this.#request = request;
    this.#tensors = tensors;
    this.#options = options;
    this.#widths = widthsOf(request.inputs, tensors);
    const { formula } = request.convention;
    const compiled =
      formula === undefined ? undefined : (program ?? programOf(request, this.#widths));
    this.#engine = this.#openEngine(compiled);
    this.mixesSamples = compiled?.mixesSamples ?? false;
    this.reduction = this.#engine.isBatchLevel
      ? compiled?.finish
      : new SampleFinish(request, this.#counts());
    this.#sums = this.reduction && new Sums(this.reduction.size);
    this.#guard = new DomainGuard(request, tensors, this.#widths);
    this.#terms = new SampleTerms(request);
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
    this.#refuseWithoutEffect();
  }

  #openEngine(program: Program | undefined): Engine {
    const { perElement = false, gradient } = this.#options;
    const { convention } = this.#request;
    const take = (block: Block, parts: BlockParts): void => this.#take(block, parts);
    if (convention.kernel) {
      if (perElement) throw noElements(this.#request, convention.batchLevel ?? false);
      return new KernelEngine(this.#request, convention, this.#tensors, this.#widths, take);
    }
    if (perElement && !program!.elements) {
      throw noElements(this.#request, program!.isBatchLevel);
    }
    return new FormulaEngine(program!, this.#widths, { gradient, elements: perElement }, take);
  }

  /** Weights and reductions must not be ignored in silence where a loss or a reduction cannot heed them. */
  #refuseWithoutEffect(): void {
    const { definition, convention, reduction } = this.#request;
    const { isBatchLevel } = this.#engine;
    const share = SHARES.find((name) => this.#tensors.has(name));
    const heedsShares = isBatchLevel ? convention.weighted : reduction !== 'none';
    if (share !== undefined && !heedsShares) {
      throw new UserError({
        where: `--${share}`,
        problem: isBatchLevel
          ? `${definition.name} is one number for the whole input and takes no ${share}`
          : `${share} have no effect on losses that are not reduced`,
        hint: isBatchLevel ? `leave --${share} out` : 'choose --reduction sum or mean',
      });
    }
    if (!isBatchLevel && this.#options.gradient && reduction === 'none') {
      throw new UserError({
        where: '--gradient',
        problem: 'expected a reduced loss to differentiate, found --reduction none',
        hint: 'choose --reduction sum or mean',
      });
    }
    if (isBatchLevel && reduction === 'none') {
      throw new UserError({
        where: '--reduction none',
        problem: `${definition.name} is one number for the whole input`,
        hint: 'leave --reduction out',
      });
    }
  }

  /** Whether the loss is one number for the whole input, and samples have none of their own. */
  get isBatchLevel(): boolean {
    return this.#engine.isBatchLevel;
  }

  /** Whether samples have no losses of their own, but a gradient that is asked for. */
  get #hasGradientsAlone(): boolean {
    return this.#engine.isBatchLevel && this.#options.gradient;
  }

  /** Takes the next rows; `block` is not kept beyond the call. */
  push(block: Block): void {
    this.#guard.check(block);
    this.#requireMask(block);
    this.#rows += block.rows;
    this.#kept?.number(block);
    if (this.#hasGradientsAlone) this.#digest?.add(block, undefined, this.#widths);
    this.#engine.push(block);
  }

  /** Weights taken for a mask by mistake must not pass. */
  #requireMask(block: Block): void {
    const mask = block.inputs['mask'];
    for (let i = 0; mask && i < block.rows; i++) {
      if (mask[i] === 0 || mask[i] === 1) continue;
      throw new UserError({
        where: `${this.#tensors.get('mask')!.label}, row ${rowNumberOf('mask', block, i)}`,
        problem: `expected 0 for a sample that is left out or 1 for one that is not, found ${mask[i]}`,
        hint: '--weights takes other numbers',
      });
    }
  }

  #take(block: Block, parts: BlockParts): void {
    const { losses, elements, clipped } = parts;
    if (clipped) this.#clipped += sumOf(clipped, block.rows);
    if (losses) {
      leaveOut(block, losses);
      this.#kept?.append(losses, elements, block.rows);
      this.#digest?.add(block, losses, this.#widths);
    }
    const terms = this.#termsOf(block, parts);
    if (!terms) return;
    this.#sums!.add(terms);
    this.#options.onComputed?.(block, { ...parts, terms });
  }

  #termsOf(block: Block, { losses, objective, counts, summands }: BlockParts): Terms | undefined {
    if (losses && objective) return this.#terms.of(block, { losses, objective, counts });
    if (!summands) return undefined;
    const weighted = this.#request.convention.weighted ?? false;
    return {
      rows: block.rows,
      values: summands,
      counts: weighted && isWeighted(block) ? weightsOf(block) : undefined,
    };
  }

  /**
   * Ends the input, of which `skipped` rows were dropped, and computes the result.
   * @throws UserError when no row is left: a loss of nothing is no number
   */
  finish(skipped: number): Result {
    if (this.#rows === 0) throw noRows(skipped);
    if (skipped > 0) this.#requireRows();
    const whole = this.#engine.finish(this.#sums);
    this.#guard.warn(this.#options.warn);
    const reduced = this.#sums
      ? this.reduction!.reduce(this.#sums)
      : { result: whole!, denominator: null };
    const samples = this.#options.newStore ? undefined : this.samples;
    const rowNumbers = this.#hasGradientsAlone ? this.#kept?.rowNumbers : samples?.rowNumbers;
    const elements = this.#kept?.elements;
    const shape = this.#shape(this.#rows);
    const { gradient } = this.#options;
    return {
      ...this.describe(reduced, { rows: this.#rows, skipped, clipped: this.#clipped }),
      perSample: samples && { shape: samples.shape, values: arrayOf(samples.losses) },
      perElement: elements && this.#asGiven(shape, elements.toArray()),
      rowNumbers: rowNumbers && arrayOf(rowNumbers),
      gradient: gradient
        ? this.#asGiven(shape, this.#gradient(reduced.denominator ?? 1))
        : undefined,
      digest: this.#digest?.finish(),
    };
  }

  /** A reduced loss of some of the samples, with everything that says how it was computed. */
  describe(
    { result, denominator }: Reduced,
    { rows, skipped, clipped }: { rows: number; skipped: number; clipped: number },
  ): Result {
    const { definition, convention, compat, dtype, params, constants, reduction } = this.#request;
    const weights = this.#tensors.get('weights');
    return {
      loss: definition.name,
      compat,
      dtype,
      params,
      constants,
      reduction,
      over: this.#engine.isBatchLevel ? 'batch' : (convention.over ?? 'samples'),
      weightedBy: weights && (weights.columns?.[0] ?? weights.label),
      denominator,
      shape: this.#asGiven(this.#shape(rows), EMPTY).shape,
      samples: rows,
      skipped,
      clipped,
      result,
    };
  }

  /** The losses of the samples so far, where they are kept. */
  get samples(): SampleLosses | undefined {
    if (!this.#kept?.losses) return undefined;
    const { losses, rowNumbers } = this.#kept;
    const shape = samplesShape(this.#request.inputs, this.#shape(this.#rows));
    return { shape, losses, rowNumbers };
  }

  /** Rows dropped out of a tensor of higher rank leave no tensor. */
  #requireRows(): void {
    const { axes, label } = this.#tensors.get('pred')!;
    if (axes.length < 2) return;
    throw new UserError({
      where: '--missing skip',
      problem: `expected samples that are rows of a table, found a tensor of rank ${axes.length + 1} in ${label}`,
      hint: '--missing nan lets NaN through',
    });
  }

  /** d(result)/d(pred): every row's share of the result is its weight over the denominator. */
  #gradient(denominator: number): Float64Array {
    const round = rounderOf(this.#request.dtype);
    const isConstant = denominator === 0 && this.#request.convention.whenEmpty !== undefined;
    return this.#engine.gradient(({ rows, inputs: { weights, mask } }) =>
      Float64Array.from({ length: rows }, (_, i) =>
        isConstant || mask?.[i] === 0 ? 0 : round(round(weights?.[i] ?? 1) / denominator),
      ),
    );
  }

  /** A tensor of pred's shape with the axis of the rows, which was moved to the end, where the user has it. */
  #asGiven(shape: Shape, values: Float64Array): Tensor {
    const last = shape.length - 1;
    const place = axisAt(this.#request.axis, shape.length);
    if (place === undefined || place === last) return { shape, values };
    return {
      shape: moveAxisOfShape(shape, last, place),
      values: values.length === 0 ? values : moveAxis(values, shape, last, place),
    };
  }

  #counts(): { perRow: number; rowsPerBatch: number } {
    const perRow = this.#request.convention.over === 'elements' ? this.#widths['pred']! : 1;
    return { perRow, rowsPerBatch: this.#rowsPerBatch };
  }

  /** Rows in an entry of the first axis. */
  get #rowsPerBatch(): number {
    const { axes } = this.#tensors.get('pred')!;
    const isBatch = shapeKind(this.#request.inputs, 'pred') === 'batch';
    return isBatch ? 1 : elementCount(axes.slice(0, -1));
  }

  #shape(rows: number): Shape {
    return [rows / this.#rowsPerBatch, ...this.#tensors.get('pred')!.axes];
  }
}

const EMPTY = new Float64Array(0);

/** The formula of a request, compiled for inputs of these widths. */
export function programOf(request: LossRequest, widths: Widths): Program {
  return new Program(request, request.convention as FormulaConvention, widths['pred']!);
}

/** Samples that the mask leaves out have no losses. */
function leaveOut({ rows, inputs: { mask } }: Block, losses: BlockLosses['losses']): void {
  for (let i = 0; mask && i < rows; i++) if (mask[i] === 0) losses[i] = 0;
}

/** The sum of the first `length` counts. */
function sumOf(counts: Float64Array, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += counts[i]!;
  return sum;
}

function noElements({ definition, compat }: LossRequest, isBatchLevel: boolean): UserError {
  return new UserError({
    where: '--per element',
    problem: `${definition.name} of ${compat} has no losses of single elements`,
    hint: `leave --per out: there is one loss for ${isBatchLevel ? 'the whole input' : 'each sample'}`,
  });
}

function noRows(skipped: number): UserError {
  return new UserError({
    problem:
      skipped === 0
        ? 'expected samples, found none'
        : `expected samples, found none without a missing value: ${skipped} skipped`,
    hint: skipped === 0 ? undefined : '--missing nan lets NaN through',
  });
}
