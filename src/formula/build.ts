import type { Dtype } from '../tensor/dtype.ts';
import { closest } from '../messages/closest.ts';
import { quote } from '../messages/errors.ts';
import type { BinaryOperator, Expression, Formula } from './ast.ts';
import { ElementGraph } from './element-graph.ts';
import { FormulaError } from './error.ts';
import { BUILTINS, COMPOUNDS } from './functions.ts';
import { Graph } from './graph.ts';
import { MaskedRowGraph } from './masked-row-graph.ts';
import { Extent, reachable, valueArguments, varies, type Node } from './node.ts';
import { parse } from './parse.ts';

/** What the names of a formula stand for. */
export interface Scope {
  /** Inputs by name: a value for each element of a row, or one for the row (class indices). */
  readonly inputs: Readonly<Record<string, 'element' | 'row'>>;
  /** Parameters and constants by name; a list has one value for each position of the last axis. */
  readonly parameters: Readonly<Record<string, number | readonly number[]>>;
  /** Given where each element is a row by itself; see {@link ElementGraph}. */
  readonly byElement?: ElementScope | undefined;
  /** The input that is 0 for what takes no part in its row; see {@link MaskedRowGraph}. */
  readonly rowMask?: string | undefined;
}

/** What elements that are rows by themselves count. */
export interface ElementScope {
  /** Whether one does not count where an input of it is NaN. */
  readonly skipsMissing: boolean;
  /** The input that is 0 where one does not count. */
  readonly mask?: string | undefined;
  /** The input that elements are weighted by. */
  readonly weights?: string | undefined;
  /** What the mean divides by: how many elements there are, their weights, or how many of these are not 0. */
  readonly dividesBy: 'elements' | 'weights' | 'nonzero-weights';
  /** Whether weights count in the losses of single elements. */
  readonly weighsElements: boolean;
}

/** A formula as a graph. */
export interface Computation {
  readonly graph: Graph;
  readonly value: Node;
  /** What the value is the sum or mean of over the row; undefined where it is neither. */
  readonly elements: Node | undefined;
  /** The sum of the elements that count, where some may not. */
  readonly sum?: Node | undefined;
  /** A value where an element counts, and 0 where it does not; undefined where all count. */
  readonly counting?: ((value: Node) => Node) | undefined;
  /** What a sample adds to the denominator of a mean; undefined where that is 1. */
  readonly count: Node | undefined;
  /** How many values of a row `clip` changed on the way to the value. */
  readonly clipped: Node | undefined;
  /** An input's leaf, to differentiate by. */
  readonly input: (name: string) => Node;
}

/**
 * Gives a formula its meaning: names are looked up in `scope` and nowhere else.
 * @param count an expression that sees the formula's names, see `Computation.count`
 * @throws FormulaError with the place of an unknown name, a wrong number of arguments, an element-wise value.
 */
export function build(formula: Formula, scope: Scope, dtype: Dtype, count?: Formula): Computation {
  const base = new Graph(dtype);
  const input = (name: string): Node => base.leaf('input', Extent[scope.inputs[name]!], name);
  const { byElement, rowMask } = scope;
  const ofSingle = byElement && new ElementGraph(base, conditionsOf(scope, byElement, base, input));
  const masked = rowMask === undefined ? undefined : new MaskedRowGraph(base, input(rowMask));
  const graph = ofSingle ?? masked ?? base;
  const names = new Map(baseNames(graph));
  const define = (name: string, node: Node): void => {
    if (names.has(name)) throw new Error(`the name ${name} stands for two things in a formula`);
    names.set(name, node);
  };
  for (const name of Object.keys(scope.inputs)) define(name, input(name));
  for (const [name, value] of Object.entries(scope.parameters)) {
    define(
      name,
      typeof value === 'number' ? graph.number(value) : graph.leaf('vector', Extent.column, name),
    );
  }

  const builder = new Builder(graph, formula, names);
  const value = builder.value();
  const counted = count && builder.evaluate(count.value);
  if (ofSingle) {
    const weights = byElement.weights === undefined ? undefined : input(byElement.weights);
    const ofRow = rowOfElements(ofSingle, byElement, value, weights, counted);
    const counting = (node: Node): Node => ofSingle.counting(node);
    return { graph: base, ...ofRow, counting, clipped: clipped(ofSingle, value), input };
  }
  if (variesAlongRow(value)) {
    const at = formula.value.at;
    const problem = varies(value.extent, Extent.pair)
      ? 'the value of a loss must be one number for each sample: other(...) belongs inside pair_sum(...)'
      : 'the value of a loss must be one number for each sample: reduce it with mean or sum';
    throw new FormulaError(formula.text, at, problem);
  }
  const elements = builder.elements();
  return {
    graph: base,
    value,
    elements: elements && masked ? masked.counting(elements, NaN) : elements,
    counting: masked && ((node) => masked.counting(node)),
    count: counted,
    clipped: clipped(graph, value),
    input,
  };
}

