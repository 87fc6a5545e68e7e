/**
 * How many values a node has: one for the whole input, one for each row (sample), or one for each element of
 * a row. A value of a smaller extent is the same for everything inside the larger one.
 */
export const Extent = { constant: 0, row: 1, element: 2 } as const;
export type Extent = (typeof Extent)[keyof typeof Extent];

/** Reductions over the last axis: from one value for each element to one for the row. */
const ROW_REDUCTIONS = ['sum', 'row_max', 'row_min', 'at'] as const;
/** Reductions over the whole input: from one value for each row to a constant. */
const BATCH_REDUCTIONS = ['batch_sum', 'batch_max', 'batch_min'] as const;

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
