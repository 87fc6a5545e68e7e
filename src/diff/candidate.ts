import { Evaluation, type EvaluationOptions } from '../engine/evaluation.ts';
import type { Convention, Reduction } from '../losses/definition.ts';
import type { LossRequest } from '../engine/request.ts';
import { settled } from '../engine/settle.ts';
import { formulaFlags } from '../engine/parameters.ts';
import type { Result } from '../engine/result.ts';
import type { LabelledTensor } from '../engine/shapes.ts';
import type { Block } from '../tensor/block.ts';
import { adjustmentsOf, type AdjustedFormula, type Adjustment } from './adjustments.ts';
import { isRounding, isSame } from './comparison.ts';
import { LossStream } from './loss-stream.ts';
import type { RowsRead } from '../tensor/rows-read.ts';

/** How per-sample losses become one number. */
export interface Reducing {
  readonly reduction: Reduction;
  readonly over: 'samples' | 'elements';
}

/** How a request reduces. */
export function reducingOf({ reduction, convention, skipsElements }: LossRequest): Reducing {
  return { reduction, over: skipsElements ? 'elements' : (convention.over ?? 'samples') };
}

/** Losses of the next rows. */
export interface ComputedRows {
  readonly losses: Float64Array;
  /** Without any adjustment. */
  readonly bare: Float64Array;
  /** Without each of the adjustments. */
  readonly without: ReadonlyMap<Adjustment, Float64Array>;
}

/** The loss with something left out of its formula. */
interface Variant {
  readonly evaluation: Evaluation;
  readonly stream: LossStream;
}

/**
 * A convention that computes the data, and beside it what it would be without each of its adjustments, and
 * reduced as other conventions do: the differences between these are what the adjustments and the reduction do.
 */
export class Candidate {
  readonly request: LossRequest;
  readonly #tensors: ReadonlyMap<string, LabelledTensor>;
  readonly #main: Variant;
  readonly #adjusted: AdjustedFormula;
  /** By formula. */
  readonly #variants = new Map<string, Variant>();
  /** By {@link keyOf}. */
  readonly #reduced = new Map<string, Evaluation>();
  readonly #touched = new Map<Adjustment, number>();
  #results: ReadonlyMap<Evaluation, Result> = new Map();

  /**
   * @param reducings of all conventions that take part
   * @throws UserError where the parameters do not fit the data
   */
  constructor(
    asked: LossRequest,
    tensors: ReadonlyMap<string, LabelledTensor>,
    reducings: readonly Reducing[],
    warn: (message: string) => void,
  ) {
    const request = settled(asked, tensors);
    this.request = request;
    this.#tensors = tensors;
    this.#main = this.#variant(request, warn);
    const convention = request.convention;
    const constants = { ...convention.constants, ...request.constants };
    this.#adjusted =
      convention.formula === undefined
        ? { adjustments: [], bare: '' }
        : adjustmentsOf(
            convention.formula,
            constants,
            formulaFlags(request.definition, request.params),
          );
    const { adjustments, bare } = this.#adjusted;
    const formulas = adjustments.map(({ without }) => without);
    for (const variant of new Set([...formulas, ...(adjustments.length > 0 ? [bare] : [])])) {
      const changed = { ...convention, formula: variant } as Convention;
      this.#variants.set(variant, this.#variant(withConvention(request, changed), silently));
    }
    for (const reducing of reducings) {
      if (keyOf(reducing) === keyOf(reducingOf(request)) || !canReduce(request, reducing)) continue;
      const changed = reducedAs(request, reducing);
      this.#reduced.set(keyOf(reducing), this.#evaluation(changed, { warn: silently }));
    }
  }

  #variant(request: LossRequest, warn: Warn): Variant {
    const stream = new LossStream();
    const onComputed: EvaluationOptions['onComputed'] = ({ rows }, { losses }) => {
      if (losses) stream.append(losses, rows);
    };
    return { evaluation: this.#evaluation(request, { warn, onComputed }), stream };
  }

