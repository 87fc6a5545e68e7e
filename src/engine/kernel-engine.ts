import { spread } from './mask.ts';
import type { Engine, TakeParts } from './engine.ts';
import type { KernelConvention } from '../losses/definition.ts';
import type { KernelResult } from '../losses/kernel.ts';
import { ALONE } from '../losses/shared-work.ts';
import { batchOf, type KernelCall, type KernelWork, type ShareKernel } from './kernel-call.ts';
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
  readonly #share: ShareKernel | undefined;
  readonly #round: (x: number) => number;
  readonly #blocks: Block[] = [];
  #whole: Block | undefined;
  #computed: KernelResult | undefined;
  /** Given where other threads may compute with this one. */
  #work: KernelWork | undefined;

  constructor(
    request: LossRequest,
    convention: KernelConvention,
    { tensors, widths }: { tensors: ReadonlyMap<string, LabelledTensor>; widths: Widths },
    take: TakeParts,
    share: ShareKernel | undefined,
  ) {
    this.#request = request;
    this.#convention = convention;
    this.#tensors = tensors;
    this.#widths = widths;
    this.#take = take;
    this.#share = share;
    this.#round = rounderOf(convention.dtype ?? request.dtype);
    this.isBatchLevel = convention.batchLevel ?? false;
  }

  get doubt(): string | undefined {
    return this.#computed?.doubt;
  }

  push(block: Block): void {
    this.#blocks.push(copyOf(block, this.#widths));
  }

  finish(): number | undefined {
    const whole = joined(this.#blocks);
    this.#blocks.length = 0;
    this.#whole = whole;
    const call = this.#callOf(whole);
    this.#work = this.#share?.(call);
    this.#computed = this.#convention.kernel(batchOf(call, this.#work ?? ALONE));
    const { losses: computed, counts } = this.#computed;
    if (typeof computed === 'number') return this.#round(computed);
    const losses = computed.map(this.#round);
    this.#take(whole, { losses, objective: this.#divided(losses), counts });
    return undefined;
  }

  gradient(seedOf: (block: Block) => Float64Array): NumberBlocks {
    const seed = this.#divided(seedOf(this.#whole!));
    this.#work?.tell(seed);
    const slopes = this.#computed!.gradient(seed).map(this.#round);
    return oneBlock(spread(slopes, this.#whole!, this.#widths['pred']!));
  }

  #callOf({ rows, inputs }: Block): KernelCall {
    const { definition, compat, dtype, params, constants } = this.#request;
    const axes = [...this.#tensors].map(([name, tensor]) => [name, tensor.axes]);
    return {
      loss: definition.name,
      compat,
      dtype: this.#convention.dtype ?? dtype,
      batch: {
        rows,
        inputs: this.#rounded(inputs),
        axes: Object.fromEntries(axes) as Record<string, readonly number[]>,
        weights: (inputs['weights'] ?? new Ones().of(rows)).map(this.#round),
        params: this.#rounded(params),
        constants: this.#rounded(constants),
      },
    };
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
