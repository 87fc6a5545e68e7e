import type { Builtin } from './builtin.ts';
import { FUNCTIONS_OF_ROWS } from './functions-of-rows.ts';
import type { Graph } from './graph.ts';
import { Extent, type Node } from './node.ts';
import { OPERATIONS } from './operations.ts';

/** A function of the language that is defined in the language itself. */
export interface Compound {
  readonly parameters: readonly string[];
  readonly body: string;
}

const ELEMENTWISE = [
  'abs', 'sign', 'floor', 'ceil', 'sqrt', 'exp', 'expm1', 'log', 'log1p', 'sin', 'cos', 'atan', 'tanh',
  'sigmoid', 'softplus', 'log_cosh', 'xlogy', 'xlog1py', 'clip', 'stop_gradient', 'with_derivative', 'float32',
  'lgamma', 'digamma', 'stirling', 'lbeta', 'erf', 'erfc', 'ndtr', 'log_ndtr', 'log_i0', 'log_i0e',
] as const; // prettier-ignore

function elementwise(name: string): [string, Builtin] {
  const build: Builtin['build'] = (graph, ...args) => graph.op(name, ...args);
  return [name, { arities: [OPERATIONS[name]!.arity], build }];
}

/** With one argument over the last axis, with two element by element. */
function extremum(name: 'max' | 'min'): [string, Builtin] {
  const build: Builtin['build'] = (graph, ...args) =>
    args.length === 2 ? graph.op(name, ...args) : graph.reduceRow(`row_${name}`, args[0]!);
  return [name, { arities: [1, 2], build }];
}

function ofInput(name: string, build: (graph: Graph, x: Node) => Node): [string, Builtin] {
  return [name, { arities: [1], refusesPairs: true, build }];
}

/** 1 at the position of the row that a class index says, 0 elsewhere. */
function oneHot(graph: Graph, index: Node): Node {
  const position = graph.leaf('position', Extent.element);
  return graph.select(graph.op('eq', position, index), graph.number(1), graph.zero);
}

/** Which numbers have squares that overflow or vanish, and powers of two that such numbers are scaled by. */
const SQUARES = {
  float64: { large: 2 ** 500, small: 2 ** -500, down: 2 ** -600, up: 2 ** 600 },
  float32: { large: 2 ** 60, small: 2 ** -45, down: 2 ** -66, up: 2 ** 100 },
} as const;

/**
 * The root of the mean over the whole input of the squares of x, weighted by w. Large and small numbers are scaled by
 * themselves and summed apart, so that no square overflows or vanishes and still everything is a sum over samples (J. L.
 * Blue, "A portable Fortran program to find the Euclidean norm of a vector", 1978). Where all are 0 the root has no
 * slope; it is taken of 1 instead, so that the gradient is 0.
 */
function batchRootMeanSquare(graph: Graph, x: Node, w: Node): Node {
  const { large, small, down, up } = SQUARES[graph.dtype];
  const size = graph.op('abs', x);
  const isLarge = graph.op('gt', size, graph.number(large));
  const isSmall = graph.op('lt', size, graph.number(small));
  const sumOf = (scaled: Node): Node =>
    graph.reduceBatch('batch_sum', graph.mul(w, graph.mean(graph.op('square', scaled))));
  const isNotZero = (sum: Node): Node => graph.op('ne', sum, graph.zero);
  const scaledWhere = (test: Node, factor: number): Node =>
    graph.select(test, graph.mul(x, graph.number(factor)), graph.zero);

  const ofLarge = sumOf(scaledWhere(isLarge, down));
  const ofSmall = sumOf(scaledWhere(isSmall, up));
  const ofOthers = sumOf(graph.select(graph.op('or', isLarge, isSmall), graph.zero, x));
  const one = graph.number(1);
  const scaled = (sum: Node, factor: number): Node => graph.mul(sum, graph.number(factor));
  /** What there is in the scale of the largest numbers. */
  const choose = (large: Node, others: Node, smallest: Node, none: Node): Node =>
    graph.select(
      isNotZero(ofLarge),
      large,
      graph.select(isNotZero(ofOthers), others, graph.select(isNotZero(ofSmall), smallest, none)),
    );
  const sum = choose(
    graph.add(ofLarge, scaled(ofOthers, down ** 2)),
    graph.add(ofOthers, scaled(ofSmall, up ** -2)),
    ofSmall,
    one,
  );
  const scale = choose(graph.number(1 / down), one, graph.number(1 / up), graph.zero);
  const total = graph.reduceBatch('batch_sum', w);
  // Of no weight at all the mean is none, also where there are no squares: 0 / 0.
  const weight = choose(total, total, total, graph.select(isNotZero(total), one, graph.zero));
  return graph.mul(scale, graph.op('sqrt', graph.div(sum, weight)));
}

