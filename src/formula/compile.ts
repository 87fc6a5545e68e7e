import { rounderOf, type Dtype } from '../tensor/dtype.ts';
import { Extent, isRowReduction, reachable, valueArguments, varies, type Node } from './node.ts';
import { OPERATIONS } from './operations.ts';
import type { Wide } from './wide.ts';

/**
 * What is known of a constant, or of a node with a value for each column, before a kernel runs. Guarded kernels, see
 * `guard.ts`, take sums that are beyond the doubles as well, one or a row of them.
 */
export type Known = number | Float64Array | readonly Wide[];

/**
 * Computes its outputs for the given rows: output k receives one value (a constant), `width` values (one a column),
 * `rows` values (one a row) or rows x width values, by the extent of the node it was compiled from.
 * @param inputs the arrays of `KernelOptions.inputs`, in that order
 * @param externals the values of `KernelOptions.externals`, in that order
 */
export type Kernel = (
  rows: number,
  inputs: readonly Float64Array[],
  externals: readonly Known[],
  outputs: readonly Float64Array[],
) => void;

export interface KernelOptions {
  readonly dtype: Dtype;
  /** The length of a row, the last axis. */
  readonly width: number;
  /** Names of the inputs (and `seed`); an input is as wide as its leaf says: a row, or one value. */
  readonly inputs: readonly string[];
  /** Parameters with one value for each position of a row. */
  readonly vectors: Readonly<Record<string, readonly number[]>>;
  /** Constants known only when the kernel runs: batch reductions and the number of rows. */
  readonly externals: readonly Node[];
}

/**
 * Translates nodes into one JavaScript function of plain loops and compiles it. Sums along a row are
 * compensated in float64; in float32 every operation is rounded, a sum or a function as a whole.
 */
export function compile(outputs: readonly Node[], options: KernelOptions): Kernel {
  const round = rounderOf(options.dtype);
  const vectors = Object.values(options.vectors).map((v) => Float64Array.from(v, round));
  // Every name in the source is made here from node ids; no text of a user reaches it.
  const emitter = new Emitter(outputs, options);
  const { names, functions } = emitter.helpers();
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  return new Function('vectors', ...names, emitter.source())(vectors, ...functions) as Kernel;
}

/**
 * The source that {@link compile} compiles: the body of a function of `vectors`, and of the functions that operations
 * call, that returns the kernel.
 */
export function kernelSource(outputs: readonly Node[], options: KernelOptions): string {
  return new Emitter(outputs, options).source();
}

class Emitter {
  readonly #outputs: readonly Node[];
  readonly #options: KernelOptions;
  readonly #nodes: readonly Node[];
  /** How many row reductions lie one inside the other below a node. */
  readonly #depth = new Map<Node, number>();
  /** Nodes that are computed where they are used, and only if they are. */
  readonly #lazy: ReadonlySet<Node>;

  constructor(outputs: readonly Node[], options: KernelOptions) {
    this.#outputs = outputs;
    this.#options = options;
    this.#nodes = reachable(outputs, (node) => options.externals.includes(node), valueArguments);
    for (const node of this.#nodes) {
      const below = Math.max(
        0,
        ...valueArguments(node).map((other) => this.#depth.get(other) ?? 0),
      );
      this.#depth.set(node, below + (isRowReduction(node) ? 1 : 0));
    }
    this.#lazy = this.#branches();
  }

  /** Functions that only one branch of a condition needs: they cost more than to jump over them. */
  #branches(): ReadonlySet<Node> {
    const uses = new Map<Node, number>(this.#outputs.map((node) => [node, 1]));
    for (const argument of this.#nodes.flatMap(valueArguments)) {
      uses.set(argument, (uses.get(argument) ?? 0) + 1);
    }
    const branches = this.#nodes.flatMap((node) =>
      node.op === 'select' ? node.args.slice(1).filter(({ extent }) => extent === node.extent) : [],
    );
    return new Set(branches.filter((node) => isFunction(node) && uses.get(node) === 1));
  }

