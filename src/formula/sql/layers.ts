import { isBatchReduction, reachable, type Node } from '../node.ts';
import type { Dialect } from './dialect.ts';
import { Ranges } from './range.ts';
import { bare, repetitions, sql, type Operand, type Template } from './template.ts';

/** A column of a subquery. */
export interface Column {
  readonly name: string;
  readonly text: string;
}

/** What expressions are written with. */
export interface Writing {
  readonly dialect: Dialect;
  /** The columns that nodes are in already; what stands for them is quoted where it has to be. */
  readonly known: ReadonlyMap<Node, string>;
  /** The name of the n-th column that is added. */
  readonly name: (n: number) => string;
  /** The rows that reductions over all of them count; all where left out. */
  readonly keep?: string | undefined;
}

/** A node to be written: as it is, or reduced over rows. */
export interface Output {
  readonly node: Node;
  readonly isReduced: boolean;
}

/** How deep an expression may be: the parser of SQLite has room for a hundred open parts. */
const DEEPEST = 10;

/** Operations beside which a literal may be of another type than theirs. */
const MIXING = ['add', 'sub', 'mul', 'div', 'lt', 'le', 'gt', 'ge', 'eq', 'ne'];
/** Operations that are written again rather than kept, where they are of columns. */
const SHORT = ['add', 'sub', 'mul', 'neg'];

/**
 * Nodes as SQL. What is used several times becomes a column of a subquery, in layers of which each sees the columns of
 * those below it: so that the text is as long as the graph is large, and nothing is computed twice.
 */
export class Layers {
  /** The columns that each layer adds to what it is made of. */
  readonly columns: readonly (readonly Column[])[];
  readonly #writing: Writing;
  readonly #ranges = new Ranges();
  readonly #names = new Map<Node, string>();
  readonly #levels = new Map<Node, number>();

  constructor(outputs: readonly Output[], writing: Writing) {
    this.#writing = writing;
    for (const [node, name] of writing.known) this.#names.set(node, name);
    const kept = this.#kept(outputs);
    kept.forEach((node, n) => this.#names.set(node, writing.name(n)));
    const levels: Node[][] = [];
    for (const node of kept) (levels[this.#level(node) - 1] ??= []).push(node);
    this.columns = levels.map((nodes) =>
      nodes.map((node) => ({ name: this.#names.get(node)!, text: bare(this.#expression(node)) })),
    );
  }

  /** An output in the columns of the last layer. */
  text({ node, isReduced }: Output): string {
    return bare(isReduced ? this.#reduced(node, '') : this.#operand(node, true).text);
  }

  /** The nodes that become columns, each after those that it is made of. */
  #kept(outputs: readonly Output[]): readonly Node[] {
    const { known } = this.#writing;
    const roots = outputs.flatMap(({ node, isReduced }) => (isReduced ? node.args : [node]));
    const nodes = reachable(roots, (node) => known.has(node)).filter((node) => !known.has(node));
    const uses = new Map<Node, number>();
    const use = (node: Node, times: number): void => {
      uses.set(node, (uses.get(node) ?? 0) + times);
    };
    for (const { node, isReduced } of outputs) {
      if (!isReduced) use(node, 1);
      else node.args.forEach((argument) => use(argument, this.#repeated(node)[0]!));
    }
    const windows = new Set<Node>();
    for (const node of nodes) {
      this.#repeated(node).forEach((times, i) => use(node.args[i]!, times));
      if (isBatchReduction(node) || node.op === 'rows') windows.add(node);
    }
    const depths = new Map<Node, number>();
    return nodes.filter((node) => {
      const depth = 1 + Math.max(0, ...node.args.map((argument) => depths.get(argument) ?? 0));
      const isShared = node.op !== 'number' && uses.get(node)! > 1 && !this.#isShort(node);
      const isKept = windows.has(node) || isShared || depth > DEEPEST;
      depths.set(node, isKept ? 0 : depth);
      return isKept;
    });
  }

  #isShort({ op, args }: Node): boolean {
    const { known } = this.#writing;
    return SHORT.includes(op) && args.every((node) => node.op === 'number' || known.has(node));
  }

  /** How often each argument is in the text of a node. */
  #repeated(node: Node): readonly number[] {
    if (node.args.length === 0) return [];
    const ranges = node.args.map((argument) => this.#ranges.of(argument));
    return repetitions(
      isBatchReduction(node) ? this.#aggregate(node, '') : this.#template(node),
      ranges,
    );
  }

  /** The layer that a node is known from on. */
  #level(node: Node): number {
    let level = this.#levels.get(node);
    if (level === undefined) {
      const isKnown = this.#writing.known.has(node);
      const below = isKnown
        ? 0
        : Math.max(0, ...node.args.map((argument) => this.#level(argument)));
      level = below + (!isKnown && this.#names.has(node) ? 1 : 0);
      this.#levels.set(node, level);
    }
    return level;
  }

  #operand(node: Node, isTyped: boolean): Operand {
    const range = this.#ranges.of(node);
    const name = this.#names.get(node);
    if (name !== undefined) return { text: name, ...range };
    if (node.op === 'number') return { text: this.#literal(node.value!, isTyped), ...range };
    return { text: this.#expression(node), ...range };
  }

  #expression(node: Node): string {
    if (isBatchReduction(node)) return this.#reduced(node, ' OVER ()');
    if (node.op === 'rows') return this.#rows(' OVER ()');
    const isTyped = !MIXING.includes(node.op);
    return this.#template(node)(...node.args.map((argument) => this.#operand(argument, isTyped)));
  }

  #reduced(node: Node, over: string): string {
    if (node.op === 'rows') return this.#rows(over);
    return this.#aggregate(node, over)(this.#operand(node.args[0]!, true));
  }

  #aggregate({ op }: Node, over: string): Template {
    const { dialect, keep } = this.#writing;
    const aggregate = dialect.aggregates[op.replace('batch_', '') as 'sum' | 'max' | 'min'];
    return (x) => {
      const text = keep === undefined ? bare(x.text) : sql`CASE WHEN ${keep} THEN ${x} END`;
      return aggregate({ ...x, text }, over, keep);
    };
  }

  /** How many rows count, as a double; NULL where there are none, as a quotient by 0 would stop some engines. */
  #rows(over: string): string {
    const { dialect, keep } = this.#writing;
    const count = keep === undefined ? 'COUNT(*)' : `COUNT(CASE WHEN ${keep} THEN 1 END)`;
    return `CAST(NULLIF(${count}${over}, 0) AS ${dialect.types.double})`;
  }

  #template({ op }: Node): Template {
    return this.#writing.dialect.operations[op]!;
  }

  #literal(value: number, isTyped: boolean): string {
    const { double, special } = this.#writing.dialect;
    if (Number.isNaN(value)) return special.nan;
    if (value === Infinity) return special.infinity;
    if (value === -Infinity) return special.negativeInfinity;
    const digits = String(value);
    const isPlain = !isTyped && Number.isInteger(value) && Math.abs(value) < 2 ** 31;
    const text = isPlain ? digits : double(digits.includes('e') ? digits : `${digits}e0`);
    return value < 0 ? `(${text})` : text;
  }
}