/** Of two values, and what each sample counts: 1 without. */
function covarianceOf(name: 'batch_cov' | 'column_cov'): [string, Builtin] {
  const build: Builtin['build'] = (graph, ...[x, y, w]) =>
    graph.covariance(name, x!, y!, w ?? graph.number(1));
  return [name, { arities: [2, 3], refusesPairs: true, build }];
}

function varianceOf(name: string, covariance: 'batch_cov' | 'column_cov'): [string, Builtin] {
  const build: Builtin['build'] = (graph, ...[x, w]) =>
    graph.covariance(covariance, x!, x!, w ?? graph.number(1));
  return [name, { arities: [1, 2], refusesPairs: true, build }];
}

/** The functions that the graph knows, by name. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map([
  ...ELEMENTWISE.map(elementwise),
  extremum('max'),
  extremum('min'),
  ['one_hot', { arities: [1], build: oneHot }],
  ['sum', { arities: [1], build: (graph, x) => graph.reduceRow('sum', x) }],
  ['mean', { arities: [1], build: (graph, x) => graph.mean(x) }],
  [
    'unit',
    {
      arities: [1, 2],
      // With a second argument the squared length is at least that.
      build: (graph, ...args) => {
        const [x, least] = args;
        const squares = graph.reduceRow('sum', graph.op('square', x!));
        const square = least === undefined ? squares : graph.op('max', squares, least);
        return graph.div(x!, graph.op('sqrt', square));
      },
    },
  ],
  ...FUNCTIONS_OF_ROWS,
  ofInput('batch_sum', (graph, x) => graph.reduceBatch('batch_sum', x)),
  ofInput('batch_max', (graph, x) => graph.reduceBatch('batch_max', x)),
  ofInput('batch_min', (graph, x) => graph.reduceBatch('batch_min', x)),
  ofInput('batch_mean', (graph, x) => graph.batchMean(x)),
  ['batch_rms', { arities: [2], refusesPairs: true, build: batchRootMeanSquare }],
  covarianceOf('batch_cov'),
  varianceOf('batch_var', 'batch_cov'),
  covarianceOf('column_cov'),
  varianceOf('column_var', 'column_cov'),
  ofInput('column_sum', (graph, x) => graph.columnSum(x)),
  ofInput('column_mean', (graph, x) => graph.columnMean(x)),
] satisfies [string, Builtin][]);

/** artanh(v) / v - 1 by its series in u = v^2, with enough terms for doubles up to |v| = 1/3. */
const ARTANH_SERIES = Array.from({ length: 16 }, (_, k) => 2 * k + 3).reduceRight(
  (sum, divisor) => `u * (1 / ${divisor} + ${sum})`,
  '0',
);

/** What (1 + u)^b is beyond 1 + b u, by b (b - 1) u^2: its series, with enough terms for |u| (1 + |b|) up to 1/2. */
const POWER_SERIES = `1 / 2 * (${Array.from({ length: 50 }, (_, i) => i + 2).reduceRight(
  (sum, k) => `1 + u * (b - ${k}) / ${k + 1} * (${sum})`,
  '1',
)})`;

/**
 * The functions defined by a formula. The largest value is subtracted before exponentials, so that they cannot
 * overflow; what is subtracted cancels, and its gradient with it.
 */
