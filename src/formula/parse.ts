import { quote } from '../messages/errors.ts';
import {
  PRECEDENCE,
  UNARY_PRECEDENCE,
  type BinaryOperator,
  type Definition,
  type Expression,
  type Formula,
} from './ast.ts';
import { FormulaError } from './error.ts';
import { tokenize, type Token } from './tokens.ts';

/** Deep enough for any loss, shallow enough that no walk over the tree can exhaust the stack. */
const DEEPEST = 200;

const COMPARISONS = new Set<BinaryOperator>(['<', '<=', '>', '>=', '==', '!=']);

/**
 * Parses `name = expression; ...; expression`. Errors carry the position of the first token that does not fit.
 * @throws FormulaError
 */
export function parse(text: string): Formula {
  return new Parser(text).formula();
}

class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;
  /** The expression that was last closed by a parenthesis. */
  #enclosed: Expression | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenize(text);
  }

  formula(): Formula {
    const definitions: Definition[] = [];
    while (this.#peek().kind === 'name' && this.#peek(1).text === '=') {
      const { text: name, at } = this.#take();
      this.#take();
      definitions.push({ name, value: this.#expression(0), at });
      this.#expect(';', 'after a definition');
    }
    const value = this.#expression(0);
    if (this.#peek().text === ';') this.#take();
    if (this.#peek().kind !== 'end') {
      this.#fail(`expected the end of the formula, found ${describe(this.#peek())}`);
    }
    return { text: this.#text, definitions, value };
  }

  /** Precedence climbing: an expression whose binary operators all bind tighter than `loosest`. */
  #expression(loosest: number): Expression {
    if (++this.#depth > DEEPEST) this.#fail('the formula is nested too deeply');
    let left = this.#prefix();
    for (;;) {
      const { text, at } = this.#peek();
      if (text === '?' && loosest === 0) {
        left = this.#conditional(left);
      } else if (isBinaryOperator(text) && PRECEDENCE[text] > loosest) {
        this.#take();
        const binding = PRECEDENCE[text];
        this.#refuseChain(left, binding, at);
        const right = this.#expression(text === '^' ? UNARY_PRECEDENCE - 1 : binding);
        left = { kind: 'binary', operator: text, left, right, at };
      } else {
        this.#depth--;
        return left;
      }
    }
  }

  /** 0 < p < 1 would compare a truth value with 1. */
  #refuseChain(left: Expression, binding: number, at: number): void {
    const isChain =
      left.kind === 'binary' &&
      left !== this.#enclosed &&
      binding === PRECEDENCE[left.operator] &&
      COMPARISONS.has(left.operator);
    if (isChain) {
      const problem = 'comparisons cannot be chained: write a < b && b < c';
      throw new FormulaError(this.#text, at, problem);
    }
  }

  #conditional(test: Expression): Expression {
    const { at } = this.#take();
    const then = this.#expression(0);
    this.#expect(':', 'between the two values of a condition');
    return { kind: 'conditional', test, then, otherwise: this.#expression(0), at };
  }

  #prefix(): Expression {
    const token = this.#take();
    const { kind, text, at } = token;
    if (kind === 'symbol' && (text === '-' || text === '!')) {
      const operand = this.#expression(UNARY_PRECEDENCE - 1);
      return { kind: 'unary', operator: text, operand, at };
    }
    let expression: Expression;
    if (kind === 'number') {
      expression = { kind: 'number', value: this.#number(token), at };
    } else if (kind === 'name') {
      expression =
        this.#peek().text === '('
          ? { kind: 'call', callee: text, args: this.#arguments(), at }
          : { kind: 'name', name: text, at };
    } else if (text === '(') {
      expression = this.#expression(0);
      this.#expect(')', 'to close the parenthesis');
      this.#enclosed = expression;
    } else {
      this.#next--;
      this.#fail(`expected a number, a name or "(", found ${describe(token)}`);
    }
    while (this.#peek().text === '[') {
      const { at: bracket } = this.#take();
      const index = this.#expression(0);
      this.#expect(']', 'to close the index');
      expression = { kind: 'index', vector: expression, index, at: bracket };
    }
    return expression;
  }

  #number({ text, at }: Token): number {
    const value = Number(text);
    if (!Number.isFinite(value)) {
      throw new FormulaError(this.#text, at, `${quote(text)} is too large for a number`);
    }
    return value;
  }

  #arguments(): Expression[] {
    this.#take();
    const args: Expression[] = [];
    if (this.#peek().text !== ')') {
      args.push(this.#expression(0));
      while (this.#peek().text === ',') {
        this.#take();
        args.push(this.#expression(0));
      }
    }
    this.#expect(')', 'to close the arguments');
    return args;
  }

  #peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)]!;
  }

  #take(): Token {
    const token = this.#peek();
    this.#next++;
    return token;
  }

  #expect(symbol: string, why: string): void {
    const token = this.#peek();
    if (token.text !== symbol) this.#fail(`expected "${symbol}" ${why}, found ${describe(token)}`);
    this.#next++;
  }

  #fail(problem: string): never {
    throw new FormulaError(this.#text, this.#peek().at, problem);
  }
}

function isBinaryOperator(text: string): text is BinaryOperator {
  return Object.hasOwn(PRECEDENCE, text);
}

function describe(token: Token): string {
  return token.kind === 'end' ? 'the end of the formula' : quote(token.text);
}
