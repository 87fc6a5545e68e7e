export type UnaryOperator = '-' | '!';
export type BinaryOperator =
  '+' | '-' | '*' | '/' | '^' | '<' | '<=' | '>' | '>=' | '==' | '!=' | '&&' | '||';

/** An expression of the formula language; `at` is the index of its first character (of the operator, for binary ones). */
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  | {
      readonly kind: 'unary';
      readonly operator: UnaryOperator;
      readonly operand: Expression;
      readonly at: number;
    }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly at: number;
    }
  | {
      readonly kind: 'conditional';
      readonly test: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
      readonly at: number;
    }
  | {
      readonly kind: 'call';
      readonly callee: string;
      readonly args: readonly Expression[];
      readonly at: number;
    }
  | {
      readonly kind: 'index';
      readonly vector: Expression;
      readonly index: Expression;
      readonly at: number;
    };

/** `name = value;` */
export interface Definition {
  readonly name: string;
  readonly value: Expression;
  readonly at: number;
}

/** A parsed formula: definitions, then the expression that is its value. */
export interface Formula {
  readonly text: string;
  readonly definitions: readonly Definition[];
  readonly value: Expression;
}

/**
 * How tightly operators bind, loosest first; `^` is the only one that groups to the right.
 * A sign binds tighter than `*` and looser than `^`: -x^2 is -(x^2).
 */
export const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '^': 8,
};
export const UNARY_PRECEDENCE = 7;
