import type { FormulaConvention, KernelConvention } from '../losses/definition.ts';
import { UserError } from '../messages/errors.ts';
import type { NumberStore } from '../reduce/number-list.ts';
import type { Widths } from '../tensor/block.ts';
import type { Engine, TakeParts } from './engine.ts';
import { FormulaEngine } from './formula-engine.ts';
import { KernelEngine } from './kernel-engine.ts';
import type { LabelledTensor } from './labelled-tensor.ts';
import { ListsEngine } from './lists-engine.ts';
import { Program } from './program.ts';
import type { LossRequest } from './request.ts';
import { shapeKind } from './shapes.ts';

/** What is asked of lists. */
interface Asked {
  readonly gradient: boolean;
  readonly perElement?: boolean | undefined;
  /** Makes what an input is kept in that is needed once more. */
  readonly newStore?: (() => NumberStore) | undefined;
}

interface ShapesOfItems {
  readonly tensors: ReadonlyMap<string, LabelledTensor>;
  /** How many numbers an item has of each input. */
  readonly widths: Widths;
}

/**
 * The engine of a loss of lists.
 * @param program of the loss for lists of some length, where it is a formula
 * @throws UserError for a loss that not each list has by itself, or of which something else is asked than of lists
 */
export function openLists(
  request: LossRequest,
  { tensors, widths }: ShapesOfItems,
  options: Asked,
  program: Program | undefined,
  take: TakeParts,
): Engine {
  requireLists(request, program, options);
  const { convention } = request;
  const { gradient, newStore } = options;
  const widthsOf = (length: number): Widths => {
    const ofRows = Object.keys(widths).map((name) => {
      return [name, shapeKind(request.inputs, name) === 'same' ? length : 1] as const;
    });
    return Object.fromEntries(ofRows);
  };
  const open = (length: number, takeRows: TakeParts): Engine => {
    if (program) {
      const ofLength = new Program(request, convention as FormulaConvention, length);
      const needs = { gradient, elements: false, newStore };
      return new FormulaEngine(ofLength, widthsOf(length), needs, takeRows);
    }
    const rows = new Map(
      [...tensors].map(([name, tensor]) => {
        const isOfItems = shapeKind(request.inputs, name) === 'same';
        return [name, { ...tensor, axes: isOfItems ? [length] : [] }] as const;
      }),
    );
    const kernel = convention as KernelConvention;
    const shape = { tensors: rows, widths: widthsOf(length) };
    return new KernelEngine(request, kernel, shape, takeRows, undefined);
  };
  const lists = { open, isByHand: program === undefined, gradient, finish: program?.finish };
  return new ListsEngine(lists, widths, take);
}

function requireLists(
  request: LossRequest,
  program: Program | undefined,
  { perElement = false }: Asked,
): void {
  const { definition, convention, skipsElements } = request;
  const isOfWhole = program
    ? program.mixesSamples || (program.isBatchLevel && program.finish?.isOfAnyLength !== true)
    : convention.batchLevel;
  if (isOfWhole === true) {
    throw new UserError({
      where: definition.name,
      problem:
        'expected a loss that each list has by itself, or one of sums over all lists, found another that depends on all of them',
      hint: 'reductions over a list are sum(x), mean(x), max(x), and not batch_max(x); n, the length of a list, stands within batch_sum(...)',
    });
  }
  if (convention.over === 'elements') {
    throw new UserError({
      where: definition.name,
      problem: `expected a loss of lists, found one of which ${request.compat} averages single elements`,
      hint: 'leave --group out',
    });
  }
  if (perElement || skipsElements) {
    throw new UserError({
      where: perElement ? '--per element' : '--missing skip-element',
      problem: 'expected a loss of single elements, found one of lists',
      hint: perElement
        ? '--per sample shows the loss of each list'
        : '--missing skip drops such items',
    });
  }
}
