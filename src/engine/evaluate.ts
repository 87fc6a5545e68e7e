import { DomainGuard } from './domain-guard.ts';
import type { BlockLosses, Engine } from './engine.ts';
import { UserError } from '../messages/errors.ts';
import { FormulaEngine } from './formula-engine.ts';
import { KernelEngine } from './kernel-engine.ts';
import { Program } from './program.ts';
import { DigestBuilder } from '../reduce/digest.ts';
import { appendCounting, arrayOf, NumberList, type NumberStore } from '../reduce/number-list.ts';
import { Total } from '../reduce/total.ts';
import { conventionOf, type LossRequest } from './request.ts';
import type { Result, Tensor } from './result.ts';
import type { SampleLosses } from '../reduce/samples.ts';
import { samplesShape, SHARES, shapeKind, widthsOf, type LabelledTensor } from './shapes.ts';
import { axisAt, moveAxis, moveAxisOfShape } from '../tensor/axis.ts';
import { rowNumberOf, rowNumbersOf, type Block, type Widths } from '../tensor/block.ts';
import { rounderOf } from '../tensor/dtype.ts';
import { elementCount, type Shape } from '../tensor/shape.ts';

/** What to compute besides the reduced loss, and where to say what is doubtful. */
export interface EvaluationOptions {
  /** Keep every sample's loss. */
  readonly perSample: boolean;
  /** Makes the lists that samples are kept in; the result then leaves them to {@link Evaluation.samples}. */
  readonly newStore?: () => NumberStore;
  /** Keep the unreduced loss of every element. */
  readonly perElement?: boolean;
  readonly gradient: boolean;
  /** Pick samples worth printing. */
  readonly digest: boolean;
  readonly warn: (message: string) => void;
  /** Shown what was computed of every block whose samples have losses of their own. */
  readonly onLosses?: (
    block: Block,
    computed: Pick<BlockLosses, 'losses' | 'objective' | 'counts'>,
  ) => void;
}

/**
 * Computes one loss over blocks of rows. Memory does not grow with the input, except for what was asked to be
 * kept: per-sample losses, and the input itself where a gradient, a batch reduction or a hand-written loss needs
 * it again.
 */
