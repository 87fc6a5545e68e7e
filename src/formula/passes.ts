import type { Kernel, Known } from './compile.ts';
import type { Graph } from './graph.ts';
import { reducerOf, type Reducer } from './reducers.ts';
import { Extent, isBatchReduction, reachable, valueArguments, varies, type Node } from './node.ts';

/**
 * Takes the outputs for a block: of each node one value a row, or a row of them. The arrays are reused.
 */
export type Take = (outputs: readonly Float64Array[], rows: number) => void;

/** What passes compute with: a graph, and kernels for its nodes. */
export interface Compiler {
  readonly graph: Graph;
  /** The length of a row. */
  readonly width: number;
  readonly kernel: (outputs: readonly Node[], externals: readonly Node[]) => Kernel;
}

/**
 * Computes nodes over an input that arrives in blocks. What depends on a batch reduction needs the input once
 * more: pass k computes everything below k batch reductions, then the reductions of it.
 */
export class Passes {
  readonly #compiler: Compiler;
  readonly #outputs: readonly Node[];
  readonly #take: Take;
  readonly #reductions: readonly Node[];
  /** Batch reductions and the number of rows, as far as they are known. */
  readonly #known: Map<Node, Known>;
  readonly #depth = new Map<Node, number>();
  /** The pass in which all outputs can be computed. */
  readonly #outputPass: number;
  /** How often the input is needed. */
  readonly count: number;

  /**
   * @param outputs nodes that `take` receives for every block
   * @param constants nodes whose {@link constant} will be asked for
   * @param known values of batch reductions from earlier passes over the same input
   */
  constructor(
    compiler: Compiler,
    outputs: readonly Node[],
    take: Take,
    constants: readonly Node[] = [],
    known: ReadonlyMap<Node, Known> = new Map(),
  ) {
    this.#compiler = compiler;
    this.#outputs = outputs;
    this.#take = take;
    this.#known = new Map(known);
    const nodes = reachable([...outputs, ...constants], (node) => known.has(node), valueArguments);
    for (const node of nodes) this.#depth.set(node, this.#depthOf(node));
    this.#reductions = nodes.filter((node) => isBatchReduction(node) && !known.has(node));
    this.#outputPass = Math.max(0, ...outputs.map((node) => this.#depth.get(node)!));
    // The number of rows is known after a pass, as reductions are.
    const afterPass = [...this.#reductions, ...constants].map((node) => this.#depth.get(node)!);
    this.count = Math.max(0, ...afterPass, outputs.length > 0 ? this.#outputPass + 1 : 0);
  }

  #depthOf(node: Node): number {
    if (this.#known.has(node)) return 0;
    if (node.op === 'rows') return 1;
    const below = Math.max(0, ...valueArguments(node).map((other) => this.#depth.get(other)!));
    return below + (isBatchReduction(node) ? 1 : 0);
  }

  /** Starts pass number `index`, counted from 0; passes are run in order, each over the whole input. */
  start(index: number): Pass {
    const outputs = index === this.#outputPass ? this.#outputs : [];
    const reducers = this.#reductions
      .filter((node) => this.#depth.get(node) === index + 1)
      .map((node) => reducerOf(node, this.#compiler));
    return new Pass(this.#compiler, outputs, this.#take, reducers, this.#known);
  }

  /** The values known so far of batch reductions, for passes that follow. */
  get known(): ReadonlyMap<Node, Known> {
    return this.#known;
  }

  /** The value of a node that is the same for all rows, after the passes it depends on: one, or one for each column. */
  constant(node: Node): Float64Array {
    const out = new Float64Array(node.extent === Extent.column ? this.#compiler.width : 1);
    const kernel = this.#compiler.kernel([node], [...this.#known.keys()]);
    kernel(0, [], [...this.#known.values()], [out]);
    return out;
  }
}

/** One pass over the input. */
export class Pass {
  readonly #take: Take;
  readonly #reducers: readonly Reducer[];
  readonly #known: Map<Node, Known>;
  readonly #graph: Graph;
  readonly #kernel: Kernel;
  readonly #externals: readonly Known[];
  readonly #nodes: readonly Node[];
  readonly #width: number;
  /** How many of the nodes are outputs; the terms of reductions follow. */
  readonly #outputCount: number;
  #values: Float64Array[] = [];
  /** None is reserved yet, not even arrays of no rows. */
  #capacity = -1;
  #rows = 0;

  constructor(
    compiler: Compiler,
    outputs: readonly Node[],
    take: Take,
    reducers: readonly Reducer[],
    known: Map<Node, Known>,
  ) {
    this.#take = take;
    this.#reducers = reducers;
    this.#known = known;
    this.#graph = compiler.graph;
    this.#width = compiler.width;
    this.#externals = [...known.values()];
    this.#outputCount = outputs.length;
    this.#nodes = [...outputs, ...reducers.flatMap(({ terms }) => terms)];
    this.#kernel = compiler.kernel(this.#nodes, [...known.keys()]);
  }

  /** @param inputs the arrays that the kernels of the compiler take */
  run(rows: number, inputs: readonly Float64Array[]): void {
    this.#reserve(rows);
    this.#kernel(rows, inputs, this.#externals, this.#values);
    if (this.#outputCount > 0) this.#take(this.#values, rows);
    let at = this.#outputCount;
    for (const reducer of this.#reducers) {
      reducer.add(this.#values.slice(at, (at += reducer.terms.length)), rows);
    }
    this.#rows += rows;
  }

  /** Ends the pass: its reductions are known from now on. */
  end(): void {
    this.#known.set(this.#graph.leaf('rows', Extent.constant), this.#graph.round(this.#rows));
    for (const reducer of this.#reducers) this.#known.set(reducer.node, reducer.finish());
  }

  #reserve(rows: number): void {
    if (rows <= this.#capacity) return;
    this.#capacity = rows;
    this.#values = this.#nodes.map(({ extent }) => {
      return new Float64Array(varies(extent, Extent.column) ? rows * this.#width : rows);
    });
  }
}
