import { Graph } from '../graph.ts';
import { Extent, varies, type Node } from '../node.ts';
import { Inexpressible } from './inexpressible.ts';
import { lowered } from './lowered.ts';
import { Ranges } from './range.ts';

/** What the leaves of a formula are. */
export interface Leaves {
  /** The length of a row. */
  readonly width: number;
  /** An input, at a position of the row or of the whole row. */
  readonly input: (graph: Graph, name: string, position: number | undefined) => Node;
  /** A parameter with a value for each position of a row. */
  readonly vector: (name: string) => readonly number[];
}

/** Nodes that SQL would have as rows of rows: more than any engine reads. */
const MOST_NODES = 100_000;

/**
 * Writes a formula of rows with one expression for each element, of operations that an engine has. Where a node had a
 * value for each element it becomes one node for each; of a graph of its own, in which equal ones are the same.
 */
export class Scalars {
  readonly graph: Graph;
  readonly #leaves: Leaves;
  readonly #has: (op: string) => boolean;
  readonly #made = new Map<string, Node>();
  readonly #ranges = new Ranges();

  /** @param has whether the engine has an operation */
  constructor(graph: Graph, leaves: Leaves, has: (op: string) => boolean) {
    this.graph = graph;
    this.#leaves = leaves;
    this.#has = has;
  }

  /**
   * A node at a position of the row, and at a second one of a pair.
   * @throws Inexpressible for what no expression of an engine is
   */
  at(node: Node, j = 0, k = 0): Node {
    const key = [
      node.id,
      varies(node.extent, Extent.column) ? j : '',
      varies(node.extent, Extent.pair) ? k : '',
    ].join();
    let made = this.#made.get(key);
    if (!made) {
      if (this.#made.size > MOST_NODES) {
        throw new Inexpressible(
          'takes more expressions for rows of so many columns than an engine reads',
        );
      }
      made = this.#make(node, j, k);
      this.#made.set(key, made);
    }
    return made;
  }

  /** An operation, made of others where the engine has not got it. */
  op(op: string, ...given: Node[]): Node {
    const { graph } = this;
    const args = given.map((node, i) =>
      isTruth(op, i) ? truthOf(graph, node) : numberOf(graph, node),
    );
    if (args.every((node) => node.op === 'number')) return graph.op(op, ...args);
    const simplified = simplify(graph, op, args) ?? this.#decided(op, args);
    if (simplified) return simplified;
    if (this.#has(op)) return graph.op(op, ...args);
    const made = lowered(graph, (name, ...of) => this.op(name, ...of), op, ...args);
    if (!made) throw new Inexpressible(`needs the function ${op}, which it has not`);
    return made;
  }

  /** An extreme that is always the same of two, and the size of what never changes its sign. */
  #decided(op: string, args: readonly Node[]): Node | undefined {
    if (!['max', 'min', 'abs'].includes(op)) return undefined;
    const [a, b = this.graph.zero] = args as [Node, Node?];
    const [ofA, ofB] = [this.#ranges.of(a), this.#ranges.of(b)];
    if (op === 'abs') return ofA.low >= 0 ? a : ofA.high <= 0 ? this.op('neg', a) : undefined;
    if (ofA.mayBeNaN || ofB.mayBeNaN) return undefined;
    const [larger, smaller] = op === 'max' ? [a, b] : [b, a];
    return ofA.low >= ofB.high ? larger : ofB.low >= ofA.high ? smaller : undefined;
  }

  #make(node: Node, j: number, k: number): Node {
    const { graph } = this;
    const { width } = this.#leaves;
    const [first, second] = node.args;
    switch (node.op) {
      case 'number':
        return graph.number(node.value!);
      case 'input':
        return this.#leaves.input(
          graph,
          node.name!,
          varies(node.extent, Extent.column) ? j : undefined,
        );
      case 'vector':
        return graph.number(this.#leaves.vector(node.name!)[j]!);
      case 'position':
        return graph.number(j);
      case 'length':
        return graph.number(width);
      case 'rows':
        return graph.leaf('rows', Extent.constant);
      case 'spread':
        return this.at(first!, j, k);
      case 'other':
        return this.at(first!, k, k);
      case 'sum':
        return this.#reduce('add', this.#row(first!));
      case 'row_max':
        return this.#reduce('max', this.#row(first!));
      case 'row_min':
        return this.#reduce('min', this.#row(first!));
      case 'pair_sum':
        return this.#reduce('add', this.#pairs(first!, j));
      case 'pair_max':
        return this.#reduce('max', this.#pairs(first!, j));
      case 'pair_min':
        return this.#reduce('min', this.#pairs(first!, j));
      case 'at':
      case 'gather':
        return this.#pick(this.#row(first!), this.at(second!, j, k));
      case 'cumsum':
        return j === 0 ? this.at(first!) : this.op('add', this.at(node, j - 1), this.at(first!, j));
      case 'batch_sum':
      case 'batch_max':
      case 'batch_min':
        return graph.reduceBatch(node.op, this.at(first!));
      case 'column_sum':
        return graph.reduceBatch('batch_sum', this.at(first!, j));
      case 'batch_cov':
        return this.#covariance(node, this.#positions(node.args));
      case 'column_cov':
        return this.#covariance(node, [j]);
      case 'argsort':
      case 'argcummax':
      case 'scatter':
      case 'logcumsumexp':
        throw new Inexpressible(
          'needs the order of the numbers of a row, which SQL has for rows of tables alone',
        );
      default:
        return this.op(node.op, ...node.args.map((argument) => this.at(argument, j, k)));
    }
  }

