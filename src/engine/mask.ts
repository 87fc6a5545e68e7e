import { UserError } from '../messages/errors.ts';
import { withItems, withoutLists } from '../tensor/lists.ts';
import { pickRows, rowNumberOf, type Block, type Widths } from '../tensor/block.ts';
import { placeOfRow, type LabelledTensor } from './shapes.ts';

/**
 * Leaves out the samples for which the mask is 0, before anything is computed: they are as if they were not there, also
 * where the loss of a sample depends on others. Of lists it leaves out items, and so the lists that have no other.
 */
export class Mask {
  readonly #tensor: LabelledTensor | undefined;
  readonly #widths: Widths;

  /** @param widths how many numbers a row of each input has */
  constructor(tensors: ReadonlyMap<string, LabelledTensor>, widths: Widths) {
    this.#tensor = tensors.get('mask');
    this.#widths = widths;
  }

  /**
   * The block without its mask and the rows that this leaves out; the same block where it has none.
   * @throws UserError for a mask of other numbers than 0 and 1: weights taken for one by mistake must not pass
   */
  keep(block: Block): Block {
    if (!block.lists) return this.#rowsOf(block);
    const { mask, ...inputs } = block.inputs;
    if (!mask) return withItems(block, this.#rowsOf(block.lists.items));
    const places = this.#placesOf(mask, block);
    const unmasked = { ...block, inputs };
    return places.length === block.rows ? unmasked : withoutLists(unmasked, places);
  }

  #rowsOf(block: Block): Block {
    if (!block.inputs['mask']) return block;
    const { mask, ...inputs } = block.inputs;
    const places = this.#placesOf(mask, block);
    if (places.length === block.rows) return { ...block, inputs };
    return pickRows({ ...block, inputs }, places, this.#widths);
  }

  #placesOf(mask: Float64Array, block: Block): Int32Array {
    const places = new Int32Array(block.rows);
    let count = 0;
    for (let i = 0; i < block.rows; i++) {
      if (mask[i] === 1) places[count++] = i;
      else if (mask[i] !== 0) throw this.#neither(mask[i]!, block, i);
    }
    return places.subarray(0, count);
  }

  #neither(found: number, block: Block, row: number): UserError {
    const tensor = this.#tensor ?? { label: 'mask', axes: [] };
    return new UserError({
      where: placeOfRow(tensor, rowNumberOf('mask', block, row)),
      problem: `expected 0 for a sample that is left out or 1 for one that is not, found ${found}`,
      hint: '--weights takes other numbers',
    });
  }
}

/** The inverse of {@link pickRows}: the values of rows in their places among all of a block, where the others are 0. */
export function spread(values: Float64Array, { rows, among }: Block, width: number): Float64Array {
  if (!among) return values.subarray(0, rows * width);
  const all = new Float64Array(among.all.rows * width);
  among.places.forEach((place, i) => {
    all.set(values.subarray(i * width, (i + 1) * width), place * width);
  });
  return all;
}