  #evaluation(
    request: LossRequest,
    options: Partial<EvaluationOptions> & Pick<EvaluationOptions, 'warn'>,
  ): Evaluation {
    const only = { perSample: false, gradient: false, digest: false };
    return new Evaluation(request, this.#tensors, { ...only, ...options });
  }

  get #withRows(): readonly Variant[] {
    return [this.#main, ...this.#variants.values()];
  }

  get #evaluations(): readonly Evaluation[] {
    return [...this.#withRows.map(({ evaluation }) => evaluation), ...this.#reduced.values()];
  }

  /** @throws UserError where the framework raises */
  push(block: Block): void {
    for (const evaluation of this.#evaluations) evaluation.push(block);
  }

  /** @throws UserError where there is nothing to compute a loss of */
  finish(read: RowsRead): void {
    this.#results = new Map(
      this.#evaluations.map((evaluation) => [evaluation, evaluation.finish(read)]),
    );
  }

  /** Losses computed and not yet taken. */
  get ready(): number {
    return Math.min(...this.#withRows.map(({ stream }) => stream.length));
  }

  /** The next losses. */
  take(count: number): ComputedRows {
    const losses = this.#main.stream.take(count);
    const taken = new Map(
      [...this.#variants].map(([formula, { stream }]) => [formula, stream.take(count)]),
    );
    const without = new Map(
      this.adjustments.map((adjustment) => [adjustment, taken.get(adjustment.without)!]),
    );
    const rows = { losses, bare: taken.get(this.#adjusted.bare) ?? losses, without };
    for (const adjustment of this.adjustments) {
      const touched = this.countTouched(adjustment, rows, () => true);
      this.#touched.set(adjustment, this.touched(adjustment) + touched);
    }
    return rows;
  }

  get adjustments(): readonly Adjustment[] {
    return this.#adjusted.adjustments;
  }

  /** How many of the rows that count would have another loss without the adjustment. */
  countTouched(
    adjustment: Adjustment,
    { losses, without }: ComputedRows,
    counts: (row: number) => boolean,
  ): number {
    const others = without.get(adjustment)!;
    let touched = 0;
    for (let i = 0; i < losses.length; i++) {
      if (counts(i) && this.#isTouched(adjustment, losses[i]!, others[i]!)) touched++;
    }
    return touched;
  }

  #isTouched({ isExact }: Adjustment, value: number, without: number): boolean {
    if (isSame(value, without)) return false;
    return isExact || !isRounding(value, without, this.request.dtype);
  }

  /** Rows taken that would have another loss without the adjustment. */
  touched(adjustment: Adjustment): number {
    return this.#touched.get(adjustment) ?? 0;
  }

  /** Whether the result would be another without the adjustment; after the end. */
  touchesResult(adjustment: Adjustment): boolean {
    const { evaluation } = this.#variants.get(adjustment.without)!;
    const { result } = this.#results.get(evaluation)!;
    return this.#isTouched(adjustment, this.result.result ?? NaN, result ?? NaN);
  }

  /** After the end. */
  get result(): Result {
    return this.#results.get(this.#main.evaluation)!;
  }

  /** The result without any adjustment; after the end. */
  get bareResult(): number | null {
    const { evaluation } = this.#variants.get(this.#adjusted.bare) ?? this.#main;
    return this.#results.get(evaluation)!.result;
  }

  /** The result if it were reduced in another way, undefined where it cannot be; after the end. */
  resultReducedAs(reducing: Reducing): number | null | undefined {
    if (keyOf(reducing) === keyOf(reducingOf(this.request))) return this.result.result;
    const evaluation = this.#reduced.get(keyOf(reducing));
    return evaluation && this.#results.get(evaluation)!.result;
  }
}

type Warn = (message: string) => void;

/** What is doubtful about the data is told once, by the convention itself. */
function silently(): void {
  return;
}

function keyOf({ reduction, over }: Reducing): string {
  return `${reduction} over ${over}`;
}

/** Not every loss of a row is a sum of elements, but every one is the loss of a sample. */
function canReduce(request: LossRequest, { over }: Reducing): boolean {
  return over === 'samples' || over === reducingOf(request).over;
}

function reducedAs(request: LossRequest, { reduction, over }: Reducing): LossRequest {
  const { over: own, ...convention } = request.convention;
  const changed = (over === 'elements' ? { ...convention, over: own } : convention) as Convention;
  return { ...withConvention(request, changed), reduction };
}

function withConvention(request: LossRequest, convention: Convention): LossRequest {
  return { ...request, convention };
}
