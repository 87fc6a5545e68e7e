import type { Known, KernelOptions } from './compile.ts';
import { Extent, varies, type Node } from './node.ts';
import { applyWide } from './wide-operations.ts';
import { add, subtract, toDouble, wide, type Wide } from './wide.ts';

/** What a row is computed from. */
export interface RowData {
  readonly row: number;
  /** The arrays of `KernelOptions.inputs`, in that order. */
  readonly inputs: readonly Float64Array[];
  /** The values of `KernelOptions.externals`, in that order. */
  readonly externals: readonly Known[];
}

/**
 * Computes nodes of one row with numbers whose exponents have no bounds, step by step and slowly: for the few rows of
 * which an intermediate result in doubles overflows or vanishes.
 */
export class WideRow {
  readonly #options: KernelOptions;
  readonly #data: RowData;
  readonly #values = new Map<Node, (Wide | undefined)[]>();

  constructor(options: KernelOptions, data: RowData) {
    this.#options = options;
    this.#data = data;
  }

  /** @param column the position in the row, of what varies along it */
  value(node: Node, column = 0): Wide {
    let values = this.#values.get(node);
    if (!values) this.#values.set(node, (values = []));
    return (values[varies(node.extent, Extent.column) ? column : 0] ??= this.#compute(
      node,
      column,
    ));
  }

  #compute(node: Node, column: number): Wide {
    const { inputs, vectors, externals, width } = this.#options;
    const { row, inputs: arrays, externals: known } = this.#data;
    const external = externals.indexOf(node);
    if (external >= 0) {
      const value = known[external]!;
      if (typeof value === 'number') return wide(value);
      return value instanceof Float64Array ? wide(value[column]!) : value[column]!;
    }
    const [first, second, third] = node.args;
    switch (node.op) {
      case 'number':
        return wide(node.value!);
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
        return this.#sum(first!);
      case 'row_max':
        return this.#extreme(first!, 'max');
      case 'row_min':
        return this.#extreme(first!, 'min');
      case 'at': {
        const index = toDouble(this.value(second!));
        return index >= 0 && index < width && Math.floor(index) === index
          ? this.value(first!, index)
          : wide(NaN);
      }
      case 'select':
        return this.value(this.value(first!, column).m === 0 ? third! : second!, column);
      default:
        return applyWide(
          node.op,
          node.args.map((argument) => this.value(argument, column)),
        );
    }
  }

  /** Compensated, as that of a kernel. */
  #sum(of: Node): Wide {
    let [sum, lost] = [wide(0), wide(0)];
    for (let column = 0; column < this.#options.width; column++) {
      const x = this.value(of, column);
      const next = add(sum, x);
      const added = subtract(next, sum);
      lost = add(lost, add(subtract(sum, subtract(next, added)), subtract(x, added)));
      sum = next;
    }
    return Number.isNaN(lost.m) ? sum : add(sum, lost);
  }

  #extreme(of: Node, op: 'max' | 'min'): Wide {
    let extreme = this.value(of, 0);
    for (let column = 1; column < this.#options.width; column++) {
      extreme = applyWide(op, [extreme, this.value(of, column)]);
    }
    return extreme;
  }
}
