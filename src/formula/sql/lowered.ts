import type { Graph } from '../graph.ts';
import type { Node } from '../node.ts';
import { loweredSpecial } from './lowered-special.ts';

/** Makes an operation, of others where an engine has not got it. */
type Make = (op: string, ...args: Node[]) => Node;
/** What an operation is made of where an engine has no function for it. */
type Lowered = (graph: Graph, make: Make, ...args: Node[]) => Node;

/**
 * exp(x) - 1, of which exp(x) rounds digits away: the difference and the logarithm have the same error (W. Kahan, in the
 * HP-15C Advanced Functions Handbook, 1982).
 */
const expm1: Lowered = (g, make, x) => {
  const one = g.number(1);
  const u = make('exp', x);
  const below = make('sub', u, one);
  const corrected = make('div', make('mul', below, x), make('log', u));
  const near = make('select', make('eq', u, one), x, corrected);
  return make('select', make('lt', make('abs', x), one), near, below);
};

function xTimesLog(log: 'log' | 'log1p'): Lowered {
  return (g, make, x, y) => {
    const isNothing = make('and', make('eq', x, g.zero), make('eq', y, y));
    return make('select', isNothing, g.zero, make('mul', x, make(log, y)));
  };
}

const LOWERED: Readonly<Record<string, Lowered>> = {
  expm1,
  sign: (g, make, x) => {
    const orLess = make('select', make('lt', x, g.zero), g.number(-1), x);
    return make('select', make('gt', x, g.zero), g.number(1), orLess);
  },
  // Of an exponential of at most 1, so that it cannot overflow.
  sigmoid: (g, make, x) => {
    const e = make('exp', make('neg', make('abs', x)));
    const one = g.number(1);
    return make('div', make('select', make('ge', x, g.zero), one, e), make('add', one, e));
  },
  softplus: (g, make, x) => {
    const e = make('exp', make('neg', make('abs', x)));
    return make('add', make('max', x, g.zero), make('log1p', e));
  },
  log_cosh: (g, make, x) => {
    const size = make('abs', x);
    const product = make('mul', make('expm1', x), make('expm1', make('neg', x)));
    const near = make('log1p', make('div', product, g.number(-2)));
    const far = make('sub', size, g.number(Math.LN2));
    return make('select', make('lt', size, g.number(20)), near, far);
  },
  xlogy: xTimesLog('log'),
  xlog1py: xTimesLog('log1p'),
  clip: (_g, make, x, low, high) => make('min', make('max', x, low), high),
  with_derivative: (_g, _make, value) => value,
  stop_gradient: (_g, _make, value) => value,
};

/** An operation that an engine has not got, made of others; undefined where it cannot be. */
export function lowered(graph: Graph, make: Make, op: string, ...args: Node[]): Node | undefined {
  return LOWERED[op]?.(graph, make, ...args) ?? loweredSpecial(graph, make, op, ...args);
}
