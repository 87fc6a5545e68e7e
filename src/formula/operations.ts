import type { Node } from './node.ts';
import { SPECIAL } from './special/index.ts';

/** What derivatives are written with: the graph, as far as they need it. */
export interface Algebra {
  readonly zero: Node;
  number(value: number): Node;
  /** An operation of {@link OPERATIONS}. */
  op(name: string, ...args: Node[]): Node;
  add(a: Node, b: Node): Node;
  sub(a: Node, b: Node): Node;
  mul(a: Node, b: Node): Node;
  div(a: Node, b: Node): Node;
  neg(a: Node): Node;
  pow(base: Node, exponent: Node): Node;
  select(test: Node, then: Node, otherwise: Node): Node;
}

/**
 * An operation on numbers, element by element. The compiler, the differentiator and constant folding all
 * take it from here.
 */
export interface Operation {
  readonly apply: (...args: number[]) => number;
  /** The same as JavaScript source; arguments are names, literals or parenthesised. */
  readonly source: (...args: string[]) => string;
  readonly arity: number;
  /** The function that the source calls by the operation's name, where an expression is not enough. */
  readonly helper?: () => (...args: number[]) => number;
  /** True where the result of float32 arguments is a float32 already, so that no rounding follows. */
  readonly exact?: boolean;
  /** The result is a truth value. */
  readonly boolean?: boolean;
  /**
   * Given d(loss)/d(this node), what each argument receives; undefined where the derivative is zero. Left
   * out where it is zero for all of them.
   */
  readonly derivative?: (
    graph: Algebra,
    adjoint: Node,
    node: Node,
    ...args: Node[]
  ) => (Node | undefined)[];
}

function infix(
  symbol: string,
  apply: (a: number, b: number) => number,
  rest: Partial<Operation> = {},
): Operation {
  return { arity: 2, apply, source: (a, b) => `${a} ${symbol} ${b}`, ...rest };
}

function comparison(symbol: string, apply: (a: number, b: number) => boolean): Operation {
  return infix(symbol, (a, b) => Number(apply(a, b)), { exact: true, boolean: true });
}

type MathFunction =
  | 'abs' | 'exp' | 'expm1' | 'log' | 'log1p' | 'sqrt' | 'sign' | 'sin' | 'cos' | 'atan' | 'tanh'
  | 'floor' | 'ceil'; // prettier-ignore

function math(name: MathFunction, rest: Partial<Operation> = {}): Operation {
  return { arity: 1, apply: (x) => Math[name](x), source: (x) => `Math.${name}(${x})`, ...rest };
}

/** Larger or smaller of two; where they are equal each receives half, as the middle of the subgradients. */
function extremum(name: 'max' | 'min', comparison: 'ge' | 'le'): Operation {
  return {
    arity: 2,
    apply: (a, b) => Math[name](a, b),
    source: (a, b) => `Math.${name}(${a}, ${b})`,
    exact: true,
    derivative: (g, d, _node, a, b) => {
      const half = g.mul(d, g.number(0.5));
      const share = (mine: Node, other: Node): Node =>
        g.select(g.op(comparison, mine, other), g.select(g.op('eq', mine, other), half, d), g.zero);
      return [share(a, b), share(b, a)];
    },
  };
}

/** x times a logarithm of y, with 0 where x is 0 (the limit) unless y is NaN. */
function xTimesLog(log: 'log' | 'log1p', inside: (graph: Algebra, y: Node) => Node): Operation {
  return {
    arity: 2,
    apply: (x, y) => (x === 0 && !Number.isNaN(y) ? 0 : x * Math[log](y)),
    source: (x, y) => `${x} === 0 && ${y} === ${y} ? 0 : ${x} * Math.${log}(${y})`,
    derivative: (g, d, _node, x, y) => [
      g.mul(d, g.op(log, y)),
      g.select(g.op('eq', x, g.zero), g.zero, g.div(g.mul(d, x), inside(g, y))),
    ],
  };
}

/** A function that is no expression; nothing of it is touched before a formula uses it. */
function special(name: keyof typeof SPECIAL, rest: Partial<Operation> = {}): Operation {
  const helper = (): ((...args: number[]) => number) => SPECIAL[name];
  return {
    arity: 1,
    apply: (...args) => helper()(...args),
    source: (...args) => `${name}(${args.join(', ')})`,
    helper,
    ...rest,
  };
}

/** exp(-x^2) times a factor: the slopes of the error functions. */
function bell(g: Algebra, factor: number, x: Node): Node {
  return g.mul(g.number(factor), g.op('exp', g.neg(g.op('square', x))));
}

