import { Graph } from './graph.ts';
import type { Node, RowReduction } from './node.ts';

/** What a reduction over a row makes of an element that takes no part in it. */
const NEUTRAL = { sum: 0, row_max: -Infinity, row_min: Infinity } as const;

/**
 * Builds a formula such that elements take no part in their row: reductions over it pass over them, and its length is how
 * many others there are. One that an index names is taken all the same. Its nodes are those of a graph that knows nothing
 * of this, in which they are differentiated.
 */
export class MaskedRowGraph extends Graph {
  readonly #base: Graph;
  readonly #present: Node;

  /** @param mask is 0 for an element that takes no part */
  constructor(base: Graph, mask: Node) {
    super(base.dtype, base);
    this.#base = base;
    this.#present = base.op('ne', mask, base.zero);
  }

  /** A value where an element takes part, and something else where it does not. */
  counting(value: Node, otherwise = 0): Node {
    return this.#base.select(this.#present, value, this.#base.number(otherwise));
  }

  override leaf(...[op, extent, name]: Parameters<Graph['leaf']>): Node {
    return op === 'length'
      ? this.reduceRow('sum', this.#base.number(1))
      : this.#base.leaf(op, extent, name);
  }

  override reduceRow(op: RowReduction, value: Node, index?: Node): Node {
    return op === 'at'
      ? this.#base.reduceRow(op, value, index)
      : this.#base.reduceRow(op, this.counting(value, NEUTRAL[op]));
  }
}
