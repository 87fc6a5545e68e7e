import type { Builtin } from './builtin.ts';
import type { Graph } from './graph.ts';
import { Extent, type Node } from './node.ts';

/** x in ascending order of `key`. */
function sortBy(graph: Graph, x: Node, key: Node): Node {
  return graph.gather(x, graph.rowFunction('argsort', key));
}

/** The position that each element takes in ascending order. */
function rank(graph: Graph, x: Node): Node {
  const position = graph.leaf('position', Extent.element);
  return graph.rowFunction('scatter', position, graph.rowFunction('argsort', x));
}

function cumulativeMaximum(graph: Graph, x: Node): Node {
  return graph.gather(x, graph.rowFunction('argcummax', x));
}

function ofRow(name: string, build: (graph: Graph, x: Node) => Node): [string, Builtin] {
  return [name, { arities: [1], refusesPairs: true, build }];
}

function ofPairs(name: string, build: (graph: Graph, x: Node) => Node): [string, Builtin] {
  return [name, { arities: [1], build }];
}

/** Functions whose value for an element depends on the other elements of its row, by name. */
export const FUNCTIONS_OF_ROWS: readonly [string, Builtin][] = [
  ofRow('sort', (graph, x) => sortBy(graph, x, x)),
  ['sort_by', { arities: [2], refusesPairs: true, build: sortBy }],
  ofRow('argsort', (graph, x) => graph.rowFunction('argsort', x)),
  ofRow('rank', rank),
  ofRow('flip', (graph, x) => graph.flip(x)),
  ofRow('cumsum', (graph, x) => graph.rowFunction('cumsum', x)),
  ofRow('cummax', cumulativeMaximum),
  ofRow('cummin', (graph, x) => graph.neg(cumulativeMaximum(graph, graph.neg(x)))),
  ofRow('logcumsumexp', (graph, x) => graph.rowFunction('logcumsumexp', x)),
  ofPairs('other', (graph, x) => graph.other(x)),
  ofPairs('pair_sum', (graph, x) => graph.reducePairs('pair_sum', x)),
  ofPairs('pair_mean', (graph, x) => graph.pairMean(x)),
  ofPairs('pair_max', (graph, x) => graph.reducePairs('pair_max', x)),
  ofPairs('pair_min', (graph, x) => graph.reducePairs('pair_min', x)),
];