export class Evaluation {
  readonly #request: LossRequest;
  readonly #tensors: ReadonlyMap<string, LabelledTensor>;
  readonly #options: EvaluationOptions;
  readonly #widths: Widths;
  readonly #engine: Engine;
  readonly #guard: DomainGuard;
  readonly #total: Total;
  readonly #digest: DigestBuilder | undefined;
  readonly #losses: NumberStore | undefined;
  readonly #elements: NumberList | undefined;
  #rowNumbers: NumberStore | undefined;
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
    this.#widths = widthsOf(request.definition, tensors);
    this.#engine = this.#openEngine(program);
    this.#guard = new DomainGuard(request, tensors, this.#widths);
    this.#total = new Total(request.dtype);
    this.#digest = options.digest ? new DigestBuilder() : undefined;
    const keeps = options.perSample && !this.#engine.isBatchLevel;
    this.#losses = keeps ? this.#newStore() : undefined;
    this.#elements = options.perElement ? new NumberList() : undefined;
    this.#refuseWithoutEffect();
  }

  #openEngine(given: Program | undefined): Engine {
    const { perElement = false, gradient } = this.#options;
    const convention = conventionOf(this.#request);
    const take = (block: Block, computed: Partial<BlockLosses>): void =>
      this.#take(block, computed);
    if (convention.kernel) {
      if (perElement) throw noElements(this.#request);
      return new KernelEngine(this.#request, convention, this.#tensors, this.#widths, take);
    }
    const program = given ?? new Program(this.#request, convention, this.#widths['pred']!);
    if (perElement && !program.elements) throw noElements(this.#request);
    return new FormulaEngine(program, this.#widths, { gradient, elements: perElement }, take);
  }

  /** Weights and reductions must not be ignored in silence where a loss or a reduction cannot heed them. */
  #refuseWithoutEffect(): void {
    const { definition, reduction } = this.#request;
    const { isBatchLevel } = this.#engine;
    const share = SHARES.find((name) => this.#tensors.has(name));
    const heedsShares = isBatchLevel ? conventionOf(this.#request).weighted : reduction !== 'none';
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

  /** Takes the next rows; `block` is not kept beyond the call. */
  push(block: Block): void {
    this.#guard.check(block);
    this.#requireMask(block);
    this.#rows += block.rows;
    this.#numberRows(block);
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

  #take(block: Block, computed: Partial<BlockLosses>): void {
    const { losses, objective, counts, elements, clipped } = computed;
    const { rows, inputs } = block;
    if (clipped) this.#clipped += sumOf(clipped, rows);
    if (!losses || !objective) return;
    const mask = inputs['mask'];
    for (let i = 0; mask && i < rows; i++) if (mask[i] === 0) losses[i] = 0;
    this.#losses?.append(losses, rows);
    this.#elements?.append(elements!, rows * this.#widths['pred']!);
    this.#digest?.add(block, losses, this.#widths);
    this.#options.onLosses?.(block, { losses, objective, counts });
    this.#total.add(objective, rows, { weights: inputs['weights'], mask, counts });
  }

  #newStore(): NumberStore {
    return this.#options.newStore?.() ?? new NumberList();
  }

  /** Keeps the numbers of rows from the first that is not the one after the last. */
  #numberRows(block: Block): void {
    const before = this.#rows - block.rows;
    const follows = !block.rowNumbers && block.firstRow === before + 1;
    if (!this.#losses || (follows && !this.#rowNumbers)) return;
    if (!this.#rowNumbers) {
      this.#rowNumbers = this.#newStore();
      appendCounting(this.#rowNumbers, before);
    }
    this.#rowNumbers.append(rowNumbersOf(block), block.rows);
  }

  /**
   * Ends the input, of which `skipped` rows were dropped, and computes the result.
   * @throws UserError when no row is left: a loss of nothing is no number
   */
  finish(skipped: number): Result {
    if (this.#rows === 0) throw noRows(skipped);
    if (skipped > 0) this.#requireRows();
    const whole = this.#engine.finish();
    this.#guard.warn(this.#options.warn);
    const { definition, compat, dtype, params, constants, reduction } = this.#request;
    const over = this.#engine.isBatchLevel
      ? 'batch'
      : (conventionOf(this.#request).over ?? 'samples');
    const { result, denominator } = this.#reduce(whole);
    const shape = this.#shape();
    const samples = this.#options.newStore ? undefined : this.samples;
    const asGiven = (values: Float64Array): Tensor => this.#asGiven(shape, values);
    return {
      loss: definition.name,
      compat,
      dtype,
      params,
      constants,
      reduction,
      over,
      denominator,
      shape: asGiven(EMPTY).shape,
      samples: this.#rows,
      skipped,
      clipped: this.#clipped,
      result,
      perSample: samples && { shape: samples.shape, values: arrayOf(samples.losses) },
      perElement: this.#elements && asGiven(this.#elements.toArray()),
      rowNumbers: samples?.rowNumbers && arrayOf(samples.rowNumbers),
      gradient: this.#options.gradient ? asGiven(this.#gradient(denominator ?? 1)) : undefined,
      digest: this.#digest?.finish(),
    };
  }

  /** The losses of the samples so far, where they are kept. */
  get samples(): SampleLosses | undefined {
    const shape = samplesShape(this.#request.definition, this.#shape());
    return this.#losses && { shape, losses: this.#losses, rowNumbers: this.#rowNumbers };
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

  #reduce(whole: number | undefined): { result: number | null; denominator: number | null } {
    if (whole !== undefined) return { result: whole, denominator: null };
    const perRow = conventionOf(this.#request).over === 'elements' ? this.#widths['pred']! : 1;
    const batch = this.#shape()[0]!;
    const denominator = this.#total.denominator(this.#request.reduction, { perRow, batch });
    if (denominator === null) return { result: null, denominator };
    const { whenEmpty } = conventionOf(this.#request);
    if (denominator === 0 && whenEmpty !== undefined) return { result: whenEmpty, denominator };
    return { result: this.#total.dividedBy(denominator), denominator };
  }

  /** d(result)/d(pred): every row's share of the result is its weight over the denominator. */
  #gradient(denominator: number): Float64Array {
    const round = rounderOf(this.#request.dtype);
    const isConstant = denominator === 0 && conventionOf(this.#request).whenEmpty !== undefined;
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

  #shape(): Shape {
    const { axes } = this.#tensors.get('pred')!;
    const rowsPerBatch =
      shapeKind(this.#request.definition, 'pred') === 'batch' ? 1 : elementCount(axes.slice(0, -1));
    return [this.#rows / rowsPerBatch, ...axes];
  }
}

const EMPTY = new Float64Array(0);

/** The sum of the first `length` counts. */
function sumOf(counts: Float64Array, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += counts[i]!;
  return sum;
}

function noElements({ definition, compat }: LossRequest): UserError {
  return new UserError({
    where: '--per element',
    problem: `${definition.name} of ${compat} has no losses of single elements`,
    hint: 'leave --per out: there is one loss for each sample',
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
