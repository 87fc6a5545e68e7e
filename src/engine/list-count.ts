import { UserError } from '../messages/errors.ts';
import { NumberList } from '../reduce/number-list.ts';
import { allRows, type Block } from '../tensor/block.ts';
import { startOf } from '../tensor/lists.ts';
import type { LabelledTensor } from './labelled-tensor.ts';
import type { LossRequest } from './request.ts';

/** Counts the items of lists, and watches whether there is anything to rank among them. */
export class ListCount {
  /** Those that the mask does not leave out. */
  items = 0;
  readonly #request: LossRequest;
  readonly #label: string;
  readonly #lengths = new NumberList();
  #allItems = 0;
  #longest = 0;
  #count = 0;

  constructor(request: LossRequest, tensors: ReadonlyMap<string, LabelledTensor>) {
    this.#request = request;
    this.#label = tensors.get('pred')!.label;
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
    if (keepsLengths) this.#lengths.append(Float64Array.from(lengths), lengths.length);
  }

  /** With those that the mask leaves out. */
  get allItems(): number {
    return this.#allItems;
  }

  /** How many items each list has, with those that the mask leaves out; undefined where that was not kept. */
  get lengths(): Float64Array | undefined {
    return this.#lengths.length > 0 ? this.#lengths.toArray() : undefined;
  }

  /**
   * A list of one item counts as the formula says: of a ranking it mostly costs nothing.
   * @throws UserError where all lists are such, and nothing is ranked
   */
  require(): void {
    const { definition } = this.#request;
    if (definition.lists !== 'ranked' || this.#count === 0 || this.#longest > 1) return;
    throw new UserError({
      where: this.#label,
      problem: 'expected lists of two items or more, found one item in every list',
      hint: `${definition.name} ranks the items of a list, which have the same key; --group names its column`,
    });
  }
}
