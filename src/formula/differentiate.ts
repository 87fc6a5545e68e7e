import type { Graph } from './graph.ts';
import { crossesRow, exchanged, Extent, reachable, varies, without, type Node } from './node.ts';
import { OPERATIONS } from './operations.ts';

/**
 * Reverse-mode differentiation: the node that holds d(root)/d(variable) for every element of `variable`, made of
 * the same operations and so compiled the same way.
 *
 * A root with a value for each row needs `seed`, the weight of each row in the reduced loss; the gradient then
 * is that of the weighted sum of all rows, also where rows depend on each other through batch reductions.
 */
export function differentiate(graph: Graph, root: Node, variable: Node): Node {
  const seed =
    root.extent === Extent.constant ? graph.number(1) : graph.leaf('seed', Extent.row, 'seed');
  const depends = dependents(root, variable);
  const adjoints = new Map<Node, Node>([[root, seed]]);

  for (const node of reachable([root]).reverse()) {
    const adjoint = adjoints.get(node);
    if (!adjoint || !depends.has(node)) continue;
    const from = node.op === 'other' ? exchanged(node.extent) : node.extent;
    maskedContributions(graph, adjoint, node).forEach((contribution, i) => {
      const argument = node.args[i]!;
      if (!contribution || !depends.has(argument)) return;
      const gathered = gather(graph, contribution, from, argument.extent);
      const sofar = adjoints.get(argument);
      adjoints.set(argument, sofar ? sum(graph, sofar, gathered) : gathered);
    });
  }
  return adjoints.get(variable) ?? graph.zero;
}

/** A number where a test says so, and 0 elsewhere: what a branch receives that is taken there only. */
interface Masked {
  readonly value: Node;
  /** The number in its place. */
  readonly within: (value: Node) => Node;
}

function asMasked(graph: Graph, { op, args }: Node): Masked | undefined {
  const [test, then, otherwise] = args;
  if (op !== 'select') return undefined;
  if (otherwise === graph.zero) {
    return { value: then!, within: (value) => graph.select(test!, value, graph.zero) };
  }
  if (then === graph.zero) {
    return { value: otherwise!, within: (value) => graph.select(test!, graph.zero, value) };
  }
  return undefined;
}

/**
 * The same as {@link contributions}, with the 0 of a branch that is not taken kept to the end: the slope of what is not
 * used may be infinite, and 0 times that would be NaN.
 */
function maskedContributions(graph: Graph, d: Node, node: Node): (Node | undefined)[] {
  const masked = asMasked(graph, d);
  // What goes to other elements of the row takes its test along.
  if (!masked || crossesRow(node)) return contributions(graph, d, node);
  return maskedContributions(graph, masked.value, node).map(
    (contribution) => contribution && masked.within(contribution),
  );
}

/** The sum of two, under one test where both have the same. */
function sum(graph: Graph, a: Node, b: Node): Node {
  if (a.op !== 'select' || b.op !== 'select' || a.args[0] !== b.args[0]) return graph.add(a, b);
  if (!asMasked(graph, a) || !asMasked(graph, b)) return graph.add(a, b);
  const [test, thenA, otherwiseA] = a.args;
  const [, thenB, otherwiseB] = b.args;
  return graph.select(test!, sum(graph, thenA!, thenB!), sum(graph, otherwiseA!, otherwiseB!));
}