/** What has to be so for an element to count. */
function conditionsOf(
  { inputs }: Scope,
  { skipsMissing, mask }: ElementScope,
  graph: Graph,
  input: (name: string) => Node,
): readonly Node[] {
  const ofElements = Object.keys(inputs).filter((name) => inputs[name] === 'element');
  // What is missing equals nothing, not even itself.
  const present = ofElements.map((name) => graph.op('eq', input(name), input(name)));
  return [
    ...(skipsMissing ? present : []),
    ...(mask === undefined ? [] : [graph.op('ne', input(mask), graph.zero)]),
  ];
}

/** What the losses of elements, or one of all of them, make of a row. */
function rowOfElements(
  graph: ElementGraph,
  { dividesBy, weighsElements }: ElementScope,
  value: Node,
  weights: Node | undefined,
  given = graph.number(1),
): Pick<Computation, 'value' | 'elements' | 'sum' | 'count'> {
  if (value.extent === Extent.constant) return { value, elements: undefined, count: undefined };
  const weighted = (node: Node): Node => (weights ? graph.mul(node, weights) : node);
  const sum = graph.sumOfRow(weighted(value));
  const nonzero = (node: Node): Node =>
    weights ? graph.mul(node, graph.op('ne', weights, graph.zero)) : node;
  const share = { elements: (node: Node) => node, weights: weighted, 'nonzero-weights': nonzero };
  const count = graph.sumOfRow(share[dividesBy](given));
  const divisor = dividesBy === 'elements' ? graph.sumOfRow(graph.number(1)) : count;
  const elements = graph.counting(weighsElements ? weighted(value) : value, NaN);
  // Where all count they are as many in every row.
  const isAlike = count.extent === Extent.constant;
  return { value: graph.div(sum, divisor), elements, sum, count: isAlike ? undefined : count };
}

/** The names that every formula has. */
function baseNames(graph: Graph): [string, Node][] {
  return [
    ['n', graph.leaf('length', Extent.constant)],
    ['i', graph.leaf('position', Extent.element)],
    ['inf', graph.number(Infinity)],
  ];
}

/** Evaluates the expressions of one formula, or of one compound's body, in its own names. */
class Builder {
  readonly #graph: Graph;
  readonly #formula: Formula;
  readonly #names: Map<string, Node>;

  constructor(graph: Graph, formula: Formula, names: ReadonlyMap<string, Node>) {
    this.#graph = graph;
    this.#formula = formula;
    this.#names = new Map(names);
    for (const { name, value, at } of formula.definitions) {
      if (this.#names.has(name)) this.#fail(at, `${quote(name)} is already defined`);
      this.#names.set(name, this.#evaluate(value));
    }
  }

  value(): Node {
    return this.evaluate(this.#formula.value);
  }

  elements(): Node | undefined {
    const { value } = this.#formula;
    const isReduction = value.kind === 'call' && ['mean', 'sum'].includes(value.callee);
    return isReduction ? this.evaluate(value.args[0]!) : undefined;
  }

  /** An expression in the names of the formula. */
  evaluate(expression: Expression): Node {
    return this.#number(expression);
  }

  #evaluate(expression: Expression): Node {
    switch (expression.kind) {
      case 'number':
        return this.#graph.number(expression.value);
      case 'name':
        return this.#lookUp(expression.name, expression.at);
      case 'unary':
        return expression.operator === '-'
          ? this.#graph.neg(this.#number(expression.operand))
          : this.#graph.op('not', this.#truth(expression.operand));
      case 'binary':
        return this.#binary(expression.operator, expression.left, expression.right);
      case 'conditional':
        return this.#graph.select(
          this.#truth(expression.test),
          this.#number(expression.then),
          this.#number(expression.otherwise),
        );
      case 'call':
        return this.#call(expression.callee, expression.args, expression.at);
      case 'index':
        return this.#index(expression.vector, expression.index, expression.at);
    }
  }

  #binary(operator: BinaryOperator, left: Expression, right: Expression): Node {
    const graph = this.#graph;
    if (operator === '&&' || operator === '||') {
      return graph.op(operator === '&&' ? 'and' : 'or', this.#truth(left), this.#truth(right));
    }
    const a = this.#number(left);
    const b = this.#number(right);
    switch (operator) {
      case '+':
        return graph.add(a, b);
      case '-':
        return graph.sub(a, b);
      case '*':
        return graph.mul(a, b);
      case '/':
        return graph.div(a, b);
      case '^':
        return graph.pow(a, b);
      default:
        return graph.op(COMPARISONS[operator], a, b);
    }
  }

