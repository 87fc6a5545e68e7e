import { Evaluation, programOf, type EvaluationOptions } from '../engine/evaluation.ts';
import type { Program } from '../engine/program.ts';
import type { LossRequest } from '../engine/request.ts';
import { inputsAmong, widthsOf, type LabelledTensor } from '../engine/shapes.ts';
import type { Widths } from '../tensor/block.ts';

/** What is kept of an evaluation where nothing is asked for. */
const NOTHING_KEPT = { perSample: false, gradient: false, digest: false };

/** A loss of tensors of known shapes, to be computed several times: its formula is compiled once. */
export class LossOfSuite {
  readonly request: LossRequest;
  readonly widths: Widths;
  readonly #tensors: ReadonlyMap<string, LabelledTensor>;
  readonly #program: Program | undefined;

  /** @param all the inputs of several losses, those of this one among them */
  constructor(request: LossRequest, all: ReadonlyMap<string, LabelledTensor>) {
    const { inputs, convention } = request;
    this.request = request;
    this.#tensors = inputsAmong(inputs, all);
    this.widths = widthsOf(request, this.#tensors);
    this.#program = convention.formula === undefined ? undefined : programOf(request, this.widths);
  }

  get smallerIsBetter(): boolean {
    return this.request.convention.better !== 'larger';
  }

  /** @throws UserError for options that say nothing about this loss */
  evaluation(options: Partial<EvaluationOptions> & Pick<EvaluationOptions, 'warn'>): Evaluation {
    const evaluation = new Evaluation(
      this.request,
      this.#tensors,
      { ...NOTHING_KEPT, ...options },
      this.#program,
    );
    evaluation.requireReduction();
    return evaluation;
  }
}
