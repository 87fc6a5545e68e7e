import {
  PRECEDENCE,
  UNARY_PRECEDENCE,
  type BinaryOperator,
  type Expression,
  type Formula,
} from './ast.ts';
import { parse } from './parse.ts';

/** Tighter than any operator: needs no parentheses anywhere. */
const ATOM = 9;
const CONDITIONAL = 0;
const COMPARISON_BINDINGS = new Set([PRECEDENCE['=='], PRECEDENCE['<']]);

/**
 * A formula in one canonical form, a definition a line and no parenthesis more than needed. Parameters whose value
 * is decided (`{ from_logits: true }`) are resolved: the branch not taken and definitions only it used are left out.
 * @throws FormulaError
 */
export function formatFormula(text: string, flags: Readonly<Record<string, boolean>> = {}): string {
  const formula = withFlags(parse(text), flags);
  const lines = formula.definitions.map(({ name, value }) => `${name} = ${format(value)}`);
  return [...lines, format(formula.value)].join('\n');
}

/** The names that a formula uses once its flags are resolved, those of its own definitions included. */
export function namesUsed(text: string, flags: Readonly<Record<string, boolean>>): Set<string> {
  const { definitions, value } = withFlags(parse(text), flags);
  const parts = [value, ...definitions.map((definition) => definition.value)];
  return new Set(parts.flatMap((part) => [...namesIn(part)]));
}

/** The expression as text; parsing it again gives the same expression. */
export function format(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'name':
      return expression.name;
    case 'unary':
      return expression.operator + within(expression.operand, UNARY_PRECEDENCE);
    case 'binary':
      return formatBinary(expression.operator, expression.left, expression.right);
    case 'conditional': {
      const test = within(expression.test, CONDITIONAL + 1);
      return `${test} ? ${within(expression.then, 1)} : ${format(expression.otherwise)}`;
    }
    case 'call':
      return `${expression.callee}(${expression.args.map(format).join(', ')})`;
    case 'index':
      return `${within(expression.vector, ATOM)}[${format(expression.index)}]`;
  }
}

function formatBinary(operator: BinaryOperator, left: Expression, right: Expression): string {
  const binding = PRECEDENCE[operator];
  if (operator === '^') {
    return `${within(left, binding + 1)}^${within(right, UNARY_PRECEDENCE)}`;
  }
  // Sums and products group to the left; comparisons are not chained.
  const leftmost = COMPARISON_BINDINGS.has(binding) ? binding + 1 : binding;
  return `${within(left, leftmost)} ${operator} ${within(right, binding + 1)}`;
}

/** In parentheses when it binds looser than its place asks for. */
function within(expression: Expression, loosest: number): string {
  const text = format(expression);
  return bindingOf(expression) < loosest ? `(${text})` : text;
}

function bindingOf(expression: Expression): number {
  switch (expression.kind) {
    case 'binary':
      return PRECEDENCE[expression.operator];
    case 'unary':
      return UNARY_PRECEDENCE;
    case 'conditional':
      return CONDITIONAL;
    default:
      return ATOM;
  }
}

function withFlags(formula: Formula, flags: Readonly<Record<string, boolean>>): Formula {
  const value = resolve(formula.value, flags);
  const definitions = formula.definitions.map((definition) => ({
    ...definition,
    value: resolve(definition.value, flags),
  }));
  const used = namesIn(value);
  const kept = definitions.reverse().filter(({ name, value: definition }) => {
    if (!used.has(name)) return false;
    namesIn(definition).forEach((other) => used.add(other));
    return true;
  });
  return { ...formula, definitions: kept.reverse(), value };
}

/** Takes the branch that a decided condition chooses. */
function resolve(expression: Expression, flags: Readonly<Record<string, boolean>>): Expression {
  const inside = (part: Expression): Expression => resolve(part, flags);
  switch (expression.kind) {
    case 'conditional': {
      const { test, then, otherwise } = expression;
      const decided = test.kind === 'name' ? flags[test.name] : undefined;
      if (decided !== undefined) return inside(decided ? then : otherwise);
      return {
        ...expression,
        test: inside(test),
        then: inside(then),
        otherwise: inside(otherwise),
      };
    }
    case 'unary':
      return { ...expression, operand: inside(expression.operand) };
    case 'binary':
      return { ...expression, left: inside(expression.left), right: inside(expression.right) };
    case 'call':
      return { ...expression, args: expression.args.map(inside) };
    case 'index':
      return { ...expression, vector: inside(expression.vector), index: inside(expression.index) };
    default:
      return expression;
  }
}

function namesIn(expression: Expression): Set<string> {
  const names = new Set<string>();
  const visit = (part: Expression): void => {
    if (part.kind === 'name') names.add(part.name);
    childrenOf(part).forEach(visit);
  };
  visit(expression);
  return names;
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'unary':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'conditional':
      return [expression.test, expression.then, expression.otherwise];
    case 'call':
      return expression.args;
    case 'index':
      return [expression.vector, expression.index];
    default:
      return [];
  }
}
