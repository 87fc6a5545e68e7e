import type { NewStore } from '../reduce/number-list.ts';
import type { Widths } from '../tensor/block.ts';
import { CountsEngine } from './counts-engine.ts';
import type { Engine, TakeParts } from './engine.ts';
import { ErrorsEngine } from './errors-engine.ts';
import { FormulaEngine } from './formula-engine.ts';
import type { ShareKernel } from './kernel-call.ts';
import { KernelEngine } from './kernel-engine.ts';
import { requireElements } from './missing-elements.ts';
import { noElements } from './no-elements.ts';
import { openLists } from './open-lists.ts';
import type { Program } from './program.ts';
import type { LossRequest } from './request.ts';
import type { LabelledTensor } from './shapes.ts';

/** What the inputs of a loss are like. */
interface InputShape {
  readonly tensors: ReadonlyMap<string, LabelledTensor>;
  readonly widths: Widths;
  /** Whether rows are lists, each of its own length. */
  readonly areLists: boolean;
}

/** What is wanted besides the loss, and what helps to compute it. */
interface Wanted {
  readonly perElement?: boolean | undefined;
  readonly gradient: boolean;
  readonly newStore?: NewStore | undefined;
  readonly shareKernel?: ShareKernel | undefined;
}

/**
 * What computes a loss: its formula, or what is written by hand.
 * @param program the formula compiled for rows of these widths; undefined of a loss that has none
 * @param take is given what is computed of each block
 * @throws UserError where elements are asked for of a loss that has no losses of theirs
 */
export function openEngine(
  request: LossRequest,
  shape: InputShape,
  wanted: Wanted,
  program: Program | undefined,
  take: TakeParts,
): Engine {
  const { perElement = false, gradient, newStore, shareKernel } = wanted;
  const { convention } = request;
  if (shape.areLists) return openLists(request, shape, wanted, program, take);
  if (convention.kernel) {
    if (request.skipsElements) requireElements(request, undefined);
    if (perElement) throw noElements(request, convention.batchLevel ?? false);
    switch (convention.takes) {
      case 'errors':
        return new ErrorsEngine(request, convention, shape.widths, wanted);
      case 'counts':
        return new CountsEngine(request, convention, shape.tensors, shape.widths, take);
      default:
        return new KernelEngine(request, convention, shape, take, shareKernel);
    }
  }
  if (perElement && !program!.elements) throw noElements(request, program!.isBatchLevel);
  const needs = { gradient, elements: perElement, newStore };
  return new FormulaEngine(program!, shape.widths, needs, take);
}
