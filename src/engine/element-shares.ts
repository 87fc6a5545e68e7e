import { UserError } from '../messages/errors.ts';
import type { ConventionName } from '../losses/definition.ts';
import type { Input } from '../losses/inputs.ts';
import type { Block } from '../tensor/block.ts';
import { sameShape, type Shape } from '../tensor/shape.ts';
import type { LabelledTensor } from './labelled-tensor.ts';
import type { LossRequest } from './request.ts';

type Inputs = LossRequest['inputs'];

/*
 * Weights and a mask with a number for each prediction make each of these a sample by itself: it counts what its weight
 * says, or nothing where the mask is 0. They are inputs of the loss then, under names of their own, so that nothing takes
 * them for the weights and the mask of samples.
 */

/** What weights and mask are called where they have a number for each element of pred. */
export const OF_ELEMENTS = { weights: 'elementWeights', mask: 'elementMask' } as const;
type Share = keyof typeof OF_ELEMENTS;

const SHARES = Object.keys(OF_ELEMENTS) as Share[];

/** The frameworks whose losses take a weight for each element; Keras and scikit-learn weigh samples. */
const WEIGHING_ELEMENTS: ReadonlySet<ConventionName> = new Set(['torch', 'optax', 'tfjs', 'exact']);

/** What a share of elements is to the loss; its numbers are checked where they are used. */
const INPUT: Input = {
  domain: 'real',
  domainWith: () => 'real',
  shape: 'same',
  orIndices: false,
  areCounted: false,
  otherwise: undefined,
  ofTraining: undefined,
  neededWith: () => false,
  help: '',
  isLogarithm: () => false,
};

/** Whether weights or a mask of this shape have a number for each element, and none for each sample. */
export function isOfElements(share: Shape, pred: Shape, samples: Shape): boolean {
  return sameShape(share, pred) && !sameShape(share, samples);
}

/** The inputs of a loss with those of weights and mask that are of elements. */
export function withElementShares(
  inputs: Inputs,
  tensors: ReadonlyMap<string, LabelledTensor>,
): Inputs {
  const names = SHARES.map((name) => OF_ELEMENTS[name]);
  const found = names.filter((name) => tensors.has(name) && !inputs.has(name));
  return found.length === 0
    ? inputs
    : new Map([...inputs, ...found.map((name) => [name, INPUT] as const)]);
}

/** Whether there are weights, or a mask, of elements. */
function hasElementShares({ inputs }: Pick<LossRequest, 'inputs'>): boolean {
  return SHARES.some((name) => inputs.has(OF_ELEMENTS[name]));
}

/** Whether there is a mask that says which numbers of a row take part in it. */
export function hasRowMask({
  inputs,
  convention,
}: Pick<LossRequest, 'inputs' | 'convention'>): boolean {
  return inputs.has(OF_ELEMENTS.mask) && convention.masksRows === true;
}

/** Whether each element is a sample by itself: for its own weight, or as it may not count. */
export function isByElement(
  request: Pick<LossRequest, 'inputs' | 'convention' | 'skipsElements'>,
): boolean {
  const { inputs, skipsElements = false } = request;
  return (
    skipsElements ||
    inputs.has(OF_ELEMENTS.weights) ||
    (inputs.has(OF_ELEMENTS.mask) && !hasRowMask(request))
  );
}

/** The request as if there were neither, nor missing elements. */
export function withoutElementShares(request: LossRequest): LossRequest {
  const inputs = new Map(request.inputs);
  for (const name of SHARES) inputs.delete(OF_ELEMENTS[name]);
  return { ...request, inputs, skipsElements: false };
}

/** A block with weights and mask under their names for elements, where they are of these. */
export function namedBlock({ inputs: taken }: Pick<LossRequest, 'inputs'>, block: Block): Block {
  if (!hasElementShares({ inputs: taken })) return block;
  const inputs = Object.entries(block.inputs).map(([name, values]) => {
    const own = OF_ELEMENTS[name as Share] as string | undefined;
    return [own !== undefined && taken.has(own) ? own : name, values] as const;
  });
  return { ...block, inputs: Object.fromEntries(inputs) };
}

/** The option that makes each element a sample by itself. */
export function elementOption({ inputs }: Pick<LossRequest, 'inputs'>): string {
  const share = SHARES.find((name) => inputs.has(OF_ELEMENTS[name]));
  return share === undefined ? '--missing skip-element' : `--${share} of single elements`;
}

/** @throws UserError where the framework has a weight for each sample only */
export function requireElementWeights({ inputs, compat }: LossRequest): void {
  if (!inputs.has(OF_ELEMENTS.weights) || WEIGHING_ELEMENTS.has(compat)) return;
  throw new UserError({
    where: '--weights',
    problem: `${compat} weighs samples: expected one weight for each, found one for each number of pred`,
    hint: '--compat exact weighs single numbers, and so do torch, optax and tfjs where they have the loss',
  });
}

/** @throws UserError for a mask of the numbers of a row where the framework has none and others have */
export function requireNoRowMask({ definition, inputs, compat }: LossRequest): void {
  if (!inputs.has(OF_ELEMENTS.mask)) return;
  const masking = Object.entries(definition.conventions).filter(([, each]) => each.masksRows);
  if (masking.length === 0 || masking.some(([name]) => name === compat)) return;
  throw new UserError({
    where: '--mask',
    problem: `${compat} masks samples of ${definition.name}: expected one number for each, found one for each number of pred`,
    hint: `--compat ${masking.map(([name]) => name).join(' or --compat ')} leaves numbers out of rows`,
  });
}
