import { Passes, type Pass, type Sink } from './formula/passes.ts';
import { DomainGuard } from './losses/domain-guard.ts';
import { Program } from './program.ts';
import { DigestBuilder } from './reduce/digest.ts';
import { NumberList } from './reduce/number-list.ts';
import { Total, type Counts } from './reduce/total.ts';
import { conventionOf, type LossRequest } from './request.ts';
import type { Result } from './result.ts';
import type { LabelledTensor } from './shapes.ts';
import type { Block } from './tensor/block.ts';
import { elementCount, type Shape } from './tensor/shape.ts';

/** What to compute besides the reduced loss, and where to say what is doubtful. */
export interface EvaluationOptions {
  /** Keep every sample's loss. */
  readonly perSample: boolean;
  readonly gradient: boolean;
  /** Pick samples worth printing. */
  readonly digest: boolean;
  readonly warn: (message: string) => void;
}

/**
 * Computes one loss over blocks of rows. Memory does not grow with the input, except for what was asked to be
 * kept: per-sample losses, and the input itself where a gradient or a batch reduction needs it again.
 */
export class Evaluation {
  readonly #request: LossRequest;
  readonly #options: EvaluationOptions;
  readonly #program: Program;
  readonly #passes: Passes;
  readonly #first: Pass;
  readonly #guard: DomainGuard;
  readonly #total: Total;
  readonly #digest: DigestBuilder | undefined;
  readonly #losses: NumberList | undefined;
  readonly #kept: Block[] | undefined;
  /** The shape of pred without its first axis, the last axis being the row. */
  readonly #axes: Shape;
  /** Pred as the user gave it is a list of numbers, not of rows. */
  readonly #flat: boolean;
  #current: Block | undefined;
  #rowNumbers: NumberList | undefined;
  #clipped = 0;
  #rows = 0;

  /** @param program of the request for this shape, where it was compiled before */
  constructor(
    request: LossRequest,
    tensors: ReadonlyMap<string, LabelledTensor>,
    options: EvaluationOptions,
    program = new Program(request, rowLength(tensors.get('pred')!.axes)),
  ) {
    const { axes } = tensors.get('pred')!;
    this.#request = request;
    this.#options = options;
    this.#program = program;
    this.#flat = axes.length === 0;
    this.#axes = this.#flat ? [1] : axes;
    this.#total = new Total(request.dtype);
    this.#digest = options.digest ? new DigestBuilder() : undefined;
    this.#losses = options.perSample ? new NumberList() : undefined;
    this.#guard = new DomainGuard(request, tensors);
    const { isBatchLevel, value } = program;
    this.#passes = new Passes(
      program,
      [...(isBatchLevel ? [] : this.#valueSinks()), ...this.#clipSinks()],
      isBatchLevel ? [value] : [],
    );
    this.#first = this.#passes.start(0);
    this.#kept = options.gradient || this.#passes.count > 1 ? [] : undefined;
  }

  #valueSinks(): Sink[] {
    const { value, objective, width } = this.#program;
    const perSample: Sink = {
      node: value,
      take: (losses, rows) => {
        this.#losses?.append(losses, rows);
        this.#digest?.add(this.#current!, losses, { true: width, pred: width });
      },
    };
    const total: Sink = {
      node: objective,
      take: (losses, rows) => this.#total.add(losses, rows, this.#current!.inputs['weights']),
    };
    return [perSample, total];
  }

