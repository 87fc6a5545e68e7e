import type { LabelledTensor } from '../engine/shapes.ts';
import type { Block } from '../tensor/block.ts';

/** The inputs of a loss with other predictions in the place of `pred`. */
export function withModel(
  tensors: ReadonlyMap<string, LabelledTensor>,
  model: string,
): ReadonlyMap<string, LabelledTensor> {
  return new Map([...tensors, ['pred', tensors.get(model)!]]);
}

/** The block with the predictions of another model in the place of `pred`. */
export function withPredictions(block: Block, model: string): Block {
  const { ownNumbers, lists } = block;
  if (lists) return { ...block, lists: { ...lists, items: withPredictions(lists.items, model) } };
  return {
    ...block,
    inputs: asPred(block.inputs, model),
    ...(ownNumbers && { ownNumbers: asPred(ownNumbers, model) }),
  };
}

function asPred(
  columns: Readonly<Record<string, Float64Array>>,
  model: string,
): Readonly<Record<string, Float64Array>> {
  const others = Object.entries(columns).filter(([name]) => name !== 'pred');
  const own = columns[model];
  return Object.fromEntries(own ? [...others, ['pred', own]] : others);
}