/** Every element-wise operation, by the name its nodes carry. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  add: infix('+', (a, b) => a + b, { derivative: (_g, d) => [d, d] }),
  sub: infix('-', (a, b) => a - b, { derivative: (g, d) => [d, g.neg(d)] }),
  mul: infix('*', (a, b) => a * b, {
    derivative: (g, d, _node, a, b) => [g.mul(d, b), g.mul(d, a)],
  }),
  div: infix('/', (a, b) => a / b, {
    derivative: (g, d, node, _a, b) => [g.div(d, b), g.neg(g.div(g.mul(d, node), b))],
  }),
  neg: {
    arity: 1,
    apply: (a) => -a,
    source: (a) => `-${a}`,
    exact: true,
    derivative: (g, d) => [g.neg(d)],
  },
  // Squares and roots are the powers that occur; a product and a square root are exact to half a unit in the
  // last place where Math.pow is not.
  square: {
    arity: 1,
    apply: (a) => a * a,
    source: (a) => `${a} * ${a}`,
    derivative: (g, d, _node, a) => [g.mul(d, g.mul(g.number(2), a))],
  },
  pow: {
    arity: 2,
    apply: (a, b) => Math.pow(a, b),
    source: (a, b) => `Math.pow(${a}, ${b})`,
    derivative: (g, d, node, a, b) => {
      // x^0 is 1 for every x, and 0^y is flat in y for positive y: neither may become 0 * Infinity.
      const base = g.mul(d, g.mul(b, g.pow(a, g.sub(b, g.number(1)))));
      const exponent = g.mul(d, g.mul(node, g.op('log', a)));
      return [
        g.select(g.op('eq', b, g.zero), g.zero, base),
        g.select(g.op('eq', a, g.zero), g.zero, exponent),
      ];
    },
  },
  lt: comparison('<', (a, b) => a < b),
  le: comparison('<=', (a, b) => a <= b),
  gt: comparison('>', (a, b) => a > b),
  ge: comparison('>=', (a, b) => a >= b),
  eq: comparison('===', (a, b) => a === b),
  ne: comparison('!==', (a, b) => a !== b),
  and: comparison('&&', (a, b) => Boolean(a) && Boolean(b)),
  or: comparison('||', (a, b) => Boolean(a) || Boolean(b)),
  not: {
    arity: 1,
    apply: (a) => Number(!a),
    source: (a) => `!${a}`,
    exact: true,
    boolean: true,
  },
  select: {
    arity: 3,
    apply: (test, a, b) => (test ? a : b),
    source: (test, a, b) => `${test} ? ${a} : ${b}`,
    exact: true,
    derivative: (g, d, _node, test) => [
      undefined,
      g.select(test, d, g.zero),
      g.select(test, g.zero, d),
    ],
  },
  abs: math('abs', { exact: true, derivative: (g, d, _n, x) => [g.mul(d, g.op('sign', x))] }),
  sign: math('sign', { exact: true }),
  floor: math('floor', { exact: true }),
  ceil: math('ceil', { exact: true }),
  sqrt: math('sqrt', { derivative: (g, d, node) => [g.div(d, g.mul(g.number(2), node))] }),
  exp: math('exp', { derivative: (g, d, node) => [g.mul(d, node)] }),
  expm1: math('expm1', { derivative: (g, d, node) => [g.mul(d, g.add(node, g.number(1)))] }),
  log: math('log', { derivative: (g, d, _node, x) => [g.div(d, x)] }),
  log1p: math('log1p', { derivative: (g, d, _node, x) => [g.div(d, g.add(x, g.number(1)))] }),
  sin: math('sin', { derivative: (g, d, _node, x) => [g.mul(d, g.op('cos', x))] }),
  cos: math('cos', { derivative: (g, d, _node, x) => [g.neg(g.mul(d, g.op('sin', x)))] }),
  atan: math('atan', {
    derivative: (g, d, _node, x) => [g.div(d, g.add(g.op('square', x), g.number(1)))],
  }),
  tanh: math('tanh', {
    derivative: (g, d, node) => [g.mul(d, g.sub(g.number(1), g.op('square', node)))],
  }),
  sigmoid: {
    arity: 1,
    apply: (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))),
    // Each side where its exponential cannot overflow.
    source: (x) => `${x} >= 0 ? 1 / (1 + Math.exp(-${x})) : Math.exp(${x}) / (1 + Math.exp(${x}))`,
    derivative: (g, d, node, x) => [g.mul(g.mul(d, node), g.op('sigmoid', g.neg(x)))],
  },
  softplus: {
    arity: 1,
    apply: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    source: (x) => `Math.max(${x}, 0) + Math.log1p(Math.exp(-Math.abs(${x})))`,
    derivative: (g, d, _node, x) => [g.mul(d, g.op('sigmoid', x))],
  },
  log_cosh: {
    arity: 1,
    // cosh x - 1 as a product, in which nothing cancels near 0; beyond 20, exp(-2 |x|) is nothing beside 1.
    apply: (x) =>
      Math.abs(x) < 20 ? Math.log1p((-Math.expm1(x) * Math.expm1(-x)) / 2) : Math.abs(x) - Math.LN2,
    source: (x) =>
      `Math.abs(${x}) < 20 ? Math.log1p(-Math.expm1(${x}) * Math.expm1(-${x}) / 2) : Math.abs(${x}) - Math.LN2`,
    derivative: (g, d, _node, x) => [g.mul(d, g.op('tanh', x))],
  },
  xlogy: xTimesLog('log', (_g, y) => y),
  xlog1py: xTimesLog('log1p', (g, y) => g.add(y, g.number(1))),
  lgamma: special('lgamma', { derivative: (g, d, _n, x) => [g.mul(d, g.op('digamma', x))] }),
  digamma: special('digamma', { derivative: (g, d, _n, x) => [g.mul(d, g.op('trigamma', x))] }),
  // Part of derivatives only, of which none is taken.
  trigamma: special('trigamma'),
  stirling: special('stirling', {
    derivative: (g, d, _n, x) => {
      const ofApproximation = g.sub(g.op('log', x), g.div(g.number(0.5), x));
      return [g.mul(d, g.sub(g.op('digamma', x), ofApproximation))];
    },
  }),
  lbeta: special('lbeta', {
    arity: 2,
    derivative: (g, d, _n, a, b) => {
      const ofSum = g.op('digamma', g.add(a, b));
      return [a, b].map((x) => g.mul(d, g.sub(g.op('digamma', x), ofSum)));
    },
  }),
  erf: special('erf', {
    derivative: (g, d, _n, x) => [g.mul(d, bell(g, 2 / Math.sqrt(Math.PI), x))],
  }),
  erfc: special('erfc', {
    derivative: (g, d, _n, x) => [g.mul(d, bell(g, -2 / Math.sqrt(Math.PI), x))],
  }),
  ndtr: special('ndtr', {
    derivative: (g, d, _n, x) => {
      const scaled = g.mul(x, g.number(Math.SQRT1_2));
      return [g.mul(d, bell(g, 1 / Math.sqrt(2 * Math.PI), scaled))];
    },
  }),
  log_ndtr: special('log_ndtr', {
    derivative: (g, d, _n, x) => [g.mul(d, g.op('normal_hazard', x))],
  }),
  normal_hazard: special('normal_hazard'),
  log_i0: special('log_i0', { derivative: (g, d, _n, x) => [g.mul(d, g.op('i1_over_i0', x))] }),
  log_i0e: special('log_i0e', {
    derivative: (g, d, _n, x) => [g.mul(d, g.sub(g.op('i1_over_i0', x), g.op('sign', x)))],
  }),
  i1_over_i0: special('i1_over_i0'),
  max: extremum('max', 'ge'),
  min: extremum('min', 'le'),
  // The frameworks let the gradient through at the bounds themselves, unlike min(max(x, low), high).
  clip: {
    arity: 3,
    apply: (x, low, high) => Math.min(Math.max(x, low), high),
    source: (x, low, high) => `Math.min(Math.max(${x}, ${low}), ${high})`,
    exact: true,
    derivative: (g, d, _node, x, low, high) => [
      g.select(g.op('and', g.op('ge', x, low), g.op('le', x, high)), d, g.zero),
      g.select(g.op('lt', x, low), d, g.zero),
      g.select(g.op('gt', x, high), d, g.zero),
    ],
  },
  // Where a framework's own derivative is not that of its formula: value, variable, derivative by the variable.
  with_derivative: {
    arity: 3,
    apply: (value) => value,
    source: (value) => value,
    exact: true,
    derivative: (g, d, _node, _value, _x, slope) => [undefined, g.mul(d, slope), undefined],
  },
  float32: {
    arity: 1,
    apply: (x) => Math.fround(x),
    source: (x) => `Math.fround(${x})`,
    exact: true,
    derivative: (_g, d) => [d],
  },
  stop_gradient: { arity: 1, apply: (x) => x, source: (x) => x, exact: true },
};
