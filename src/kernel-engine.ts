import type { Engine, TakeLosses } from './engine.ts';
import type { KernelConvention } from './losses/definition.ts';
import type { KernelResult } from './losses/kernel.ts';
import type { LossRequest } from './request.ts';
import type { LabelledTensor } from './shapes.ts';
import { copyOf, joined, type Block, type Widths } from './tensor/block.ts';

/** Computes a loss written by hand, which needs the whole input at once. */
export class KernelEngine implements Engine {
  readonly isBatchLevel: boolean;
  readonly #request: LossRequest;
  readonly #convention: KernelConvention;
  readonly #tensors: ReadonlyMap<string, LabelledTensor>;
  readonly #widths: Widths;
  readonly #take: TakeLosses;
  readonly #round: (x: number) => number;
  readonly #blocks: Block[] = [];
  #whole: Block | undefined;
  #computed: KernelResult | undefined;

  constructor(
    request: LossRequest,
    convention: KernelConvention,
    tensors: ReadonlyMap<string, LabelledTensor>,
    widths: Widths,
    take: TakeLosses,
  ) {
    this.#request = request;
    this.#convention = convention;
    this.#tensors = tensors;
    this.#widths = widths;
    this.#take = take;
    this.#round = request.dtype === 'float32' ? Math.fround : (x) => x;
    this.isBatchLevel = convention.batchLevel ?? false;
  }

  push(block: Block): void {
    this.#blocks.push(copyOf(block, this.#widths));
  }

  finish(): number | undefined {
    const whole = joined(this.#blocks);
    this.#whole = whole;
    const axes = [...this.#tensors].map(([name, tensor]) => [name, tensor.axes]);
    const inputs = Object.entries(whole.inputs).map(([name, values]) => [
      name,
      values.map(this.#round),
    ]);
    this.#computed = this.#convention.kernel({
      rows: whole.rows,
      inputs: Object.fromEntries(inputs) as Record<string, Float64Array>,
      axes: Object.fromEntries(axes) as Record<string, readonly number[]>,
      params: this.#request.params,
    });
    const { losses } = this.#computed;
    if (typeof losses === 'number') return this.#round(losses);
    const rounded = losses.map(this.#round);
    this.#take(whole, { losses: rounded, objective: rounded });
    return undefined;
  }

  gradient(seedOf: (block: Block) => Float64Array): Float64Array {
    return this.#computed!.gradient(seedOf(this.#whole!)).map(this.#round);
  }
}
