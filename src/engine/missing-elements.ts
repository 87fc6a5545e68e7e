import { isCovariance } from '../formula/covariance.ts';
import { isBatchReduction, type Node } from '../formula/node.ts';
import { namesUsed } from '../formula/resolve.ts';
import { UserError } from '../messages/errors.ts';
import { pickRows, rowNumberOf, type Block, type Widths } from '../tensor/block.ts';
import {
  elementOption,
  OF_ELEMENTS,
  requireNoRowMask,
  withoutElementShares,
} from './element-shares.ts';
import { isOfRow, isSumOverRow, nodesOf, requireOutputs } from './outputs.ts';
import { formulaFlags, optionOf } from './parameters.ts';
import type { Program } from './program.ts';
import type { LossRequest } from './request.ts';
import { placeOfRow, shapeKind, type LabelledTensor } from './shapes.ts';

/** How many elements count, and how many do not because a value of them is missing; what a mask leaves out is in neither. */
export interface ElementCount {
  readonly counted: number;
  readonly skipped: number;
}

/** Whether elements may not count: as they are missing, or by a mask. */
export function skipsAny({ skipsElements, inputs }: LossRequest): boolean {
  return skipsElements === true || inputs.has(OF_ELEMENTS.mask);
}

/** Finds the elements that count, and leaves out the rows that have none. */
export class MissingElements {
  /** The inputs of which a missing value leaves an element out. */
  readonly #names: readonly string[];
  readonly #mask: LabelledTensor | undefined;
  readonly #widths: Widths;
  #counted = 0;
  #skipped = 0;

  /** @param widths how many numbers a row of each input has */
  constructor(
    { inputs, skipsElements = false }: Pick<LossRequest, 'inputs' | 'skipsElements'>,
    tensors: ReadonlyMap<string, LabelledTensor>,
    widths: Widths,
  ) {
    const ofElements = [...inputs.keys()].filter((name) => shapeKind(inputs, name) === 'same');
    this.#names = skipsElements ? ofElements : [];
    this.#mask = inputs.has(OF_ELEMENTS.mask) ? tensors.get(OF_ELEMENTS.mask) : undefined;
    this.#widths = widths;
  }

  get count(): ElementCount {
    return { counted: this.#counted, skipped: this.#skipped };
  }

  /** Takes what was counted of other rows. */
  absorb({ counted, skipped }: ElementCount): void {
    this.#counted += counted;
    this.#skipped += skipped;
  }

  /**
   * The block without the rows of which no element counts; the same block where there is none.
   * @throws UserError for a mask of other numbers than 0 and 1
   */
  keep(block: Block): Block {
    if (this.#mask) this.#requireMask(block, this.#mask);
    const width = this.#widths['pred']!;
    const ofElements = this.#names.map((name) => block.inputs[name]!);
    const mask = block.inputs[OF_ELEMENTS.mask];
    const places = new Int32Array(block.rows);
    let kept = 0;
    let counted = 0;
    for (let i = 0; i < block.rows; i++) {
      const before = counted;
      for (let k = i * width; k < (i + 1) * width; k++) {
        if (mask?.[k] === 0) continue;
        if (ofElements.some((values) => Number.isNaN(values[k]))) this.#skipped++;
        else counted++;
      }
      if (counted > before) places[kept++] = i;
    }
    this.#counted += counted;
    return kept === block.rows ? block : pickRows(block, places.subarray(0, kept), this.#widths);
  }

  #requireMask(block: Block, mask: LabelledTensor): void {
    const width = this.#widths['pred']!;
    const values = block.inputs[OF_ELEMENTS.mask]!.subarray(0, block.rows * width);
    const odd = values.findIndex((value) => value !== 0 && value !== 1);
    if (odd < 0) return;
    throw new UserError({
      where: placeOfRow(mask, rowNumberOf('mask', block, Math.floor(odd / width))),
      problem: `expected 0 for a number that is left out or 1 for one that is not, found ${values[odd]!}`,
      hint: '--weights takes other numbers',
    });
  }
}

/**
 * Makes sure that each element has a loss of its own.
 * @param program of the request as if no element were missing
 * @throws UserError for a loss that what one element adds to depends on the others of its row
 */
export function requireElements(request: LossRequest, program: Program | undefined): void {
  requireNoClassWeights(request);
  requireNoRowMask(request);
  requireNoOutputWeights(request);
  const option = elementOption(request);
  requireOutputs(withoutElementShares(request), program, option);
  if (program && isOfElements(request, program)) return;
  throw new UserError({
    where: `${request.definition.name}, ${option}`,
    problem: program
      ? 'expected a loss of single elements, found one of whole rows: what an element adds to it depends on the others'
      : 'expected a loss that is a formula of single elements, found one that is computed of all at once',
    hint: hintOf(request),
  });
}

/** @throws UserError for weights of the numbers of a row that is one of classes */
function requireNoClassWeights({ definition, inputs }: LossRequest): void {
  if (!inputs.has(OF_ELEMENTS.weights) || definition.family !== 'multi-class') return;
  throw new UserError({
    where: '--weights',
    problem: `expected one weight for each sample, found one for each class of it: ${definition.name} is one loss for all of them`,
    ...('classWeight' in definition.parameters && {
      hint: '--class-weight 1,2,0.5 weighs classes, in the conventions that know it',
    }),
  });
}

/** @throws UserError for weights of outputs where elements are samples by themselves, with weights of their own */
function requireNoOutputWeights(request: LossRequest): void {
  const { definition, params } = request;
  const name = Object.keys(definition.parameters).find((each) => {
    const parameter = definition.parameters[each]!;
    const isOfOutputs = parameter.kind === 'vector' && parameter.normalised === true;
    return isOfOutputs && typeof params[each] === 'object';
  });
  if (name === undefined) return;
  throw new UserError({
    where: optionOf(name, definition.parameters[name]!),
    problem: `expected outputs that count in every sample, found ${elementOption(request)}`,
    hint: 'leave one of them out',
  });
}

function hintOf({ skipsElements = false }: LossRequest): string {
  return skipsElements
    ? '--missing skip drops rows in which anything is missing'
    : 'give one number for each sample';
}

/** Whether a loss of the whole input is made of nothing of a row but sums and extremes of its elements. */
function isOfElements(
  { definition, convention, params }: LossRequest,
  { isBatchLevel, value }: Program,
): boolean {
  if (!isBatchLevel) return true;
  const reductions = nodesOf(value).filter(isBatchReduction);
  // The length of an element is 1, that of a row of columns is not: one name cannot stand for both.
  const isOfColumns = reductions.some(({ op }) => op.startsWith('column_'));
  const flags = formulaFlags(definition, params);
  if (isOfColumns && namesUsed(convention.formula!, flags).has('n')) return false;
  return reductions.every((node) => {
    if (isCovariance(node)) return node.args.every(isPlain);
    const {
      op,
      args: [reduced],
    } = node;
    const isExtreme = reduced!.op === op.replace('batch', 'row');
    return isPlain(isExtreme ? reduced!.args[0]! : reduced!) || isSumOverRow(reduced!, isPlain);
  });
}

function isPlain(node: Node): boolean {
  return !nodesOf(node).some(isOfRow);
}
