import type { Known, KernelOptions } from './compile.ts';
import {
  Extent,
  isRowFunction,
  valueArguments,
  varies,
  type Node,
  type RowFunction,
} from './node.ts';
import { PI } from './wide-functions.ts';
import { applyWide, wideOperation } from './wide-operations.ts';
import { WIDE_ROW_FUNCTIONS, wideRowSum } from './wide-row-functions.ts';
import { toDouble, wide, type Wide } from './wide.ts';

/** What rows are computed from. */
export interface RowData {
  /** The arrays of `KernelOptions.inputs`, in that order. */
  readonly inputs: readonly Float64Array[];
  /** The values of `KernelOptions.externals`, in that order. */
  readonly externals: readonly Known[];
}

/** The value of a node at a position of the row, and of what varies over pairs at a second one. */
type Reader = (column: number, other: number) => Wide;

const NO_DATA: RowData = { inputs: [], externals: [] };

/**
 * Computes nodes of one row after the other with numbers of twice the digits whose exponents have no bounds, slowly: for the
 * few rows of which an intermediate result in doubles overflows or vanishes, or of which digits cancel. What a node needs is
 * looked up once, when it is first asked for; of a row each value is computed once, and only if it is needed.
 */
export class WideRow {
  readonly #options: KernelOptions;
  readonly #positions: readonly number[];
  readonly #readers = new Map<Node, Reader>();
  #data = NO_DATA;
  #row = -1;
  /** Another number for each row that is looked at. */
  #visit = 0;

  constructor(options: KernelOptions) {
    this.#options = options;
    this.#positions = Array.from({ length: options.width }, (_, position) => position);
  }

  /** The same for other rows. */
  of(data: RowData): this {
    this.#data = data;
    this.#row = -1;
    return this;
  }

  /** The same for another row. */
  at(row: number): this {
    if (row !== this.#row) this.#visit++;
    this.#row = row;
    return this;
  }

  /**
   * @param column the position in the row, of what varies along it
   * @param other the second position, of what varies over pairs
   */
  value(node: Node, column = 0, other = 0): Wide {
    return this.#reader(node)(column, other);
  }

  #reader(node: Node): Reader {
    let found = this.#readers.get(node);
    if (!found) this.#readers.set(node, (found = this.#makeReader(node)));
    return found;
  }

  #makeReader(node: Node): Reader {
    const place = this.#options.externals.indexOf(node);
    if (place >= 0) return this.#external(node, place);
    if (node.op === 'number') {
      const value = numberOf(node);
      return () => value;
    }
    if (isRowFunction(node)) return this.#rowFunction(node);
    return this.#once(node.extent, this.#compute(node));
  }

  #external({ extent }: Node, index: number): Reader {
    const isColumn = varies(extent, Extent.column);
    return (column) => {
      const value = this.#data.externals[index]!;
      if (typeof value === 'number') return wide(value);
      const at = isColumn ? column : 0;
      return value instanceof Float64Array ? wide(value[at]!) : value[at]!;
    };
  }

  #rowFunction(node: Node & { readonly op: RowFunction }): Reader {
    const rows = node.args.map((row) => this.#along(row));
    let visit = 0;
    let values: readonly Wide[] = [];
    return (column) => {
      if (visit !== this.#visit) {
        values = WIDE_ROW_FUNCTIONS[node.op](...rows.map((row) => row()));
        visit = this.#visit;
      }
      return values[column]!;
    };
  }

  /** Computes each value of a row once. */
  #once(extent: Extent, compute: Reader): Reader {
    const { width } = this.#options;
    const ofColumn = varies(extent, Extent.column) ? 1 : 0;
    const ofPair = varies(extent, Extent.pair) ? width : 0;
    const values: Wide[] = [];
    const visits: number[] = [];
    return (column, other) => {
      const place = column * ofColumn + other * ofPair;
      if (visits[place] !== this.#visit) {
        values[place] = compute(column, other);
        visits[place] = this.#visit;
      }
      return values[place]!;
    };
  }

  #compute(node: Node): Reader {
    const { inputs, vectors, width } = this.#options;
    switch (node.op) {
      case 'input':
      case 'seed': {
        const index = inputs.indexOf(node.name!);
        const isElement = node.extent === Extent.element;
        return (column) => {
          const at = isElement ? this.#row * width + column : this.#row;
          return wide(this.#data.inputs[index]![at]!);
        };
      }
      case 'vector':
        return (column) => wide(vectors[node.name!]![column]!);
      case 'position':
        return (column) => wide(column);
      case 'length':
        return () => wide(width);
    }
    const [first, second, third] = valueArguments(node).map((argument) => this.#reader(argument));
    switch (node.op) {
      case 'spread':
        return first!;
      case 'sum': {
        const along = this.#along(node.args[0]!);
        return () => wideRowSum(along());
      }
      case 'row_max':
      case 'row_min': {
        const along = this.#along(node.args[0]!);
        const op = node.op === 'row_max' ? 'max' : 'min';
        return () => extreme(op, along());
      }
      case 'pair_sum':
        return (column) => wideRowSum(this.#pairs(first!, column));
      case 'pair_max':
        return (column) => extreme('max', this.#pairs(first!, column));
      case 'pair_min':
        return (column) => extreme('min', this.#pairs(first!, column));
      case 'other':
        return (_, other) => first!(other, 0);
      case 'gather':
        return (column) => first!(toDouble(second!(column, 0)), 0);
      case 'at':
        return () => {
          const index = toDouble(second!(0, 0));
          const isPosition = index >= 0 && index < width && Math.floor(index) === index;
          return isPosition ? first!(index, 0) : wide(NaN);
        };
      case 'select':
        return (column, other) => (first!(column, other).h === 0 ? third! : second!)(column, other);
    }
    const operation = wideOperation(node.op);
    if (!second) return (column, other) => operation(first!(column, other));
    if (!third) return (column, other) => operation(first!(column, other), second(column, other));
    return (column, other) =>
      operation(first!(column, other), second(column, other), third(column, other));
  }

  #along(node: Node): () => Wide[] {
    const read = this.#reader(node);
    return () => this.#positions.map((column) => read(column, 0));
  }

  /** Along the second position of pairs. */
  #pairs(read: Reader, column: number): Wide[] {
    return this.#positions.map((other) => read(column, other));
  }
}

/** What was rounded when it was folded is computed once more. */
function numberOf({ value, origin }: Node): Wide {
  // The double next to pi stands for it.
  if (!origin) return value === Math.PI ? PI : wide(value!);
  return applyWide(origin.op, origin.args.map(numberOf));
}

/** As `Math.max` and `Math.min` have it. */
function extreme(op: 'max' | 'min', [first, ...others]: readonly Wide[]): Wide {
  return others.reduce((found, x) => applyWide(op, [found, x]), first!);
}
