import type { Graph } from '../graph.ts';
import type { Node } from '../node.ts';

/** What an operation is made of where an engine has no function for it. */
type Lowered = (graph: Graph, has: (op: string) => boolean, ...args: Node[]) => Node;

/**
 * exp(x) - 1, of which exp(x) rounds digits away: the difference and the logarithm have the same error (W. Kahan, in the
 * HP-15C Advanced Functions Handbook, 1982).
 */
const expm1: Lowered = (g, _has, x) => {
  const one = g.number(1);
  const u = g.op('exp', x);
  const below = g.sub(u, one);
  const corrected = g.div(g.mul(below, x), g.op('log', u));
  const isNear = g.op('lt', g.op('abs', x), one);
  return g.select(isNear, g.select(g.op('eq', u, one), x, corrected), below);
};

/** An operation of the graph, or what it is made of here. */
function use(g: Graph, has: (op: string) => boolean, op: string, ...args: Node[]): Node {
  return has(op) ? g.op(op, ...args) : lowered(g, has, op, ...args)!;
}

const xTimesLog =
  (log: 'log' | 'log1p'): Lowered =>
  (g, has, x, y) => {
    const isNothing = g.op('and', g.op('eq', x, g.zero), g.op('eq', y, y));
    return g.select(isNothing, g.zero, g.mul(x, use(g, has, log, y)));
  };

const LOWERED: Readonly<Record<string, Lowered>> = {
  expm1,
  sign: (g, _has, x) => {
    const orLess = g.select(g.op('lt', x, g.zero), g.number(-1), x);
    return g.select(g.op('gt', x, g.zero), g.number(1), orLess);
  },
  // Of an exponential of at most 1, so that it cannot overflow.
  sigmoid: (g, _has, x) => {
    const e = g.op('exp', g.neg(g.op('abs', x)));
    const one = g.number(1);
    return g.div(g.select(g.op('ge', x, g.zero), one, e), g.add(one, e));
  },
  softplus: (g, has, x) => {
    const e = g.op('exp', g.neg(g.op('abs', x)));
    return g.add(g.op('max', x, g.zero), use(g, has, 'log1p', e));
  },
  log_cosh: (g, has, x) => {
    const size = g.op('abs', x);
    const product = g.mul(use(g, has, 'expm1', x), use(g, has, 'expm1', g.neg(x)));
    const near = use(g, has, 'log1p', g.div(product, g.number(-2)));
    return g.select(g.op('lt', size, g.number(20)), near, g.sub(size, g.number(Math.LN2)));
  },
  xlogy: xTimesLog('log'),
  xlog1py: xTimesLog('log1p'),
  clip: (g, _has, x, low, high) => g.op('min', g.op('max', x, low), high),
  with_derivative: (_g, _has, value) => value,
  stop_gradient: (_g, _has, value) => value,
};

/** What an operation is made of where an engine has no function for it; undefined where it cannot be made. */
export function lowered(
  graph: Graph,
  has: (op: string) => boolean,
  op: string,
  ...args: Node[]
): Node | undefined {
  return LOWERED[op]?.(graph, has, ...args);
}
