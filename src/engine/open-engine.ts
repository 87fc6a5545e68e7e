import type { NumberStore } from '../reduce/number-list.ts';
import type { Widths } from '../tensor/block.ts';
import { CountsEngine } from './counts-engine.ts';
import type { Engine, TakeParts } from './engine.ts';
import { ErrorsEngine } from './errors-engine.ts';
import { FormulaEngine } from './formula-engine.ts';
import { KernelEngine } from './kernel-engine.ts';
import { requireElements } from './missing-elements.ts';
import { noElements } from './no-elements.ts';
import type { Program } from './program.ts';
import type { LossRequest } from './request.ts';
import type { LabelledTensor } from './shapes.ts';

/** What is to be computed. */
interface Computation {
  readonly request: LossRequest;
  readonly tensors: ReadonlyMap<string, LabelledTensor>;
  readonly widths: Widths;
  /** The compiled formula, where the loss is one. */
  readonly program: Program | undefined;
}

/** What is wanted besides the losses of samples, and where what is needed again is kept. */
interface Wanted {
  readonly gradient: boolean;
  readonly perElement?: boolean | undefined;
  readonly newStore?: (() => NumberStore) | undefined;
}

/**
 * What computes a loss: its formula, or what is written by hand.
 * @throws UserError for losses of elements of a loss that has none
 */
export function openEngine(
  { request, tensors, widths, program }: Computation,
  { gradient, perElement = false, newStore }: Wanted,
  take: TakeParts,
): Engine {
  const { convention } = request;
  if (convention.kernel) {
    if (request.skipsElements) requireElements(request, undefined);
    if (perElement) throw noElements(request, convention.batchLevel ?? false);
    switch (convention.takes) {
      case 'errors':
        return new ErrorsEngine(request, convention, widths, { gradient, newStore });
      case 'counts':
        return new CountsEngine(request, convention, tensors, widths, take);
      default:
        return new KernelEngine(request, convention, tensors, widths, take);
    }
  }
  if (perElement && !program!.elements) throw noElements(request, program!.isBatchLevel);
  return new FormulaEngine(program!, widths, { gradient, elements: perElement, newStore }, take);
}
