import { spread } from './mask.ts';
import type { Engine, TakeParts } from './engine.ts';
import type { KernelConvention } from '../losses/definition.ts';
import type { KernelResult } from '../losses/kernel.ts';
import type { LossRequest } from './request.ts';
import type { LabelledTensor } from './shapes.ts';
import { oneBlock, type NumberBlocks } from '../reduce/number-list.ts';
import { copyOf, joined, type Block, type Widths } from '../tensor/block.ts';
import { Ones } from '../tensor/arrays.ts';
import { rounderOf } from '../tensor/dtype.ts';

/** Computes a loss written by hand, which needs the whole input at once. */
export class KernelEngine implements Engine {
  readonly isBatchLevel: boolean;
  readonly keepsInput = true;
  readonly #request: LossRequest;
  readonly #convention: KernelConvention;
  readonly #tensors: ReadonlyMap<string, LabelledTensor>;
  readonly #widths: Widths;
  readonly #take: TakeParts;
  readonly #round: (x: number) => number;
  readonly #blocks: Block[] = [];
  #whole: Block | undefined;
  #computed: KernelResult | undefined;

  constructor(
    request: LossRequest,
    convention: KernelConvention,
    tensors: ReadonlyMap<string, LabelledTensor>,
    widths: Widths,
    take: TakeParts,
  ) {
    this.#request = request;
    this.#convention = convention;
    this.#tensors = tensors;
    this.#widths = widths;
    this.#take = take;
    this.#round = rounderOf(convention.dtype ?? request.dtype);
    this.isBatchLevel = convention.batchLevel ?? false;
  }

  push(block: Block): void {
    this.#blocks.push(copyOf(block, this.#widths));
  }

  finish(): number | undefined {
    const whole = joined(this.#blocks);
    this.#blocks.length = 0;
    this.#whole = whole;
    const axes = [...this.#tensors].map(([name, tensor]) => [name, tensor.axes]);
    this.#computed = this.#convention.kernel({
      rows: whole.rows,
      inputs: this.#rounded(whole.inputs),
      axes: Object.fromEntries(axes) as Record<string, readonly number[]>,
      weights: (whole.inputs['weights'] ?? new Ones().of(whole.rows)).map(this.#round),
      round: this.#round,
      params: this.#rounded(this.#request.params),
      constants: this.#rounded(this.#request.constants),
    });
    const { losses: computed, counts } = this.#computed;
    if (typeof computed === 'number') return this.#round(computed);
    const losses = computed.map(this.#round);
    this.#take(whole, { losses, objective: this.#divided(losses), counts });
    return undefined;
  }

  gradient(seedOf: (block: Block) => Float64Array): NumberBlocks {
    const seed = this.#divided(seedOf(this.#whole!));
    const slopes = this.#computed!.gradient(seed).map(this.#round);
    return oneBlock(spread(slopes, this.#whole!, this.#widths['pred']!));
  }

  /** Numbers by name, rounded to the dtype. */
  #rounded<Named extends Readonly<Record<string, unknown>>>(named: Named): Named {
    const round = (value: unknown): unknown => {
      if (typeof value === 'number') return this.#round(value);
      return value instanceof Float64Array || Array.isArray(value) ? value.map(this.#round) : value;
    };
    return Object.fromEntries(
      Object.entries(named).map(([name, value]) => [name, round(value)]),
    ) as Named;
  }

  /** Losses, or their shares of the result, as a mean takes them. */
  #divided(values: Float64Array): Float64Array {
    const { divisors } = this.#computed!;
    const isMean = this.#request.reduction !== 'sum';
    if (!divisors || !isMean) return values;
    return values.map((value, i) => this.#round(value / divisors[i]!));
  }
}
