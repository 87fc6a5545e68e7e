import { rounderOf, type Dtype } from '../tensor/dtype.ts';
import {
  crossesRow,
  Extent,
  isPairReduction,
  isRowFunction,
  isRowReduction,
  reachable,
  valueArguments,
  varies,
  type Node,
} from './node.ts';
import { OPERATIONS } from './operations.ts';
import { reductionSource } from './reduction-source.ts';
import { RowFunctions } from './row-functions.ts';
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
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const make = new Function('vectors', 'RowFunctions', ...names, emitter.source());
  // eslint-disable-next-line @typescript-eslint/no-unsafe-call
  return make(vectors, RowFunctions, ...functions) as Kernel;
}

/**
 * The source that {@link compile} compiles: the body of a function of `vectors`, `RowFunctions`, and the functions that
 * operations call, that returns the kernel.
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
  /** Nodes whose values along the row are in arrays, at the place of the source that is being written. */
  readonly #kept: Set<Node>;

  constructor(outputs: readonly Node[], options: KernelOptions) {
    this.#outputs = outputs;
    this.#options = options;
    this.#nodes = reachable(outputs, (node) => options.externals.includes(node), valueArguments);
    for (const node of this.#nodes) {
      const below = Math.max(
        0,
        ...valueArguments(node).map((other) => this.#depth.get(other) ?? 0),
      );
      this.#depth.set(node, below + (isOverRow(node) ? 1 : 0));
    }
    this.#lazy = this.#branches();
    this.#kept = new Set(this.#nodes.filter(isArray));
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
      ...this.#arrays(),
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

  /** Room for rows, and the functions that fill it. */
  #arrays(): string[] {
    const { dtype, width } = this.#options;
    const rows = new Set(
      this.#nodes.flatMap((node) => [...rowsRead(node), ...(isArray(node) ? [node] : [])]),
    );
    // Float32Array rounds what it is given.
    const type = dtype === 'float32' ? 'Float32Array' : 'Float64Array';
    return [
      ...(this.#nodes.some(isRowFunction) ? [`const fn = new RowFunctions(${width});`] : []),
      ...[...rows].map((row) => `const ${arrayName(row)} = new ${type}(${width});`),
    ];
  }

  /** What is the same for all rows; reductions of columns may need each other's, so they come one by one. */
  #constants(): string[] {
    return this.#nodes
      .filter(({ extent }) => !varies(extent, Extent.row))
      .flatMap((node) => {
        if (isOverRow(node)) return this.#overRow([node]);
        return node.extent === Extent.constant && this.#needsName(node)
          ? [`const ${name(node)} = ${this.#expression(node)};`]
          : [];
      });
  }

  #storeColumns(): string[] {
    const columns = this.#outputs.filter(({ extent }) => extent === Extent.column);
    return columns.length === 0 ? [] : this.#loop('j', columns, this.#store(Extent.column, 'j'));
  }

  /** What happens to one row: reductions by depth, and after each depth the row's own values that need it. */
  #rows(): string[] {
    const deepest = Math.max(0, ...this.#depth.values());
    const lines: string[] = [];
    for (let depth = 0; depth <= deepest; depth++) {
      const here = this.#nodes.filter(
        (node) => this.#depth.get(node) === depth && varies(node.extent, Extent.row),
      );
      lines.push(...this.#overRow(here.filter(isOverRow)));
      for (const node of here) {
        if (node.extent !== Extent.row || isRowReduction(node) || !this.#needsName(node)) continue;
        lines.push(`const ${name(node)} = ${this.#expression(node)};`);
      }
    }
    lines.push(...this.#store(Extent.row, 'i'));
    const elements = this.#outputs.filter((node) => node.extent === Extent.element);
    if (elements.length > 0) {
      lines.push(...this.#loop('j', elements, this.#store(Extent.element, 'o + j')));
    }
    return lines;
  }

  /** What needs the whole row of a value: reductions to one number, and rows that other elements of rows decide. */
  #overRow(nodes: readonly Node[]): string[] {
    const loops = nodes.filter((node) => isRowReduction(node) && node.op !== 'at');
    const rows = this.#rowsToKeep(nodes);
    const lines = this.#reductionLoop('j', loops, rows);
    for (const { op, id, args } of nodes.filter(isRowFunction)) {
      lines.push(`fn.${op}(${[`a${id}`, ...args.map(arrayName)].join(', ')});`);
    }
    lines.push(...this.#pairs(nodes.filter(isPairReduction)));
    for (const node of nodes.filter(({ op }) => op === 'at')) lines.push(...this.#at(node));
    return lines;
  }

  /** Values that are read at other places of the row and lie in no array yet. */
  #rowsToKeep(nodes: readonly Node[]): Node[] {
    const rows = new Set(nodes.flatMap(rowsRead).filter((row) => !this.#kept.has(row)));
    for (const row of rows) this.#kept.add(row);
    return [...rows];
  }

  /** Reductions in one loop, in which rows are kept as well. */
  #reductionLoop(index: Index, reductions: readonly Node[], rows: readonly Node[] = []): string[] {
    if (reductions.length + rows.length === 0) return [];
    const sources = reductions.map((node) =>
      reductionSource(node, name(node.args[0]!), this.#options),
    );
    const body = [
      ...sources.map(({ step }) => step),
      ...rows.map((row) => `${arrayName(row)}[j] = ${name(row)};`),
    ];
    return [
      ...sources.map(({ start }) => start),
      ...this.#loop(index, [...reductions.map(({ args }) => args[0]!), ...rows], body),
      ...sources.map(({ end }) => end),
    ];
  }

  /** Reductions over the second position of pairs, k, for each first one, j. */
  #pairs(reductions: readonly Node[]): string[] {
    if (reductions.length === 0) return [];
    const pairs = reductions.map(({ args }) => args[0]!);
    const lines = this.#reductionLoop('k', reductions);
    const results = reductions.map(({ id }) => `a${id}[j] = r${id};`);
    return this.#loop('j', pairs, [...lines, ...results]);
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

  #loop(index: Index, targets: readonly Node[], body: readonly string[]): string[] {
    const { width } = this.#options;
    const head =
      width === 1
        ? `{ const ${index} = 0;`
        : `for (let ${index} = 0; ${index} < ${width}; ${index}++) {`;
    return [head, ...this.#elements(targets, index), ...body, '}'];
  }

  /** The values that the targets need of the element at position j, or of the pair of j and k. */
  #elements(targets: readonly Node[], index: Index = 'j'): string[] {
    return reachable(
      targets,
      (node) => this.#options.externals.includes(node) || isSameInRow(node),
      valuesInPlace,
    )
      .filter((node) => !isSameInRow(node) && this.#needsName(node))
      .filter(({ extent }) => varies(extent, Extent.pair) === (index === 'k'))
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
      case 'other':
        return node.args[0]!.op === 'position' ? 'k' : `${arrayName(node.args[0]!)}[k]`;
      case 'gather':
        return `${arrayName(node.args[0]!)}[${name(node.args[1]!)}]`;
      case 'length':
        return String(this.#options.width);
      default: {
        if (isArray(node)) return `${arrayName(node)}[j]`;
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

/** Positions in the row: that of the element, and the second one of a pair. */
type Index = 'j' | 'k';

/** What is computed once the whole row of something is there. */
function isOverRow(node: Node): boolean {
  return isRowReduction(node) || crossesRow(node);
}

/** Whether its values along the row are in an array as soon as they are computed. */
function isArray(node: Node): boolean {
  return isRowFunction(node) || isPairReduction(node);
}

/** The arguments of which a node reads the whole row. */
function rowsRead(node: Node): readonly Node[] {
  if (isRowFunction(node)) return node.args;
  const [row] = node.args;
  if (node.op === 'gather') return [row!];
  return node.op === 'other' && row!.op !== 'position' ? [row!] : [];
}

/** The arguments that a node needs at its own place in the row. */
function valuesInPlace(node: Node): readonly Node[] {
  if (isArray(node) || node.op === 'other') return [];
  return node.op === 'gather' ? node.args.slice(1) : valueArguments(node);
}

function isSameInRow({ extent }: Node): boolean {
  return !varies(extent, Extent.column) && !varies(extent, Extent.pair);
}

function arrayName({ id }: Node): string {
  return `a${id}`;
}

/** Whether an operation takes its time: exp, but no arithmetic. */
function isFunction({ op }: Node): boolean {
  const operation = OPERATIONS[op];
  return operation?.arity === 1 && !operation.exact;
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
