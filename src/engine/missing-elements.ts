import { isCovariance } from '../formula/covariance.ts';
import { isBatchReduction, type Node } from '../formula/node.ts';
import { namesUsed } from '../formula/resolve.ts';
import { UserError } from '../messages/errors.ts';
import { pickRows, type Block, type Widths } from '../tensor/block.ts';
import { isOfRow, isSumOverRow, nodesOf, requireOutputs } from './outputs.ts';
import { formulaFlags } from './parameters.ts';
import type { Program } from './program.ts';
import type { LossRequest } from './request.ts';
import { shapeKind } from './shapes.ts';

const OPTION = '--missing skip-element';

/** How many elements count, and how many do not because a value of them is missing. */
export interface ElementCount {
  readonly counted: number;
  readonly skipped: number;
}

/** Finds the elements that count, and leaves out the rows that have none. */
export class MissingElements {
  readonly #names: readonly string[];
  readonly #widths: Widths;
  #counted = 0;
  #skipped = 0;

  /** @param widths how many numbers a row of each input has */
  constructor({ inputs }: Pick<LossRequest, 'inputs'>, widths: Widths) {
    this.#names = [...inputs.keys()].filter((name) => shapeKind(inputs, name) === 'same');
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

  /** The block without the rows of which no element counts; the same block where there is none. */
  keep(block: Block): Block {
    const width = this.#widths['pred']!;
    const ofElements = this.#names.map((name) => block.inputs[name]!);
    const places = new Int32Array(block.rows);
    let kept = 0;
    let counted = 0;
    for (let i = 0; i < block.rows; i++) {
      const before = counted;
      for (let k = i * width; k < (i + 1) * width; k++) {
        if (ofElements.every((values) => !Number.isNaN(values[k]))) counted++;
      }
      if (counted > before) places[kept++] = i;
    }
    this.#counted += counted;
    this.#skipped += block.rows * width - counted;
    return kept === block.rows ? block : pickRows(block, places.subarray(0, kept), this.#widths);
  }
}

/**
 * Makes sure that each element has a loss of its own.
 * @param program of the request as if no element were missing
 * @throws UserError for a loss that what one element adds to depends on the others of its row
 */
export function requireElements(request: LossRequest, program: Program | undefined): void {
  requireOutputs(request, program, OPTION);
  if (program && isOfElements(request, program)) return;
  throw new UserError({
    where: `${request.definition.name}, ${OPTION}`,
    problem: program
      ? 'expected a loss of single elements, found one of whole rows: what an element adds to it depends on the others'
      : 'expected a loss that is a formula of single elements, found one that is computed of all at once',
    hint: '--missing skip drops rows in which anything is missing',
  });
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
