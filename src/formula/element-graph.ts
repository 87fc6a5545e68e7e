import { Graph, type BatchExtremeOrSum } from './graph.ts';
import { Extent, varies, type Node, type RowReduction } from './node.ts';

/** What a reduction over the whole input makes of an element that does not count. */
const NEUTRAL = { batch_sum: 0, batch_max: -Infinity, batch_min: Infinity } as const;

/**
 * Builds a formula such that each element is a row by itself: over the row there is nothing to reduce, and reductions
 * over the rows are over the elements that count. Its nodes are those of a graph that knows nothing of this, in which they
 * are differentiated.
 */
export class ElementGraph extends Graph {
  readonly #base: Graph;
  /** Whether an element counts; undefined where all do. */
  readonly #present: Node | undefined;

  /** @param conditions all of which hold where an element counts */
  constructor(base: Graph, conditions: readonly Node[]) {
    super(base.dtype, base);
    this.#base = base;
    const [first, ...others] = conditions;
    this.#present = first && others.reduce((all, each) => base.op('and', all, each), first);
  }

  /** A value where an element counts, and something else where it does not. */
  counting(value: Node, otherwise = 0): Node {
    return this.#present
      ? this.#base.select(this.#present, value, this.#base.number(otherwise))
      : value;
  }

  /** The sum over the elements of a row that count. */
  sumOfRow(value: Node): Node {
    return this.#base.reduceRow('sum', this.counting(value));
  }

  override leaf(...[op, extent, name]: Parameters<Graph['leaf']>): Node {
    if (op === 'length') return this.#base.number(1);
    return op === 'position' ? this.#base.zero : this.#base.leaf(op, extent, name);
  }

  override reduceRow(op: RowReduction, value: Node, index?: Node): Node {
    return isOfColumns(value) ? this.#base.reduceRow(op, value, index) : value;
  }

  override mean(value: Node): Node {
    return isOfColumns(value) ? this.#base.mean(value) : value;
  }

  override reduceBatch(op: BatchExtremeOrSum, value: Node): Node {
    const counted = this.counting(value, NEUTRAL[op]);
    // Also of a value that all elements of a row have in common there is one for each.
    return this.#base.reduceBatch(
      op,
      op === 'batch_sum' ? this.#base.reduceRow('sum', counted) : counted,
    );
  }

  override batchMean(value: Node): Node {
    return this.div(this.reduceBatch('batch_sum', value), this.#count);
  }

  override covariance(...[op, x, y, w]: Parameters<Graph['covariance']>): Node {
    return this.#base.covariance(op, x, y, this.counting(w));
  }

  override columnSum(value: Node): Node {
    return this.#base.columnSum(this.counting(value));
  }

  override columnMean(value: Node): Node {
    return this.div(this.columnSum(value), this.columnSum(this.number(1)));
  }

  get #count(): Node {
    return this.reduceBatch('batch_sum', this.number(1));
  }
}

/** Whether there is one value for each column, as reductions over the rows alone leave it. */
function isOfColumns({ extent }: Node): boolean {
  return varies(extent, Extent.column) && !varies(extent, Extent.row);
}
