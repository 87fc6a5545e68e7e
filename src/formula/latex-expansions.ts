import type { BinaryOperator, Expression } from './ast.ts';

/** Functions that read better written out; those that only shape gradients are left out. */
const EXPANSIONS = new Map<string, (x: Expression, y: Expression) => Expression>([
  [
    'batch_rms',
    (x, w) => {
      const squares = binary('*', w, call('mean', binary('^', x, number(2))));
      return call('sqrt', binary('/', call('batch_sum', squares), call('batch_sum', w)));
    },
  ],
  ['square', (x) => binary('^', x, number(2))],
  ['expm1', (x) => binary('-', call('exp', x), number(1))],
  ['log1p', (x) => call('log', binary('+', number(1), x))],
  ['softplus', (x) => call('log', binary('+', number(1), call('exp', x)))],
  ['logsumexp', (x) => call('log', call('sum', call('exp', x)))],
  ['logcumsumexp', (x) => call('log', call('cumsum', call('exp', x)))],
  ['norm', (x) => call('sqrt', call('sum', binary('^', x, number(2))))],
  ['xlogy', (x, y) => binary('*', x, call('log', y))],
  ['xlog1py', (x, y) => binary('*', x, call('log', binary('+', number(1), y)))],
  ['log_i0e', (x) => binary('-', call('log_i0', x), call('abs', x))],
  ['stop_gradient', (x) => x],
  ['with_derivative', (value) => value],
]);

/** A call written out in simpler functions, or undefined where it is simple already. */
export function expand(name: string, args: readonly Expression[]): Expression | undefined {
  const expansion = EXPANSIONS.get(name);
  return expansion && args.length >= expansion.length ? expansion(args[0]!, args[1]!) : undefined;
}

export function call(callee: string, ...args: Expression[]): Expression {
  return { kind: 'call', callee, args, at: 0 };
}

export function binary(
  operator: BinaryOperator,
  left: Expression,
  right: Expression,
): Expression & { readonly kind: 'binary' } {
  return { kind: 'binary', operator, left, right, at: 0 };
}

function number(value: number): Expression {
  return { kind: 'number', value, at: 0 };
}