  #row(node: Node): Node[] {
    return Array.from({ length: this.#leaves.width }, (_, j) => this.at(node, j));
  }

  #pairs(node: Node, j: number): Node[] {
    return Array.from({ length: this.#leaves.width }, (_, k) => this.at(node, j, k));
  }

  /** The positions of a row that some nodes have values for. */
  #positions(nodes: readonly Node[]): readonly number[] {
    const isOfRows = nodes.some(({ extent }) => varies(extent, Extent.column));
    return isOfRows ? Array.from({ length: this.#leaves.width }, (_, j) => j) : [0];
  }

  /** Two by two, so that nothing is deep and little is rounded. */
  #reduce(op: 'add' | 'max' | 'min', values: readonly Node[]): Node {
    if (values.length === 1) return values[0]!;
    const middle = Math.ceil(values.length / 2);
    const halves = [values.slice(0, middle), values.slice(middle)];
    const [left, right] = halves.map((half) => this.#reduce(op, half));
    return this.op(op, left!, right!);
  }

  /** The value at an index, found by halves; NaN where it is none. */
  #pick(values: readonly Node[], index: Node): Node {
    const { graph } = this;
    if (index.op === 'number') return values[index.value!] ?? graph.number(NaN);
    const among = (from: number, to: number): Node => {
      if (to - from === 1) {
        const isHere = this.op('eq', index, graph.number(from));
        return this.op('select', isHere, values[from]!, graph.number(NaN));
      }
      const middle = (from + to) >> 1;
      const isBelow = this.op('lt', index, graph.number(middle));
      return this.op('select', isBelow, among(from, middle), among(middle, to));
    };
    return among(0, values.length);
  }

  /**
   * A covariance about the means of all rows, as sums of products of what is far from these cancel; of a group whose means
   * are others what is left to subtract is small.
   */
  #covariance({ args }: Node, positions: readonly number[]): Node {
    const { graph } = this;
    const [xs, ys, ws] = args.map((node) => positions.map((j) => this.at(node, j)));
    const total = (values: readonly Node[]): Node =>
      this.#reduce(
        'add',
        values.map((value) => graph.reduceBatch('batch_sum', value)),
      );
    const weighted = (values: readonly Node[]): Node[] =>
      values.map((value, i) => this.op('mul', ws![i]!, value));
    const weight = total(ws!);
    const about = (values: readonly Node[]): Node[] => {
      const centre = graph.div(total(weighted(values)), weight);
      return values.map((value) => this.op('sub', value, centre));
    };
    const [dx, dy] = [about(xs!), about(ys!)];
    const products = dx.map((x, i) =>
      x === dy[i] ? this.op('square', x) : this.op('mul', x, dy[i]!),
    );
    const mean = (values: readonly Node[]): Node => graph.div(total(weighted(values)), weight);
    return this.op('sub', mean(products), this.op('mul', mean(dx), mean(dy)));
  }
}

/** Whether an operation takes a truth value for an argument; others take numbers. */
function isTruth(op: string, place: number): boolean {
  return ['and', 'or', 'not'].includes(op) || (op === 'select' && place === 0);
}

/** A number is true unless it is 0. */
function truthOf(graph: Graph, node: Node): Node {
  return node.type === 'boolean' || node.op === 'number' ? node : graph.op('ne', node, graph.zero);
}

/** A truth value counts as 1 or 0. */
function numberOf(graph: Graph, node: Node): Node {
  return node.type === 'boolean' ? graph.select(node, graph.number(1), graph.zero) : node;
}

/** What changes no value is left out. */
function simplify(graph: Graph, op: string, args: readonly Node[]): Node | undefined {
  const [a, b, c] = args as [Node, Node, Node];
  switch (op) {
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'pow':
      return graph[op](a, b);
    case 'neg':
      return graph.neg(a);
    case 'select':
      return graph.select(a, b, c);
    case 'and':
    case 'or':
      return [a, b].some((node) => node.op === 'number') ? decided(op, a, b) : undefined;
    default:
      return undefined;
  }
}

/** A truth with another that is known. */
function decided(op: 'and' | 'or', a: Node, b: Node): Node {
  const [known, other] = a.op === 'number' ? [a, b] : [b, a];
  return (known.value !== 0) === (op === 'and') ? other : known;
}
