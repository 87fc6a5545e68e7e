import fc from 'fast-check';
import { PRECEDENCE, type BinaryOperator, type Expression } from '../../src/formula/ast.ts';

/** What an arbitrary expression is made of. */
export interface Vocabulary {
  readonly maxDepth: number;
  readonly numbers: fc.Arbitrary<number>;
  readonly names: readonly string[];
  /** Functions with how many arguments they take. */
  readonly functions: readonly (readonly [name: string, arity: number])[];
}

const at = fc.constant(0);
const operators = Object.keys(PRECEDENCE) as BinaryOperator[];

/** Expressions of the formula language, well-formed but of any meaning. */
export function arbitraryExpression(vocabulary: Vocabulary): fc.Arbitrary<Expression> {
  const { maxDepth, numbers, names, functions } = vocabulary;
  return fc.letrec<{ expression: Expression }>((tie) => {
    const part = tie('expression');
    return {
      expression: fc.oneof(
        { maxDepth, withCrossShrink: true },
        fc.record({ kind: fc.constant('number'), value: numbers, at }),
        fc.record({ kind: fc.constant('name'), name: fc.constantFrom(...names), at }),
        fc.record({
          kind: fc.constant('binary'),
          operator: fc.constantFrom(...operators),
          left: part,
          right: part,
          at,
        }),
        fc.record({
          kind: fc.constant('unary'),
          operator: fc.constantFrom('-', '!'),
          operand: part,
          at,
        }),
        fc.record({
          kind: fc.constant('conditional'),
          test: part,
          then: part,
          otherwise: part,
          at,
        }),
        fc.constantFrom(...functions).chain(([callee, arity]) =>
          fc.record({
            kind: fc.constant('call'),
            callee: fc.constant(callee),
            args: fc.array(part, { minLength: arity, maxLength: arity }),
            at,
          }),
        ),
        fc.record({ kind: fc.constant('index'), vector: part, index: part, at }),
      ),
    };
  }).expression;
}
