/**
 * How many values a node has: one for the whole input, one for each row (sample), one for each column (position of the
 * last axis), or one for each element. The bits say along which axes it varies; along the others it is the same. Inside
 * reductions of pairs there is a third axis, a second position of the row.
 */
export const Extent = { constant: 0, row: 1, column: 2, element: 3, pair: 4 } as const;
/** Any of these bits. */
export type Extent = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The extent of what is computed from values of these extents. */
export function unionOf(...extents: readonly Extent[]): Extent {
  return extents.reduce<number>((bits, extent) => bits | extent, Extent.constant) as Extent;
}

/** The extent of what is left when a value is reduced along the axes of another. */
export function without(extent: Extent, reduced: Extent): Extent {
  return (extent & ~reduced) as Extent;
}

/** What a value varies along, where the two positions of a pair are exchanged. */
export function exchanged(extent: Extent): Extent {
  const [column, pair] = [extent & Extent.column, extent & Extent.pair];
  return ((extent & Extent.row) | (column << 1) | (pair >> 1)) as Extent;
}

/** Whether a value has more than one number along an axis: the samples, the last axis, or the second position of pairs. */
export function varies(
  extent: Extent,
  axis: typeof Extent.row | typeof Extent.column | typeof Extent.pair,
): boolean {
  return (extent & axis) !== 0;
}

/** Reductions over the last axis: to one value for the row, or to a constant from one for each column. */
const ROW_REDUCTIONS = ['sum', 'row_max', 'row_min', 'at'] as const;
/** Reductions over the second position of pairs, to one value for each element. */
const PAIR_REDUCTIONS = ['pair_sum', 'pair_max', 'pair_min'] as const;
/**
 * Functions of whole rows whose value is a row; `RowFunctions` says what they are. The last two are for gradients: of
 * what is moved along the row, and of `logcumsumexp`.
 */
const ROW_FUNCTIONS = [
  'argsort', 'argcummax', 'cumsum', 'logcumsumexp', 'scatter', 'decaying_sum',
] as const; // prettier-ignore
/** Reductions over the rows: to a constant, from one value for each row; or to a value for each column. */
const BATCH_REDUCTIONS = [
  'batch_sum', 'batch_max', 'batch_min', 'column_sum', 'batch_cov', 'column_cov',
] as const; // prettier-ignore

export type RowReduction = (typeof ROW_REDUCTIONS)[number];
export type PairReduction = (typeof PAIR_REDUCTIONS)[number];
export type RowFunction = (typeof ROW_FUNCTIONS)[number];
/** Where values come from. */
export type Leaf = 'number' | 'input' | 'vector' | 'position' | 'length' | 'rows' | 'seed';

/**
 * One value of a computation. Nodes are shared: the same operation on the same arguments is the same node, so
 * identity is equality. A node's id is higher than those of its arguments.
 */
export interface Node {
  readonly id: number;
  /**
   * A leaf, a reduction, a function of rows, the name of an operation of `OPERATIONS`, or what reads a row elsewhere:
   * `other`, its value at the second position of a pair, and `gather`, that at a position of the row.
   */
  readonly op: string;
  readonly args: readonly Node[];
  readonly extent: Extent;
  readonly type: 'number' | 'boolean';
  /** The value of a `number`. */
  readonly value?: number;
  /** What a `number` was computed from that was rounded: the logarithm of 2. */
  readonly origin?: Pick<Node, 'op' | 'args'>;
  /** The name of an `input` or `vector`. */
  readonly name?: string;
}

/**
 * The nodes that `roots` are computed from, themselves included, each after its arguments; the arguments of a
 * node for which `stop` holds are not followed.
 */
export function reachable(
  roots: readonly Node[],
  stop: (node: Node) => boolean = () => false,
  argumentsOf: (node: Node) => readonly Node[] = ({ args }) => args,
): Node[] {
  const found = new Set(roots);
  for (const node of found) {
    if (!stop(node)) argumentsOf(node).forEach((argument) => found.add(argument));
  }
  return [...found].sort((a, b) => a.id - b.id);
}

/** The arguments that a node's value is computed from; others matter to its derivative only. */
export function valueArguments(node: Node): readonly Node[] {
  return node.op === 'with_derivative' ? node.args.slice(0, 1) : node.args;
}

export function isRowReduction(node: Node): boolean {
  return (ROW_REDUCTIONS as readonly string[]).includes(node.op);
}

export function isPairReduction(node: Node): boolean {
  return (PAIR_REDUCTIONS as readonly string[]).includes(node.op);
}

export function isRowFunction(node: Node): node is Node & { readonly op: RowFunction } {
  return (ROW_FUNCTIONS as readonly string[]).includes(node.op);
}

/** Whether an element of its value depends on other elements of the row. */
export function crossesRow(node: Node): boolean {
  return (
    isPairReduction(node) || isRowFunction(node) || node.op === 'other' || node.op === 'gather'
  );
}

export function isBatchReduction(node: Node): boolean {
  return (BATCH_REDUCTIONS as readonly string[]).includes(node.op);
}
