import type { Expression } from './ast.ts';
import { exchanged, Extent, unionOf, without } from './node.ts';

/** Reductions over the row; `max` and `min` are among them with one argument. */
const REDUCTIONS = ['sum', 'mean', 'norm', 'logsumexp'];

/** What the value of an expression varies along, given what the names in it do; names that are not there are constants. */
export function extentOf(expression: Expression, names: ReadonlyMap<string, Extent>): Extent {
  const widest = (...parts: readonly Expression[]): Extent =>
    unionOf(...parts.map((part) => extentOf(part, names)));
  switch (expression.kind) {
    case 'number':
      return Extent.constant;
    case 'name':
      return names.get(expression.name) ?? Extent.constant;
    case 'unary':
      return extentOf(expression.operand, names);
    case 'binary':
      return widest(expression.left, expression.right);
    case 'conditional':
      return widest(expression.test, expression.then, expression.otherwise);
    case 'index':
      return Extent.row;
    case 'call': {
      const { callee, args } = expression;
      if (callee.startsWith('batch_')) return Extent.constant;
      const extent = widest(...args);
      if (callee === 'other') return exchanged(extent);
      if (callee.startsWith('pair_')) return without(extent, Extent.pair);
      if (callee.startsWith('column_')) return without(extent, Extent.row);
      return isReduction(callee, args) ? without(extent, Extent.column) : extent;
    }
  }
}

/** Whether a function makes one value of several: over the row, the whole input or a column. */
export function isReduction(name: string, args: readonly Expression[]): boolean {
  if (/^(batch|column)_/.test(name) || REDUCTIONS.includes(name)) return true;
  return (name === 'max' || name === 'min') && args.length === 1;
}
