import {
  crossesRow,
  isRowReduction,
  reachable,
  valueArguments,
  type Node,
} from '../formula/node.ts';
import { UserError } from '../messages/errors.ts';
import type { Block, Widths } from '../tensor/block.ts';
import type { Program } from './program.ts';
import type { LossRequest } from './request.ts';
import { shapeKind, type LabelledTensor } from './shapes.ts';

// An output is a position along the rows of pred: a column of a table, a label or a class. Its loss is that of the column
// by itself, as if there were no other.

/**
 * What the outputs are called: as the columns of pred or, where these have no names, by their numbers: columns are
 * counted from 1, classes from 0.
 */
export function outputNames(
  { columns }: Pick<LabelledTensor, 'columns'>,
  width: number,
  areClasses: boolean,
): readonly string[] {
  return columns ?? Array.from({ length: width }, (_, k) => String(areClasses ? k : k + 1));
}

/** Whether the numbers of a row are of classes, as of those that masks of indices name. */
export function areOfClasses({ inputs }: LossRequest): boolean {
  return inputs.get('true')?.orIndices === true;
}

/**
 * Makes sure that the loss of each column by itself means something.
 * @param asked what is asked of the loss, as messages put it after its name
 * @throws UserError for a loss that what one column adds to depends on the others
 */
export function requireOutputs(
  request: LossRequest,
  program: Program | undefined,
  asked: string,
): void {
  const { definition, inputs, params } = request;
  const where = `${definition.name}, ${asked}`;
  if (params['samplewise'] === true) {
    throw new UserError({
      where,
      problem:
        'expected one loss for the whole input, found one for each sample, which has one number of an output',
      hint: 'leave --samplewise out',
    });
  }
  const isOfRows = [...inputs].some(([name, { domain }]) => {
    return shapeKind(inputs, name) === 'batch' || ['class-index', 'distribution'].includes(domain);
  });
  const isOfLists = ['multi-class', 'distributions', 'ranking', 'sequences', 'embeddings'].includes(
    definition.family,
  );
  // Classes that exclude each other are computed together.
  const isOfKernel = request.convention.batchLevel === true && params['mode'] !== 'multiclass';
  const isApart = program ? isOfColumns(program) : isOfKernel;
  if (isApart && !isOfRows && !isOfLists) return;
  throw new UserError({
    where,
    problem:
      'expected a loss of single columns, found one of whole rows: what a column adds to it depends on the others',
    hint: 'mean-squared-error, binary-crossentropy and dice, for example, have one for each column',
  });
}

/** Whether the loss of a row is the sum or mean of losses of its columns, or that of the whole input made of such. */
function isOfColumns({ isBatchLevel, value, count }: Program): boolean {
  const isPlain = (node: Node): boolean => !nodesOf(node).some(isOfRow);
  const sums = nodesOf(value).filter(isRowReduction);
  const areOfElements = sums.every(({ args }) => isPlain(args[0]!));
  if (count && !isPlain(count)) return false;
  return areOfElements && (isBatchLevel || isSumOverRow(value, isPlain));
}

/** What a value is computed from, itself included. */
export function nodesOf(node: Node): Node[] {
  return reachable([node], undefined, valueArguments);
}

/** What takes all of a row together, or how long it is. */
export function isOfRow(node: Node): boolean {
  return isRowReduction(node) || crossesRow(node) || node.op === 'length' || node.op === 'position';
}

/** Whether a value is the sum of something over the row, or its mean, or a multiple of these. */
export function isSumOverRow(node: Node, isPlain: (node: Node) => boolean): boolean {
  const [first, second] = node.args;
  switch (node.op) {
    case 'sum':
      return true;
    case 'neg':
    case 'with_derivative':
      return isSumOverRow(first!, isPlain);
    case 'mul':
      return [
        [first!, second!],
        [second!, first!],
      ].some(([sum, factor]) => isSumOverRow(sum!, isPlain) && isPlain(factor!));
    case 'div':
      return isSumOverRow(first!, isPlain) && (second!.op === 'length' || isPlain(second!));
    default:
      return false;
  }
}

/** The request for some of the columns alone, with their own numbers of lists that have one for each. */
export function requestOfColumns(request: LossRequest, columns: readonly number[]): LossRequest {
  const params = Object.entries(request.params).map(([name, value]) => {
    return [name, typeof value === 'object' ? columns.map((k) => value[k]!) : value] as const;
  });
  return { ...request, params: Object.fromEntries(params) };
}

/** The inputs of which a row has a number for each column, each with those of some columns alone. */
export function tensorsOfColumns(
  { inputs }: LossRequest,
  tensors: ReadonlyMap<string, LabelledTensor>,
  columns: readonly number[],
): ReadonlyMap<string, LabelledTensor> {
  return new Map(
    [...tensors].map(([name, tensor]) => {
      if (shapeKind(inputs, name) !== 'same') return [name, tensor] as const;
      const axes = [...tensor.axes.slice(0, -1), columns.length];
      const names = tensor.columns && columns.map((k) => tensor.columns![k]!);
      return [name, { ...tensor, axes, columns: names }] as const;
    }),
  );
}

/** A block with some columns alone of the inputs that have several. */
export function blockOfColumns(block: Block, widths: Widths, columns: readonly number[]): Block {
  const count = columns.length;
  const inputs = Object.entries(block.inputs).map(([name, values]) => {
    const width = widths[name] ?? 1;
    if (width === 1) return [name, values] as const;
    const picked = new Float64Array(block.rows * count);
    columns.forEach((column, k) => {
      for (let i = 0; i < block.rows; i++) picked[i * count + k] = values[i * width + column]!;
    });
    return [name, picked] as const;
  });
  return { ...block, inputs: Object.fromEntries(inputs) };
}
