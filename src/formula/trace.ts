import type { Dtype } from '../tensor/dtype.ts';
import type { Expression, Formula } from './ast.ts';
import { build, type Computation } from './build.ts';
import { compile } from './compile.ts';
import { Extent, varies, type Node } from './node.ts';
import { Passes, type Take } from './passes.ts';
import { extentOf } from './expression-extent.ts';
import { format } from './print.ts';
import { parseWithFlags } from './resolve.ts';
import { mapFormula, someExpression } from './traverse.ts';

/** One number for each element of the sample's row, or one for the sample. */
export interface TracedInput {
  readonly extent: 'element' | 'row';
  readonly values: readonly number[];
}

/** What one part of a formula comes to. */
export interface TraceStep {
  /** `log(q + eps)`, or a definition: `q = clip(p, eps, 1 - eps)`. */
  readonly text: string;
  /** One number, or one for each element of the row; conditions are 1 or 0. */
  readonly values: readonly number[];
}

type Parameters = Readonly<Record<string, number | boolean | readonly number[]>>;

/**
 * Computes a formula for a single sample step by step: before each definition and before the value the functions
 * and terms in it, the innermost first; the last step is the value. Of a condition that a flag or the sample decides
 * only the branch taken is followed.
 * @param inputs of one sample, by their names in the formula; those with a number for each element have one length
 * @param parameters parameters and constants by their names in the formula; flags are booleans
 * @throws FormulaError
 */
export function trace(
  text: string,
  inputs: Readonly<Record<string, TracedInput>>,
  parameters: Parameters,
  dtype: Dtype,
): readonly TraceStep[] {
  const flags = Object.fromEntries(
    Object.entries(parameters).filter(
      (entry): entry is [string, boolean] => typeof entry[1] === 'boolean',
    ),
  );
  const formula = mapFormula(parseWithFlags(text, flags), withoutDerivative);
  return new Tracer(formula, new Calculator(formula, inputs, parameters, dtype)).steps();
}

/** What a gradient is told to be says nothing about the value. */
function withoutDerivative(expression: Expression): Expression {
  const isAnnotation =
    expression.kind === 'call' &&
    (expression.callee === 'with_derivative' || expression.callee === 'stop_gradient');
  return isAnnotation ? expression.args[0]! : expression;
}

/** Chooses the steps of a formula, and their order. */
class Tracer {
  readonly #formula: Formula;
  readonly #calculator: Calculator;
  /** Names that depend on the sample; what does not is no step of its computation. */
  readonly #variable: Set<string>;
  /** What names vary along, for those of pairs of elements. */
  readonly #extents: Map<string, Extent>;
  readonly #steps = new Map<string, readonly number[]>();

  constructor(formula: Formula, calculator: Calculator) {
    this.#formula = formula;
    this.#calculator = calculator;
    this.#variable = new Set(calculator.inputNames);
    this.#extents = calculator.extents;
  }

