import { onlyRows, pickRows, type Block } from './block.ts';

/** What lists are called: by the texts of a column; without one they are rows of their own. */
export interface ListNames {
  readonly column?: string;
  /** The text of a list, by its number from 1 on. */
  readonly textOf?: (list: number) => string;
}

/** As many rows as there are items, with the inputs of lists and those of items; of rows that are no lists the block. */
export function withInputsOfItems(block: Block): Pick<Block, 'rows' | 'inputs'> {
  const { items } = block.lists ?? {};
  return items ? { rows: items.rows, inputs: { ...block.inputs, ...items.inputs } } : block;
}

/**
 * The numbers of an input in row `i` of a block.
 * @param width how many they are, where rows are no lists
 */
export function valuesOfRow(
  block: Block,
  input: string,
  i: number,
  width: number,
): Float64Array | undefined {
  const { lists } = block;
  if (!lists) return block.inputs[input]?.subarray(i * width, (i + 1) * width);
  return lists.items.inputs[input]?.subarray(startOf(lists.ends, i), lists.ends[i]);
}

/** Where a list begins among the items. */
export function startOf(ends: Int32Array, list: number): number {
  return ends[list - 1] ?? 0;
}

/** The places of the items of some lists. */
function itemPlaces(ends: Int32Array, lists: Int32Array): Int32Array {
  const places: number[] = [];
  for (const list of lists) {
    for (let place = startOf(ends, list); place < ends[list]!; place++) places.push(place);
  }
  return Int32Array.from(places);
}

/** Some of the lists of a block, as if there were no others. */
export function onlyLists(block: Block, places: Int32Array): Block {
  const { items, ends, lengths: all } = block.lists!;
  const lengths = Int32Array.from(places, (list) => all[list]!);
  let end = 0;
  return {
    ...onlyRows(block, places, {}),
    lists: {
      items: onlyRows(items, itemPlaces(ends, places), {}),
      ends: lengths.map((length) => (end += length)),
      lengths,
    },
  };
}

/** Lists without some of them, and without their items; both tell their places among all. */
export function withoutLists(block: Block, left: Int32Array): Block {
  const { items, ends } = block.lists!;
  return withItems(block, pickRows(items, itemPlaces(ends, left), {}));
}

/**
 * Lists of some of their items only; those of which none is left are left out.
 * @param items of the block's lists, as {@link pickRows} picks them, or as many as there were
 */
export function withItems(block: Block, items: Block): Block {
  const { lists, ...rows } = block;
  const { ends } = lists!;
  if (items === lists!.items) return block;
  if (items.rows === lists!.items.rows) return { ...block, lists: { ...lists!, items } };
  const { places } = items.among!;
  const left: number[] = [];
  const leftEnds: number[] = [];
  let at = 0;
  for (let list = 0; list < block.rows; list++) {
    const start = at;
    while (at < places.length && places[at]! < ends[list]!) at++;
    if (at === start) continue;
    left.push(list);
    leftEnds.push(at);
  }
  const isWhole = left.length === block.rows;
  return {
    // Lists have one number of each of their own inputs.
    ...(isWhole ? rows : pickRows(rows, Int32Array.from(left), {})),
    lists: { items, ends: Int32Array.from(leftEnds), lengths: lists!.lengths },
  };
}
