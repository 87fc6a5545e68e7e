import type { Graph } from './graph.ts';
import type { Node } from './node.ts';

/** A function of the language that is built into it. */
export interface Builtin {
  /** How many arguments it takes; one that takes one or two has both. */
  readonly arities: readonly number[];
  /** Whether it takes whole rows, or the whole input, and no values of pairs. */
  readonly refusesPairs?: boolean;
  readonly build: (graph: Graph, ...args: Node[]) => Node;
}
