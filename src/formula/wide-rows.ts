import type { Known, KernelOptions } from './compile.ts';
import { Extent, isRowFunction, varies, type Node } from './node.ts';
import { PI } from './wide-functions.ts';
import { applyWide } from './wide-operations.ts';
import { WIDE_ROW_FUNCTIONS, wideRowSum } from './wide-row-functions.ts';
import { toDouble, wide, type Wide } from './wide.ts';

/** What rows are computed from. */
export interface RowData {
  /** The arrays of `KernelOptions.inputs`, in that order. */
  readonly inputs: readonly Float64Array[];
  /** The values of `KernelOptions.externals`, in that order. */
  readonly externals: readonly Known[];
}

/**
 * Computes nodes of one row after the other with numbers of twice the digits whose exponents have no bounds, step by step and
 * slowly: for the few rows of which an intermediate result in doubles overflows or vanishes, or of which digits cancel.
 */
export class WideRow {
  readonly #options: KernelOptions;
  readonly #data: RowData;
  readonly #positions: readonly number[];
  readonly #values = new Map<Node, (Wide | undefined)[]>();
  #row = -1;

  constructor(options: KernelOptions, data: RowData) {
    this.#options = options;
    this.#data = data;
    this.#positions = Array.from({ length: options.width }, (_, position) => position);
  }

  /** The same for another row. */
  at(row: number): this {
    if (row !== this.#row) this.#values.clear();
    this.#row = row;
    return this;
  }

  /**
   * @param column the position in the row, of what varies along it
   * @param other the second position, of what varies over pairs
   */
  value(node: Node, column = 0, other = 0): Wide {
    let values = this.#values.get(node);
    if (!values) this.#values.set(node, (values = this.#ofRow(node)));
    const ofColumn = varies(node.extent, Extent.column) ? column : 0;
    const ofPair = varies(node.extent, Extent.pair) ? other * this.#options.width : 0;
    return (values[ofColumn + ofPair] ??= this.#compute(node, column, other));
  }

  #compute(node: Node, column: number, other: number): Wide {
    const { inputs, vectors, externals, width } = this.#options;
    const { inputs: arrays, externals: known } = this.#data;
    const row = this.#row;
    const external = externals.indexOf(node);
    if (external >= 0) {
      const value = known[external]!;
      if (typeof value === 'number') return wide(value);
      const place = varies(node.extent, Extent.column) ? column : 0;
      return value instanceof Float64Array ? wide(value[place]!) : value[place]!;
    }
    const [first, second, third] = node.args;
    switch (node.op) {
      case 'number':
        return this.#number(node);
      case 'input':
      case 'seed': {
        const array = arrays[inputs.indexOf(node.name!)]!;
        return wide(array[node.extent === Extent.element ? row * width + column : row]!);
      }
      case 'vector':
        return wide(vectors[node.name!]![column]!);
      case 'position':
        return wide(column);
      case 'length':
        return wide(width);
      case 'spread':
        return this.value(first!, column);
      case 'sum':
        return wideRowSum(this.#along(first!));
      case 'row_max':
        return extreme('max', this.#along(first!));
      case 'row_min':
        return extreme('min', this.#along(first!));
      case 'pair_sum':
        return wideRowSum(this.#pairs(first!, column));
      case 'pair_max':
        return extreme('max', this.#pairs(first!, column));
      case 'pair_min':
        return extreme('min', this.#pairs(first!, column));
      case 'other':
        return this.value(first!, other);
      case 'gather':
        return this.value(first!, toDouble(this.value(second!, column)));
      case 'at': {
        const index = toDouble(this.value(second!));
        return index >= 0 && index < width && Math.floor(index) === index
          ? this.value(first!, index)
          : wide(NaN);
      }
      case 'select': {
        const branch = this.value(first!, column, other).h === 0 ? third! : second!;
        return this.value(branch, column, other);
      }
      default:
        return applyWide(
          node.op,
          node.args.map((argument) => this.value(argument, column, other)),
        );
    }
  }

  /** What was rounded when it was folded is computed once more. */
  #number({ value, origin }: Node): Wide {
    // The double next to pi stands for it.
    if (!origin) return value === Math.PI ? PI : wide(value!);
    return applyWide(
      origin.op,
      origin.args.map((argument) => this.#number(argument)),
    );
  }

  /** What is known of a node as soon as anything of it is asked for: of a function of rows the row, of others nothing. */
  #ofRow(node: Node): Wide[] {
    if (!isRowFunction(node)) return [];
    return WIDE_ROW_FUNCTIONS[node.op](...node.args.map((row) => this.#along(row)));
  }

  #along(node: Node): Wide[] {
    return this.#positions.map((column) => this.value(node, column));
  }

  /** Along the second position of pairs. */
  #pairs(node: Node, column: number): Wide[] {
    return this.#positions.map((other) => this.value(node, column, other));
  }
}

/** As `Math.max` and `Math.min` have it. */
function extreme(op: 'max' | 'min', [first, ...others]: readonly Wide[]): Wide {
  return others.reduce((found, x) => applyWide(op, [found, x]), first!);
}
