import type { Expression, Formula } from './ast.ts';

/** The expression with each of its direct parts replaced. */
export function mapParts(
  expression: Expression,
  replace: (part: Expression) => Expression,
): Expression {
  switch (expression.kind) {
    case 'unary':
      return { ...expression, operand: replace(expression.operand) };
    case 'binary':
      return {
        ...expression,
        left: replace(expression.left),
        right: replace(expression.right),
      };
    case 'conditional':
      return {
        ...expression,
        test: replace(expression.test),
        then: replace(expression.then),
        otherwise: replace(expression.otherwise),
      };
    case 'call':
      return { ...expression, args: expression.args.map(replace) };
    case 'index':
      return {
        ...expression,
        vector: replace(expression.vector),
        index: replace(expression.index),
      };
    default:
      return expression;
  }
}

/** The formula with `replace` applied to every expression of it, to the parts before the whole. */
export function mapFormula(
  formula: Formula,
  replace: (expression: Expression) => Expression,
): Formula {
  const inside = (expression: Expression): Expression => replace(mapParts(expression, inside));
  const definitions = formula.definitions.map((definition) => ({
    ...definition,
    value: inside(definition.value),
  }));
  return { ...formula, definitions, value: inside(formula.value) };
}

/** Whether `holds` for the expression or anything in it. */
export function someExpression(
  expression: Expression,
  holds: (part: Expression) => boolean,
): boolean {
  let found = holds(expression);
  mapParts(expression, (part) => {
    found ||= someExpression(part, holds);
    return part;
  });
  return found;
}

/** The names in an expression. */
export function namesIn(expression: Expression): Set<string> {
  const names = new Set<string>();
  someExpression(expression, (part) => {
    if (part.kind === 'name') names.add(part.name);
    return false;
  });
  return names;
}
