import { PRECEDENCE, UNARY_PRECEDENCE, type BinaryOperator, type Expression } from './ast.ts';
import { parseWithFlags } from './resolve.ts';

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
  const formula = parseWithFlags(text, flags);
  const lines = formula.definitions.map(({ name, value }) => `${name} = ${format(value)}`);
  return [...lines, format(formula.value)].join('\n');
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
