import { Evaluation, type EvaluationOptions } from '../engine/evaluation.ts';
import type { Program } from '../engine/program.ts';
import { programOf } from '../engine/program-of.ts';
import type { LossRequest } from '../engine/request.ts';
import { decidedTensors, requireApart } from '../engine/decision.ts';
import { requestOfColumns, requireOutputs, tensorsOfColumns } from '../engine/outputs.ts';
import { inputsAmong, widthsOf, type LabelledTensor } from '../engine/shapes.ts';
import { settled } from '../engine/settle.ts';
import type { Widths } from '../tensor/block.ts';

/** What is kept of an evaluation where nothing is asked for. */
const NOTHING_KEPT = { perSample: false, gradient: false, digest: false };

/** A loss of tensors of known shapes, to be computed several times: its formula is compiled once. */
export class LossOfSuite {
  readonly request: LossRequest;
  /** How many numbers of each input belong to a sample, once classes are decided. */
  readonly widths: Widths;
  readonly #tensors: ReadonlyMap<string, LabelledTensor>;
  readonly #program: Program | undefined;
  /** Of a single output. */
  #ofOutput: Program | undefined;

  /**
   * @param all the inputs of several losses, those of this one among them
   * @param program of the request for these shapes, where it was compiled before
   */
  constructor(request: LossRequest, all: ReadonlyMap<string, LabelledTensor>, program?: Program) {
    const { inputs, convention } = request;
    this.#tensors = inputsAmong(inputs, all);
    this.request = settled(request, this.#tensors);
    this.widths = widthsOf(request, decidedTensors(request, this.#tensors));
    this.#program =
      program ??
      (convention.formula === undefined ? undefined : programOf(this.request, this.widths));
  }

  get smallerIsBetter(): boolean {
    return this.request.convention.better !== 'larger';
  }

  /**
   * @param asked what is asked of the loss, as messages put it
   * @throws UserError for a loss that has none of single outputs
   */
  requireOutputs(asked: string): void {
    requireApart(this.request, this.#tensors, asked);
    // Those that missing elements are skipped of have losses of elements, and were refused otherwise.
    if (!this.request.skipsElements) requireOutputs(this.request, this.#program, asked);
  }

  /** The loss of one output by itself. */
  ofOutput(output: number): LossOfSuite {
    const request = requestOfColumns(this.request, [output]);
    const tensors = tensorsOfColumns(request, this.#tensors, [output]);
    // A list of parameters has another number for each output.
    const isOwn = Object.values(this.request.params).some((value) => typeof value === 'object');
    const loss = new LossOfSuite(request, tensors, isOwn ? undefined : this.#ofOutput);
    this.#ofOutput ??= loss.#program;
    return loss;
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
