import type { Graph } from './graph.ts';
import type { Node } from './node.ts';
import { OPERATIONS } from './operations.ts';

/** A function of the language that is built into it. */
export interface Builtin {
  /** How many arguments it takes; one that takes one or two has both. */
  readonly arities: readonly number[];
  readonly build: (graph: Graph, ...args: Node[]) => Node;
}

/** A function of the language that is defined in the language itself. */
export interface Compound {
  readonly parameters: readonly string[];
  readonly body: string;
}

const ELEMENTWISE = [
  'abs', 'sign', 'floor', 'ceil', 'sqrt', 'exp', 'expm1', 'log', 'log1p', 'sin', 'cos', 'tanh', 'sigmoid',
  'softplus', 'xlogy', 'xlog1py', 'clip', 'stop_gradient', 'with_derivative',
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

/** The functions that the graph knows, by name. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map([
  ...ELEMENTWISE.map(elementwise),
  extremum('max'),
  extremum('min'),
  ['sum', { arities: [1], build: (graph, x) => graph.reduceRow('sum', x) }],
  ['mean', { arities: [1], build: (graph, x) => graph.mean(x) }],
  ['batch_sum', { arities: [1], build: (graph, x) => graph.reduceBatch('batch_sum', x) }],
  ['batch_max', { arities: [1], build: (graph, x) => graph.reduceBatch('batch_max', x) }],
  ['batch_min', { arities: [1], build: (graph, x) => graph.reduceBatch('batch_min', x) }],
  ['batch_mean', { arities: [1], build: (graph, x) => graph.batchMean(x) }],
] satisfies [string, Builtin][]);

/**
 * The functions defined by a formula. The largest value is subtracted before exponentials, so that they cannot
 * overflow; what is subtracted cancels, and its gradient with it.
 */
export const COMPOUNDS: ReadonlyMap<string, Compound> = new Map([
  ['square', { parameters: ['x'], body: 'x^2' }],
  ['norm', { parameters: ['x'], body: 'sqrt(sum(x^2))' }],
  ['unit', { parameters: ['x', 'eps'], body: 'x / sqrt(max(sum(x^2), eps))' }],
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
    { parameters: ['x'], body: 'd = x - stop_gradient(max(x)); d - log(sum(exp(d)))' },
  ],
]);
