/**
 * How many values a node has: one for the whole input, one for each row (sample), one for each column (position of the
 * last axis), or one for each element. The bits say along which axes it varies; along the others it is the same.
 */
export const Extent = { constant: 0, row: 1, column: 2, element: 3 } as const;
export type Extent = (typeof Extent)[keyof typeof Extent];

/** The extent of what is computed from values of these extents. */
export function unionOf(...extents: readonly Extent[]): Extent {
  return extents.reduce<number>((bits, extent) => bits | extent, Extent.constant) as Extent;
}

/** The extent of what is left when a value is reduced along the axes of another. */
export function without(extent: Extent, reduced: Extent): Extent {
  return (extent & ~reduced) as Extent;
}

/** Whether a value has more than one number along an axis, `Extent.row` for the samples or `Extent.column`. */
export function varies(extent: Extent, axis: typeof Extent.row | typeof Extent.column): boolean {
  return (extent & axis) !== 0;
}

/** Reductions over the last axis: to one value for the row, or to a constant from one for each column. */
const ROW_REDUCTIONS = ['sum', 'row_max', 'row_min', 'at'] as const;
/** Reductions over the rows: to a constant, from one value for each row; or to a value for each column. */
const BATCH_REDUCTIONS = ['batch_sum', 'batch_max', 'batch_min', 'column_sum'] as const;

export type RowReduction = (typeof ROW_REDUCTIONS)[number];
export type BatchReduction = (typeof BATCH_REDUCTIONS)[number];
/** Where values come from. */
export type Leaf = 'number' | 'input' | 'vector' | 'position' | 'length' | 'rows' | 'seed';

/**
 * One value of a computation. Nodes are shared: the same operation on the same arguments is the same node, so
 * identity is equality. A node's id is higher than those of its arguments.
 */
export interface Node {
  readonly id: number;
  /** A leaf, a reduction, or the name of an operation of `OPERATIONS`. */
  readonly op: string;
  readonly args: readonly Node[];
  readonly extent: Extent;
  readonly type: 'number' | 'boolean';
  /** The value of a `number`. */
  readonly value?: number;
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

export function isBatchReduction(node: Node): boolean {
  return (BATCH_REDUCTIONS as readonly string[]).includes(node.op);
}
