import type { ErrorsConvention } from '../losses/definition.ts';
import type { ErrorsResult } from '../losses/kernel.ts';
import {
  NumberList,
  oneBlock,
  type NumberBlocks,
  type NewStore,
  type NumberStore,
} from '../reduce/number-list.ts';
import { copyOf, joined, type Block, type Widths } from '../tensor/block.ts';
import { rounderOf } from '../tensor/dtype.ts';
import type { Engine } from './engine.ts';
import { spread } from './mask.ts';
import type { LossRequest } from './request.ts';
import { requireVectorLengths } from './shapes.ts';

/** What an {@link ErrorsEngine} keeps, and where. */
interface Keeping {
  readonly gradient: boolean;
  readonly newStore?: NewStore | undefined;
}

/** Computes a loss written by hand that takes of the whole input the errors only, which are kept where there is room. */
export class ErrorsEngine implements Engine {
  readonly isBatchLevel = true;
  readonly keepsInput = true;
  readonly #convention: ErrorsConvention;
  readonly #params: LossRequest['params'];
  readonly #widths: Widths;
  readonly #keepsRows: boolean;
  readonly #round: (x: number) => number;
  readonly #errors: NumberStore;
  readonly #weights: NumberList = new NumberList();
  /** Without their numbers: what a gradient has to know of them. */
  readonly #blocks: Block[] = [];
  #buffer = new Float64Array(0);
  #computed: ErrorsResult | undefined;

  constructor(
    request: LossRequest,
    convention: ErrorsConvention,
    widths: Widths,
    { gradient, newStore = () => new NumberList() }: Keeping,
  ) {
    this.#convention = convention;
    requireVectorLengths(request, widths['pred']!);
    this.#params = request.params;
    this.#widths = widths;
    this.#keepsRows = gradient;
    this.#round = rounderOf(convention.dtype ?? request.dtype);
    this.#errors = newStore();
  }

  push(block: Block): void {
    const { true: truths, pred, weights } = block.inputs;
    const count = block.rows * this.#widths['pred']!;
    if (this.#buffer.length < count) this.#buffer = new Float64Array(count);
    const errors = this.#buffer;
    const round = this.#round;
    for (let i = 0; i < count; i++) errors[i] = round(pred![i]!) - round(truths![i]!);
    this.#errors.append(errors, count);
    if (weights) this.#weights.append(weights.subarray(0, block.rows).map(round), block.rows);
    if (this.#keepsRows) this.#keepRows(block);
  }

  #keepRows({ rows, firstRow, among }: Block): void {
    this.#blocks.push(copyOf({ rows, firstRow, inputs: {}, ...(among && { among }) }, {}));
  }

  finish(): number {
    this.#computed = this.#convention.kernel({
      errors: this.#errors,
      width: this.#widths['pred']!,
      weights: this.#weights.length > 0 ? this.#weights.toArray() : undefined,
      params: this.#params,
    });
    return this.#round(this.#computed.loss);
  }

  gradient(): NumberBlocks {
    const slopes = this.#computed!.gradient().map(this.#round);
    return oneBlock(spread(slopes, joined(this.#blocks), this.#widths['pred']!));
  }
}
