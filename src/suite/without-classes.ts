import {
  blockOfColumns,
  outputNames,
  requestOfColumns,
  tensorsOfColumns,
} from '../engine/outputs.ts';
import type { LossRequest } from '../engine/request.ts';
import type { LabelledTensor } from '../engine/shapes.ts';
import { UserError } from '../messages/errors.ts';
import type { Block, Widths } from '../tensor/block.ts';
import { LossOfSuite } from './loss-of-suite.ts';
import type { SuiteOptions } from './suite-options.ts';

const OPTION = '--exclude-class';

/** Losses and their inputs without some classes: columns of pred, and of what has its shape, as if they were not there. */
export class WithoutClasses {
  /** They say in their parameters what was left out. */
  readonly requests: readonly LossRequest[];
  readonly tensors: ReadonlyMap<string, LabelledTensor>;
  readonly #kept: readonly number[];
  readonly #widths: Widths;

  /**
   * @param excluded classes, counted from 0
   * @throws UserError for a class that there is not, and a loss that takes the classes of a row together
   */
  constructor(
    requests: readonly LossRequest[],
    tensors: ReadonlyMap<string, LabelledTensor>,
    excluded: readonly number[],
    { samples, interval }: SuiteOptions,
  ) {
    const losses = requests.map((request) => new LossOfSuite(request, tensors));
    for (const loss of losses) loss.requireOutputs(OPTION);
    this.#widths = Object.assign({}, ...losses.map(({ widths }) => widths)) as Widths;
    const pred = tensors.get('pred')!;
    const names = outputNames(pred, this.#widths['pred']!, true);
    this.#kept = [...names.keys()].filter((place) => !excluded.includes(place));
    requireClasses(excluded, names.length);
    if (samples?.gradient) throw withoutSense('--gradient', 'a gradient of all columns of pred');
    if (interval && pred.axes.length > 1) {
      throw withoutSense(
        '--ci',
        `samples that are rows, not a tensor of rank ${pred.axes.length + 1},`,
      );
    }
    // Outputs keep the numbers that they have among all.
    const named = new Map(tensors).set('pred', { ...pred, columns: names });
    this.tensors = tensorsOfColumns(requests[0]!, named, this.#kept);
    const excludeClass = excluded.length === 1 ? excluded[0]! : excluded;
    this.requests = requests.map((request) => {
      const narrowed = requestOfColumns(request, this.#kept);
      return { ...narrowed, params: { ...narrowed.params, excludeClass } };
    });
  }

  /** A block without the classes; of arrays of its own, where it is not the same. */
  keep(block: Block): Block {
    return blockOfColumns(block, this.#widths, this.#kept);
  }
}

function requireClasses(excluded: readonly number[], count: number): void {
  const isClass = (each: number): boolean => Number.isInteger(each) && each >= 0 && each < count;
  const odd = excluded.find((each) => !isClass(each));
  const isAll = new Set(excluded).size >= count;
  if (odd === undefined && !isAll) return;
  throw new UserError({
    where: OPTION,
    problem: isAll
      ? `expected a class that is left, found all ${count} excluded`
      : `expected a class from 0 to ${count - 1}, found ${odd!}`,
    hint: 'classes are the columns of pred, counted from 0',
  });
}

function withoutSense(option: string, expected: string): UserError {
  return new UserError({
    where: option,
    problem: `expected ${expected} where classes are left out`,
    hint: `leave ${option} or ${OPTION} out`,
  });
}