  /** The functions that the source calls. */
  helpers(): { names: readonly string[]; functions: readonly unknown[] } {
    const names = [...new Set(this.#nodes.map(({ op }) => op))].filter(
      (op) => OPERATIONS[op]?.helper,
    );
    return { names, functions: names.map((op) => OPERATIONS[op]!.helper!()) };
  }

  source(): string {
    const { inputs, vectors } = this.#options;
    const rowNodes = this.#nodes.filter(({ extent }) => varies(extent, Extent.row));
    const lines = [
      'const F = Math.fround;',
      ...Object.keys(vectors).map((_, k) => `const vec${k} = vectors[${k}];`),
      'return function kernel(rows, inputs, externals, outputs) {',
      ...inputs.map((_, k) => `const in${k} = inputs[${k}];`),
      ...this.#outputs.map((_, k) => `const out${k} = outputs[${k}];`),
      ...this.#constants(),
      ...this.#store(Extent.constant, '0'),
      ...this.#storeColumns(),
    ];
    if (rowNodes.length > 0) {
      lines.push('for (let i = 0; i < rows; i++) {');
      lines.push(`const o = i * ${this.#options.width};`);
      lines.push(...this.#rows(), '}');
    }
    return [...lines, '};'].join('\n');
  }

  /** What is the same for all rows; reductions of columns may need each other's, so they come one by one. */
  #constants(): string[] {
    return this.#nodes
      .filter((node) => node.extent === Extent.constant && this.#needsName(node))
      .flatMap((node) =>
        isRowReduction(node)
          ? this.#reductions([node])
          : [`const ${name(node)} = ${this.#expression(node)};`],
      );
  }

  #storeColumns(): string[] {
    const columns = this.#outputs.filter(({ extent }) => extent === Extent.column);
    return columns.length === 0 ? [] : this.#loop(columns, this.#store(Extent.column, 'j'));
  }

  /** What happens to one row: reductions by depth, and after each depth the row's own values that need it. */
  #rows(): string[] {
    const deepest = Math.max(0, ...this.#depth.values());
    const lines: string[] = [];
    for (let depth = 0; depth <= deepest; depth++) {
      const here = this.#nodes.filter(
        (node) => this.#depth.get(node) === depth && varies(node.extent, Extent.row),
      );
      lines.push(...this.#reductions(here.filter(isRowReduction)));
      for (const node of here) {
        if (node.extent !== Extent.row || isRowReduction(node) || !this.#needsName(node)) continue;
        lines.push(`const ${name(node)} = ${this.#expression(node)};`);
      }
    }
    lines.push(...this.#store(Extent.row, 'i'));
    const elements = this.#outputs.filter((node) => node.extent === Extent.element);
    if (elements.length > 0) {
      lines.push(...this.#loop(elements, this.#store(Extent.element, 'o + j')));
    }
    return lines;
  }

  #reductions(reductions: readonly Node[]): string[] {
    const loops = reductions.filter((node) => node.op !== 'at');
    const lines: string[] = [];
    if (loops.length > 0) {
      lines.push(...loops.map((node) => this.#start(node)));
      const arguments_ = loops.map((node) => node.args[0]!);
      lines.push(
        ...this.#loop(
          arguments_,
          loops.map((node) => this.#step(node)),
        ),
      );
      lines.push(...loops.map((node) => this.#end(node)));
    }
    for (const node of reductions.filter(({ op }) => op === 'at')) lines.push(...this.#at(node));
    return lines;
  }

  get #single(): boolean {
    return this.#options.width === 1;
  }

  #isCompensated(sum: Node): boolean {
    return this.#options.dtype === 'float64' && !this.#single && !isCount(sum.args[0]!);
  }

  #start(node: Node): string {
    const { op, id } = node;
    if (this.#single) return `let r${id};`;
    if (op === 'row_max') return `let r${id} = -Infinity;`;
    if (op === 'row_min') return `let r${id} = Infinity;`;
    return this.#isCompensated(node) ? `let s${id} = 0, c${id} = 0;` : `let s${id} = 0;`;
  }

  #step(node: Node): string {
    const { op, id } = node;
    const x = name(node.args[0]!);
    if (this.#single) return `r${id} = ${x};`;
    if (op === 'row_max') return `r${id} = Math.max(r${id}, ${x});`;
    if (op === 'row_min') return `r${id} = Math.min(r${id}, ${x});`;
    if (!this.#isCompensated(node)) return `s${id} += ${x};`;
    // Knuth's two-sum: what the addition rounded away is gathered in c.
    const s = `s${id}`;
    return `{ const t = ${s} + ${x}, z = t - ${s}; c${id} += (${s} - (t - z)) + (${x} - z); ${s} = t; }`;
  }

  #end(node: Node): string {
    const { op, id } = node;
    if (op !== 'sum' || this.#single) return '';
    // With an infinity in the sum the compensation is NaN, and the sum alone is right.
    if (this.#isCompensated(node))
      return `const r${id} = c${id} === c${id} ? s${id} + c${id} : s${id};`;
    return `const r${id} = ${this.#round(`s${id}`)};`;
  }

  /** One element of the row; where the index is no position of it, NaN. */
  #at(node: Node): string[] {
    const [vector, index] = node.args;
    return [
      `let r${node.id} = NaN;`,
      `{ const j = ${name(index!)};`,
      `if (j >= 0 && j < ${this.#options.width} && Math.floor(j) === j) {`,
      ...this.#elements([vector!]),
      `r${node.id} = ${name(vector!)}; } }`,
    ];
  }

  #loop(targets: readonly Node[], body: readonly string[]): string[] {
    const head = this.#single
      ? '{ const j = 0;'
      : `for (let j = 0; j < ${this.#options.width}; j++) {`;
    return [head, ...this.#elements(targets), ...body, '}'];
  }

  /** The values of the element at position j that the targets need. */
  #elements(targets: readonly Node[]): string[] {
    return reachable(
      targets,
      (node) => this.#options.externals.includes(node) || !varies(node.extent, Extent.column),
      valueArguments,
    )
      .filter((node) => varies(node.extent, Extent.column) && this.#needsName(node))
      .map((node) => `const ${name(node)} = ${this.#expression(node)};`);
  }

  #store(extent: Extent, index: string): string[] {
    return this.#outputs.flatMap((node, k) =>
      // Adding 0 makes nothing of -0, which says nothing to a reader.
      node.extent === extent ? [`out${k}[${index}] = ${name(node)} + 0;`] : [],
    );
  }

  #expression(node: Node): string {
    const external = this.#options.externals.indexOf(node);
    if (external >= 0) {
      const value = `externals[${external}]`;
      return varies(node.extent, Extent.column) ? `${value}[j]` : value;
    }
    switch (node.op) {
      case 'input':
      case 'seed': {
        const source = `in${this.#options.inputs.indexOf(node.name!)}`;
        return this.#round(`${source}[${node.extent === Extent.element ? 'o + j' : 'i'}]`);
      }
      case 'vector':
        return `vec${Object.keys(this.#options.vectors).indexOf(node.name!)}[j]`;
      case 'spread':
        return name(node.args[0]!);
      case 'length':
        return String(this.#options.width);
      default: {
        const operation = OPERATIONS[node.op]!;
        const source = operation.source(...node.args.map((argument) => this.#operand(argument)));
        return operation.exact ? source : this.#round(source);
      }
    }
  }

  /** An argument in the source of an operation. */
  #operand(node: Node): string {
    return this.#lazy.has(node) ? `(${this.#expression(node)})` : name(node);
  }

  #needsName(node: Node): boolean {
    return node.op !== 'number' && node.op !== 'position' && !this.#lazy.has(node);
  }

  #round(source: string): string {
    return this.#options.dtype === 'float32' ? `F(${source})` : source;
  }
}

/** Whether an operation takes its time: exp, but no arithmetic. */
function isFunction({ op }: Node): boolean {
  const operation = OPERATIONS[op];
  return operation?.arity === 1 && !operation.exact;
}

/** Whether a node is 1 or 0 for each element, so that no rounding can happen in a sum of it. */
function isCount({ op, args }: Node): boolean {
  return op === 'select' && args.slice(1).every(({ value }) => value === 0 || value === 1);
}

/** How the source refers to a node: literals and the position by themselves, anything else by a name. */
function name(node: Node): string {
  if (node.op === 'number') return literal(node.value!);
  if (node.op === 'position') return 'j';
  return `${isRowReduction(node) ? 'r' : 'v'}${node.id}`;
}

function literal(value: number): string {
  return value < 0 || Object.is(value, -0)
    ? `(${Object.is(value, -0) ? '-0' : value})`
    : String(value);
}