/** What each argument of a node receives, given what the node itself received. */
function contributions(graph: Graph, d: Node, node: Node): (Node | undefined)[] {
  const [value, index] = node.args;
  switch (node.op) {
    case 'sum':
    case 'batch_sum':
    case 'column_sum':
    case 'pair_sum':
    case 'spread':
      return [d];
    case 'batch_cov':
    case 'column_cov':
      return ofCovariance(graph, d, node);
    case 'other':
      return [graph.other(d)];
    case 'gather':
      return [graph.rowFunction('scatter', d, index!)];
    case 'cumsum':
      return [graph.flip(graph.rowFunction('cumsum', graph.flip(d)))];
    case 'logcumsumexp': {
      // An element has a share of exp(x - result) in its own result and in all after it, which are larger.
      const share = graph.op('exp', graph.sub(value!, node));
      const own = graph.select(graph.op('eq', value!, node), graph.number(1), share);
      return [graph.mul(own, graph.rowFunction('decaying_sum', d, node))];
    }
    case 'at': {
      const position = graph.leaf('position', Extent.element);
      return [graph.select(graph.op('eq', position, index!), d, graph.zero)];
    }
    case 'row_max':
    case 'row_min':
    case 'pair_max':
    case 'pair_min':
    case 'batch_max':
    case 'batch_min': {
      // Several equal extremes share the gradient, as in TensorFlow, PyTorch and JAX.
      const isExtreme = graph.op('eq', value!, node);
      const ones = graph.select(isExtreme, graph.number(1), graph.zero);
      const count = countOf(graph, node.op, ones);
      return [graph.select(isExtreme, graph.div(d, count), graph.zero)];
    }
    default:
      return OPERATIONS[node.op]?.derivative?.(graph, d, node, ...node.args) ?? [];
  }
}

/** Of deviations from the means; the sums of these are taken from them, as the mean itself has lost digits. */
function ofCovariance(graph: Graph, d: Node, node: Node): Node[] {
  const [x, y, w] = node.args as [Node, Node, Node];
  const isOfColumns = node.op === 'column_cov';
  const sum = (value: Node): Node =>
    isOfColumns ? graph.columnSum(value) : graph.reduceBatch('batch_sum', value);
  const ones = x.extent === Extent.element ? graph.spread(w) : w;
  const total = sum(ones);
  const mean = (value: Node): Node => graph.div(sum(graph.mul(w, value)), total);
  const deviation = (value: Node): Node => {
    const about = graph.sub(value, mean(value));
    return graph.sub(about, mean(about));
  };
  const [ofX, ofY] = [deviation(x), deviation(y)];
  const share = graph.div(graph.mul(d, w), total);
  const above = graph.sub(graph.mul(ofX, ofY), node);
  return [graph.mul(share, ofY), graph.mul(share, ofX), graph.div(graph.mul(d, above), total)];
}

/** The number of extremes among what a reduction reduces. */
function countOf(graph: Graph, reduction: string, ones: Node): Node {
  if (reduction.startsWith('row')) return graph.reduceRow('sum', ones);
  return reduction.startsWith('pair')
    ? graph.reducePairs('pair_sum', ones)
    : graph.reduceBatch('batch_sum', ones);
}

/**
 * What a value of extent `to` receives from its use in a node of extent `from`: where it was used for many elements,
 * rows or columns, the sum of what they say.
 */
function gather(graph: Graph, contribution: Node, from: Extent, to: Extent): Node {
  const more = without(from, to);
  const masked = asMasked(graph, contribution);
  // A test that is the same all along what is summed is that of the sum.
  if (masked && without(contribution.args[0]!.extent, to) === Extent.constant) {
    return masked.within(gather(graph, masked.value, from, to));
  }
  const perPair = varies(more, Extent.pair)
    ? graph.reducePairs('pair_sum', contribution)
    : contribution;
  const perRow = varies(more, Extent.column) ? graph.reduceRow('sum', perPair) : perPair;
  if (!varies(more, Extent.row)) return perRow;
  if (varies(to, Extent.pair)) return graph.other(graph.columnSum(graph.other(perRow)));
  return varies(to, Extent.column)
    ? graph.columnSum(perRow)
    : graph.reduceBatch('batch_sum', perRow);
}

/** The nodes on the way from `variable` to `root`. */
function dependents(root: Node, variable: Node): Set<Node> {
  const found = new Set<Node>([variable]);
  for (const node of reachable([root])) {
    if (node.args.some((argument) => found.has(argument))) found.add(node);
  }
  return found;
}