  steps(): readonly TraceStep[] {
    for (const { name, value } of this.#formula.definitions) {
      const terms = this.#stepsOf(value, hasCall(value));
      terms.delete(format(value));
      for (const [text, values] of terms) this.#steps.set(text, values);
      this.#extents.set(name, extentOf(value, this.#extents));
      if (this.#isVariable(value)) this.#variable.add(name);
      if (this.#isOfPairs(value)) continue;
      this.#steps.set(`${name} = ${format(value)}`, this.#calculator.evaluate(value));
    }
    const { value } = this.#formula;
    for (const [text, values] of this.#stepsOf(value, true)) this.#steps.set(text, values);
    const result = format(value);
    this.#steps.delete(result);
    this.#steps.set(result, this.#calculator.evaluate(value));
    return [...this.#steps].map(([text, values]) => ({ text, values }));
  }

  #stepsOf(expression: Expression, withTerms: boolean): Map<string, readonly number[]> {
    const found = new Map<string, readonly number[]>();
    const add = (part: Expression): void => {
      if (part.kind === 'number' || part.kind === 'name' || !this.#isVariable(part)) return;
      if (this.#isOfPairs(part)) return;
      found.set(format(part), this.#calculator.evaluate(part));
    };
    /** Sums and conditions show in their own parts. */
    const addTerm = (part: Expression): void => {
      if (!isSum(part) && part.kind !== 'conditional') add(part);
    };
    /** `isSummand`: what is added up in it is added up in the whole, and so a term of that. */
    const visit = (part: Expression, isSummand: boolean): void => {
      switch (part.kind) {
        case 'unary':
          visit(part.operand, isSummand);
          return;
        case 'binary': {
          const addsUp = isSummand && isSum(part);
          for (const operand of [part.left, part.right]) {
            visit(operand, addsUp);
            if (addsUp) addTerm(operand);
          }
          return;
        }
        case 'conditional': {
          visit(part.test, false);
          add(part.test);
          for (const branch of this.#branchesTaken(part)) {
            visit(branch, isSummand);
            addTerm(branch);
          }
          return;
        }
        case 'call': {
          const reduces = isReduction(part);
          for (const argument of part.args) {
            visit(argument, isSummand && reduces);
            // Of one element the reduction is the element.
            if (reduces && this.#calculator.width > 1) add(argument);
          }
          add(part);
          return;
        }
        case 'index':
          visit(part.vector, false);
          add(part);
          return;
        default:
          return;
      }
    };
    visit(expression, withTerms);
    return found;
  }

  #branchesTaken({
    test,
    then,
    otherwise,
  }: Extract<Expression, { kind: 'conditional' }>): readonly Expression[] {
    if (this.#isOfPairs(test)) return [then, otherwise];
    const outcomes = this.#calculator.evaluate(test);
    const taken = outcomes.some((outcome) => outcome !== 0) ? [then] : [];
    return outcomes.includes(0) ? [...taken, otherwise] : taken;
  }

  /** Whether there are as many values as pairs of elements, too many to show. */
  #isOfPairs(expression: Expression): boolean {
    return varies(extentOf(expression, this.#extents), Extent.pair);
  }

  #isVariable(expression: Expression): boolean {
    return someExpression(
      expression,
      (part) => part.kind === 'name' && this.#variable.has(part.name),
    );
  }
}

function isSum(expression: Expression): boolean {
  return (
    expression.kind === 'binary' && (expression.operator === '+' || expression.operator === '-')
  );
}

function hasCall(expression: Expression): boolean {
  return someExpression(expression, ({ kind }) => kind === 'call');
}

function isReduction({ callee, args }: Extract<Expression, { kind: 'call' }>): boolean {
  const takesExtremum = callee === 'max' || callee === 'min';
  return callee === 'sum' || callee === 'mean' || (takesExtremum && args.length === 1);
}

/** Where a part of a row is: 0 at its first element. */
const POSITION = 'position in the row';

/** Computes expressions that see the names of a formula, for one sample. */
class Calculator {
  readonly inputNames: readonly string[];
  /** The length of the row. */
  readonly width: number;
  readonly #formula: Formula;
  readonly #inputs: Readonly<Record<string, TracedInput>>;
  readonly #parameters: Readonly<Record<string, number | readonly number[]>>;
  readonly #dtype: Dtype;

  constructor(
    formula: Formula,
    inputs: Readonly<Record<string, TracedInput>>,
    parameters: Parameters,
    dtype: Dtype,
  ) {
    const element = Object.values(inputs).find(({ extent }) => extent === 'element');
    const length = element?.values.length ?? 1;
    const positions = Array.from({ length }, (_, position) => position);
    this.inputNames = Object.keys(inputs);
    this.#formula = formula;
    this.#inputs = { ...inputs, [POSITION]: { extent: 'element', values: positions } };
    this.#parameters = Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [
        name,
        typeof value === 'boolean' ? Number(value) : value,
      ]),
    );
    this.#dtype = dtype;
    this.width = length;
  }

  /** What the names that are given vary along. */
  get extents(): Map<string, Extent> {
    const extents = new Map<string, Extent>([['i', Extent.element]]);
    for (const [name, { extent }] of Object.entries(this.#inputs)) {
      extents.set(name, Extent[extent]);
    }
    for (const [name, value] of Object.entries(this.#parameters)) {
      extents.set(name, typeof value === 'number' ? Extent.constant : Extent.element);
    }
    return extents;
  }

  evaluate(expression: Expression): readonly number[] {
    const { graph, node } = this.#build(expression);
    const arrays = Object.values(this.#inputs).map(({ values }) => Float64Array.from(values));
    let result: readonly number[] | undefined;
    const take: Take = ([values]) => {
      result = [...values!.subarray(0, varies(node.extent, Extent.column) ? this.width : 1)];
    };
    const isConstant = !varies(node.extent, Extent.row);
    const passes = new Passes(
      {
        graph,
        width: this.width,
        kernel: (outputs, externals) => this.#compile(outputs, externals),
      },
      isConstant ? [] : [node],
      take,
      isConstant ? [node] : [],
    );
    for (let index = 0; index < passes.count; index++) {
      const pass = passes.start(index);
      pass.run(1, arrays);
      pass.end();
    }
    return result ?? [...passes.constant(node)];
  }

  /** A formula must be one number for each sample; an element of a row is one, whatever the row is made of. */
  #build(expression: Expression): { graph: Computation['graph']; node: Node } {
    const { at } = expression;
    const position: Expression = { kind: 'name', name: POSITION, at };
    const zero: Expression = { kind: 'number', value: 0, at };
    const anywhere: Expression = {
      kind: 'binary',
      operator: '>=',
      left: position,
      right: zero,
      at,
    };
    const row: Expression = {
      kind: 'conditional',
      test: anywhere,
      then: expression,
      otherwise: position,
      at,
    };
    const first: Expression = { kind: 'index', vector: row, index: zero, at };
    const extents = Object.entries(this.#inputs).map(([name, { extent }]) => [name, extent]);
    const scope = {
      inputs: Object.fromEntries(extents) as Record<string, 'element' | 'row'>,
      parameters: this.#parameters,
    };
    const { graph, value } = build({ ...this.#formula, value: first }, scope, this.#dtype);
    const [, node] = value.args[0]!.args;
    return { graph, node: node! };
  }

  #compile(outputs: readonly Node[], externals: readonly Node[]): ReturnType<typeof compile> {
    const vectors = Object.fromEntries(
      Object.entries(this.#parameters).filter(
        (entry): entry is [string, readonly number[]] => typeof entry[1] !== 'number',
      ),
    );
    const inputs = Object.keys(this.#inputs);
    return compile(outputs, {
      dtype: this.#dtype,
      width: this.width,
      inputs,
      vectors,
      externals,
    });
  }
}
