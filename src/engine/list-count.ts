import { UserError } from '../messages/errors.ts';
import { NumberList } from '../reduce/number-list.ts';
import { allRows, type Block } from '../tensor/block.ts';
import type { Shape } from '../tensor/shape.ts';
import { startOf } from '../tensor/lists.ts';
import type { LabelledTensor } from './labelled-tensor.ts';
import type { LossRequest } from './request.ts';

/** Counts the items of lists, and watches whether there is anything to rank among them. */
export class ListCount {
  /** Those that the mask does not leave out. */
  items = 0;
  readonly #request: LossRequest;
  readonly #pred: LabelledTensor;
  readonly #lengths = new NumberList();
  #allItems = 0;
  /** Without items that the mask leaves out. */
  #longest = 0;
  #count = 0;
  /** The length of all lists so far, masked or not; NaN where there are several. */
  #width: number | undefined;

  constructor(request: LossRequest, tensors: ReadonlyMap<string, LabelledTensor>) {
    this.#request = request;
    this.#pred = tensors.get('pred')!;
  }

  /** @param keepsLengths whether it is asked later how many items each list has */
  add({ rows, lists }: Block, keepsLengths: boolean): void {
    const { items, ends, lengths } = lists!;
    this.items += items.rows;
    this.#allItems += allRows(items).rows;
    this.#count += rows;
    for (let i = 0; i < rows; i++) {
      this.#longest = Math.max(this.#longest, ends[i]! - startOf(ends, i));
    }
    this.#width ??= lengths[0];
    if (lengths.some((length) => length !== this.#width)) this.#width = NaN;
    if (keepsLengths) this.#lengths.append(Float64Array.from(lengths), lengths.length);
  }

  /** The length of all lists, where these are rows of one length after all. */
  get width(): number | undefined {
    const hasKeys = this.#pred.lists?.column !== undefined;
    return hasKeys || Number.isNaN(this.#width) ? undefined : this.#width;
  }

  /** What results are of; rows of one length are no lists. */
  get described(): { readonly items?: number; readonly shape: Shape } {
    return { shape: this.shape, ...(this.width === undefined && { items: this.items }) };
  }

  /** The shape of all numbers of pred, with those that the mask leaves out. */
  get shape(): Shape {
    const { width } = this;
    return width === undefined ? [this.#allItems] : [this.#allItems / width, width];
  }

  /** How many items each list has, with those that the mask leaves out; undefined where that was not asked for. */
  get lengths(): Float64Array | undefined {
    const isKept = this.#lengths.length > 0 && this.width === undefined;
    return isKept ? this.#lengths.toArray() : undefined;
  }

  /**
   * A list of one item counts as the formula says: of a ranking it mostly costs nothing.
   * @throws UserError where all lists are such, and nothing is ranked
   */
  require(): void {
    const { definition } = this.#request;
    if (definition.lists !== 'ranked' || this.#count === 0 || this.#longest > 1) return;
    throw new UserError({
      where: this.#pred.label,
      problem: 'expected lists of two items or more, found one item in every list',
      hint: `${definition.name} ranks the items of a list, which are those with the same key: --group names its column`,
    });
  }
}