  #clipSinks(): Sink[] {
    const { clipped } = this.#program;
    if (!clipped) return [];
    const take: Sink['take'] = (counts, rows) => {
      for (let i = 0; i < rows; i++) this.#clipped += counts[i]!;
    };
    return [{ node: clipped, take }];
  }

  /** Takes the next rows; `block` is not kept beyond the call. */
  push(block: Block): void {
    this.#guard.check(block, this.#program.width);
    this.#run(this.#first, block);
    this.#rows += block.rows;
    if (block.rowNumbers) this.#numberRows(block);
    this.#kept?.push(copyOf(block));
  }

  #run(pass: Pass, block: Block, seed: Float64Array = NO_SEED): void {
    this.#current = block;
    pass.run(block.rows, [block.inputs['true']!, block.inputs['pred']!, seed]);
  }

  #numberRows(block: Block): void {
    if (!this.#losses) return;
    this.#rowNumbers ??= NumberList.counting(this.#rows - block.rows);
    this.#rowNumbers.append(block.rowNumbers!, block.rows);
  }

  /** Ends the input, of which `skipped` rows were dropped, and computes the result. */
  finish(skipped: number): Result {
    this.#first.end();
    this.#runPasses(this.#passes, 1);
    this.#guard.warn(this.#options.warn);
    const { definition, compat, dtype, params, reduction } = this.#request;
    const { result, denominator } = this.#reduce();
    const shape = this.#shape();
    return {
      loss: definition.name,
      compat,
      dtype,
      params,
      constants: conventionOf(this.#request).constants ?? {},
      reduction,
      over: conventionOf(this.#request).over ?? 'samples',
      denominator,
      shape,
      samples: this.#rows,
      skipped,
      clipped: this.#clipped,
      result,
      perSample: this.#losses && { shape: this.#sampleShape(), values: this.#losses.toArray() },
      rowNumbers: this.#rowNumbers?.toArray(),
      gradient: this.#options.gradient ? { shape, values: this.#gradient(denominator) } : undefined,
      digest: this.#digest?.finish() ?? { head: [], tail: [], worst: [] },
    };
  }

  #runPasses(passes: Passes, from: number, seed?: (block: Block) => Float64Array): void {
    for (let index = from; index < passes.count; index++) {
      const pass = passes.start(index);
      for (const block of this.#kept!) this.#run(pass, block, seed?.(block));
      pass.end();
    }
  }

  #reduce(): { result: number | null; denominator: number | null } {
    if (this.#program.isBatchLevel) {
      return { result: this.#passes.constant(this.#program.value), denominator: 1 };
    }
    const weighted = this.#current?.inputs['weights'] !== undefined;
    const denominator = this.#total.denominator(this.#request.reduction, weighted, this.#counts());
    const result = denominator === null ? null : this.#total.dividedBy(denominator);
    return { result, denominator };
  }

  #counts(): Counts {
    const elements = conventionOf(this.#request).over === 'elements';
    return { perRow: elements ? this.#program.width : 1, batch: this.#shape()[0]! };
  }

  /** d(result)/d(pred): every row's share of the result is its weight over the denominator. */
  #gradient(denominator: number | null): Float64Array {
    const gradient = new NumberList();
    const sink: Sink = {
      node: this.#program.gradient,
      take: (values, rows) => gradient.append(values, rows * this.#program.width),
    };
    const passes = new Passes(this.#program, [sink], [], this.#passes.known);
    this.#runPasses(passes, 0, (block) => this.#seed(block, denominator ?? 1));
    return gradient.toArray();
  }

  #seed({ rows, inputs }: Block, denominator: number): Float64Array {
    const { round } = this.#program.graph;
    const weights = inputs['weights'];
    return Float64Array.from({ length: rows }, (_, i) => round((weights?.[i] ?? 1) / denominator));
  }

  #shape(): Shape {
    if (this.#flat) return [this.#rows];
    return [this.#rows / elementCount(this.#axes.slice(0, -1)), ...this.#axes];
  }

  #sampleShape(): Shape {
    return this.#flat ? [this.#rows] : this.#shape().slice(0, -1);
  }
}

const NO_SEED = new Float64Array(0);

/** The length of the last axis, of a tensor's axes without the first. */
export function rowLength(axes: Shape): number {
  return axes.at(-1) ?? 1;
}

function copyOf(block: Block): Block {
  const inputs = Object.fromEntries(
    Object.entries(block.inputs).map(([name, values]) => [name, values.slice()]),
  );
  return { ...block, inputs, rowNumbers: block.rowNumbers?.slice() };
}
