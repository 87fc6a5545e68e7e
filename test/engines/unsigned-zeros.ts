import type { Expression } from '../../src/formula/ast.ts';

/**
 * An expression that divides by 0 where it would divide by -0. Engines that stop at a division by zero are asked whether
 * there is one, and in SQL -0 equals 0: a number over -0 has the infinity of a number over 0.
 */
export function withUnsignedZeros(expression: Expression): Expression {
  const each = withUnsignedZeros;
  const { at } = expression;
  switch (expression.kind) {
    case 'number':
    case 'name':
      return expression;
    case 'unary':
      return { ...expression, operand: each(expression.operand) };
    case 'conditional': {
      const { test, then, otherwise } = expression;
      return { ...expression, test: each(test), then: each(then), otherwise: each(otherwise) };
    }
    case 'call':
      return { ...expression, args: expression.args.map(each) };
    case 'index':
      return { ...expression, vector: each(expression.vector), index: each(expression.index) };
    case 'binary': {
      const [left, right] = [each(expression.left), each(expression.right)];
      if (expression.operator !== '/') return { ...expression, left, right };
      const zero = { kind: 'number', value: 0, at } as const;
      const test = { kind: 'binary', operator: '==', left: right, right: zero, at } as const;
      const divisor = { kind: 'conditional', test, then: zero, otherwise: right, at } as const;
      return { ...expression, left, right: divisor };
    }
  }
}