export const COMPOUNDS: ReadonlyMap<string, Compound> = new Map([
  ['square', { parameters: ['x'], body: 'x^2' }],
  [
    'log1pmx',
    {
      parameters: ['x'],
      // log(1 + x) is 2 artanh(v), and 2 v - x is -v x: the digits that cancel near 0 are never made.
      body: `v = x / (2 + x); u = v^2;
f = abs(v) < 1 / 3 ? v * (2 * ${ARTANH_SERIES} - x) : x == inf ? -x : log1p(x) - x;
with_derivative(f, x, x == inf ? -1 : -x / (1 + x))`,
    },
  ],
  [
    'kl_div',
    {
      parameters: ['x', 'y'],
      // With log(x / y) as 2 artanh(v) it is v (x - y) + 2 x (artanh(v) - v); far apart nothing cancels, but the
      // quotient may overflow.
      body: `v = (x - y) / (x + y); u = v^2; q = x / y;
l = q > 1e-300 && q < 1e300 ? log(q) : log(x) - log(y);
f = x == 0 ? y : abs(v) < 1 / 3 ? v * (x - y + 2 * x * ${ARTANH_SERIES}) : x * l - (x - y);
with_derivative(f, x, l) + with_derivative(0, y, x == 0 ? 1 : (y - x) / y)`,
    },
  ],
  [
    'beta_div',
    {
      parameters: ['x', 'y', 'b'],
      // (x^b - y^b - b y^(b - 1) (x - y)) / (b (b - 1)), where x^b counts as 0 below 0. Close to y nothing cancels in
      // it; elsewhere x^b is written such that b may be close to 0 or 1.
      body: `a = b - 1; u = (x - y) / y; r = max(x, 0); q = r / y; c = b > 1 / 2 ? a : b;
near = u^2 * (${POWER_SERIES});
l = c * (u > -1 / 2 && u < 1 ? log1p(u) : log(q));
g = abs(l) < 1 ? expm1(l) : q^c - 1;
far = x <= 0 ? (-1 - b * u) / (a * b) : b > 1 / 2 ? (q * g / a - u) / b : (g / b - u) / a;
f = y^b * (abs(u) * (1 + abs(b)) < 1 / 2 ? near : far);
with_derivative(f, x, (r^a - y^a) / a) + with_derivative(0, y, -u * y^a)`,
    },
  ],
  [
    'log1p_ratio',
    {
      parameters: ['x', 'm'],
      // log(1 + x / (1 + m)); where both are small 1 + m would round the digits away that decide the result.
      // The derivative of the terms for small q would overflow where q is large, though another branch is taken.
      body: `q = x / (1 + m);
f = abs(m) < 0.5 && q < 1e-6 ? x - (x * (m / (1 + m)) + q^2 * (1 / 2 - q / 3)) : log1p(q);
s = x == inf ? 1 : x / (1 + m + x);
with_derivative(f, x, 1 / (1 + m + x)) + with_derivative(0, m, -s / (1 + m))`,
    },
  ],
  ['norm', { parameters: ['x'], body: 'sqrt(sum(x^2))' }],
  [
    'logsumexp',
    {
      parameters: ['x'],
      body: 'm = stop_gradient(max(x)); f = abs(m) == inf ? 0 : m; f + log(sum(exp(x - f)))',
    },
  ],
  ['softmax', { parameters: ['x'], body: 'e = exp(x - stop_gradient(max(x))); e / sum(e)' }],
  [
    'log_softmax',
    {
      parameters: ['x'],
      // The sum of the exponentials less 1, which is that of the largest (expm1 has its derivative): log1p keeps
      // the digits of the others however small they are. What the difference rounds away, an exponential of it would
      // have 40 times at -40: it is the rest r, in the exponent as a factor.
      body: `m = stop_gradient(max(x)); d = x - m; b = d - x;
r = stop_gradient(abs(d) < 1000 ? (x - (d - b)) - (m + b) : 0);
d - log1p(sum(d == 0 ? expm1(d) : exp(d) * (1 + r)) + (sum(d == 0) - 1))`,
    },
  ],
]);