  #call(name: string, args: readonly Expression[], at: number): Node {
    const builtin = BUILTINS.get(name);
    const compound = COMPOUNDS.get(name);
    const arities = builtin?.arities ?? (compound ? [compound.parameters.length] : undefined);
    if (!arities) {
      const known = [...BUILTINS.keys(), ...COMPOUNDS.keys()];
      return this.#fail(at, `unknown function ${quote(name)}${suggestion(name, known)}`);
    }
    if (!arities.includes(args.length)) {
      const expected = arities.join(' or ');
      const noun = expected === '1' ? 'argument' : 'arguments';
      this.#fail(at, `${name} takes ${expected} ${noun}, found ${args.length}`);
    }
    const values = args.map((argument) => this.#number(argument));
    if (name === 'one_hot' && variesAlongRow(values[0]!))
      this.#fail(at, 'an index is one number for each sample');
    if (builtin?.refusesPairs && values.some(({ extent }) => varies(extent, Extent.pair)))
      this.#fail(at, `${name} takes no values of pairs: reduce them with pair_sum`);
    if (name === 'other' && values[0]!.extent === Extent.column)
      this.#fail(at, 'other takes values of each sample, found some that are the same for all');
    return builtin ? builtin.build(this.#graph, ...values) : this.#expand(compound!, values);
  }

  #expand(
    { parameters, body }: { parameters: readonly string[]; body: string },
    args: Node[],
  ): Node {
    const names = new Map(baseNames(this.#graph));
    parameters.forEach((parameter, i) => names.set(parameter, args[i]!));
    return new Builder(this.#graph, parse(body), names).value();
  }

  #index(vector: Expression, index: Expression, at: number): Node {
    const value = this.#number(vector);
    const position = this.#number(index);
    if (value.extent === Extent.constant) return value;
    if (varies(value.extent, Extent.pair))
      this.#fail(at, 'values of pairs cannot be indexed: reduce them with pair_sum');
    if (!varies(value.extent, Extent.column))
      this.#fail(at, 'only a value along the last axis can be indexed');
    if (variesAlongRow(position)) this.#fail(at, 'an index is one number for each sample');
    return this.#graph.reduceRow('at', value, position);
  }

  #lookUp(name: string, at: number): Node {
    const node = this.#names.get(name);
    if (node) return node;
    const known = [...this.#names.keys()];
    return this.#fail(at, `unknown name ${quote(name)}${suggestion(name, known)}`);
  }

  /** A truth value counts as 1 or 0. */
  #number(expression: Expression): Node {
    const node = this.#evaluate(expression);
    return node.type === 'boolean'
      ? this.#graph.select(node, this.#graph.number(1), this.#graph.zero)
      : node;
  }

  /** A number is true unless it is 0. */
  #truth(expression: Expression): Node {
    const node = this.#evaluate(expression);
    return node.type === 'boolean' ? node : this.#graph.op('ne', node, this.#graph.zero);
  }

  #fail(at: number, problem: string): never {
    throw new FormulaError(this.#formula.text, at, problem);
  }
}

/** Whether there is more than one value for a sample. */
function variesAlongRow({ extent }: Node): boolean {
  return varies(extent, Extent.column) || varies(extent, Extent.pair);
}

const COMPARISONS = {
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
  '==': 'eq',
  '!=': 'ne',
} as const;

function suggestion(name: string, known: readonly string[]): string {
  const near = closest(name, known);
  return near ? ` (did you mean "${near}"?)` : `, expected one of ${known.join(', ')}`;
}

/** Counts, for each row, the values outside the bounds of the clips that the value depends on. */
function clipped(graph: Graph, value: Node): Node | undefined {
  const counts = reachable([value], undefined, valueArguments)
    .filter((node) => node.op === 'clip' && varies(node.extent, Extent.row))
    .map(({ args: [x, low, high] }) => {
      const outside = graph.op('or', graph.op('lt', x!, low!), graph.op('gt', x!, high!));
      const isOutside = graph.select(outside, graph.number(1), graph.zero);
      const ofPairs = varies(isOutside.extent, Extent.pair);
      const count = ofPairs ? graph.reducePairs('pair_sum', isOutside) : isOutside;
      if (graph instanceof ElementGraph) return graph.sumOfRow(count);
      return varies(count.extent, Extent.column) ? graph.reduceRow('sum', count) : count;
    });
  return counts.length === 0 ? undefined : counts.reduce((a, b) => graph.add(a, b));
}
