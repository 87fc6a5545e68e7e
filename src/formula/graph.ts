import {
  exchanged,
  Extent,
  unionOf,
  varies,
  without,
  type Leaf,
  type Node,
  type PairReduction,
  type RowFunction,
  type RowReduction,
} from './node.ts';
import { OPERATIONS, type Algebra } from './operations.ts';
import { rounderOf, type Dtype } from '../tensor/dtype.ts';

/** The reductions of one value over the whole input. */
export type BatchExtremeOrSum = 'batch_sum' | 'batch_max' | 'batch_min';

/** The same reduction over the other position of a pair. */
const OF_PAIRS = { sum: 'pair_sum', row_max: 'pair_max', row_min: 'pair_min' } as const;
const OF_ROW = { pair_sum: 'sum', pair_max: 'row_max', pair_min: 'row_min' } as const;

/**
 * Builds the nodes of one computation. Equal nodes are made once, constants are folded (rounded as the kernel
 * would round them), and what changes no value is simplified: x * 1, x + 0, x - 0, x / 1.
 */
export class Graph implements Algebra {
  readonly dtype: Dtype;
  /** Rounds to the computation's dtype. */
  readonly round: (x: number) => number;
  readonly zero: Node;
  readonly #nodes: Map<string, Node>;
  /** Values of pairs with the two positions exchanged. */
  readonly #exchanged = new Map<Node, Node>();

  /** @param base a graph whose nodes are those of this one */
  constructor(dtype: Dtype, base?: Graph) {
    this.#nodes = base ? base.#nodes : new Map<string, Node>();
    this.dtype = dtype;
    this.round = rounderOf(dtype);
    this.zero = this.number(0);
  }

  number(value: number): Node {
    const rounded = this.round(value);
    const key = Object.is(rounded, -0) ? '-0' : String(rounded);
    return this.#make('number', [], Extent.constant, { key, value: rounded });
  }

  /**
   * A leaf: an `input` or `vector` (a parameter with one value for each position of the last axis) by name, the
   * `position` in a row, the `length` of a row, the number of `rows`, or the `seed` of the gradient.
   */
  leaf(op: Exclude<Leaf, 'number'>, extent: Extent, name = ''): Node {
    return this.#make(op, [], extent, { key: name, name });
  }

  /** An element-wise operation of `OPERATIONS`. */
  op(name: string, ...args: Node[]): Node {
    const operation = OPERATIONS[name]!;
    if (args.every((argument) => argument.op === 'number')) {
      const values = args.map((argument) => argument.value!);
      const folded = this.round(operation.apply(...values));
      if (!hasOverflowed(folded, values)) return this.#folded(folded, { op: name, args });
    }
    const extent = unionOf(...args.map((argument) => argument.extent));
    // What depends on the second position alone is computed once for each, and not for each pair.
    if (isOfOther(extent)) return this.other(this.op(name, ...args.map((x) => this.other(x))));
    return this.#make(name, args, extent, { boolean: operation.boolean ?? false });
  }

  /** A number that is the value of an operation. */
  #folded(value: number, origin: Pick<Node, 'op' | 'args'>): Node {
    if (isExact(value, origin) || OPERATIONS[origin.op]!.exact) return this.number(value);
    const key = `${origin.op} ${origin.args.map(({ id }) => id).join()}`;
    return this.#make('number', [], Extent.constant, { key, value, origin });
  }

  add(a: Node, b: Node): Node {
    if (isNumber(a, 0)) return b;
    if (isNumber(b, 0)) return a;
    return this.op('add', a, b);
  }

  sub(a: Node, b: Node): Node {
    if (isNumber(b, 0)) return a;
    return this.op('sub', a, b);
  }

  mul(a: Node, b: Node): Node {
    if (isNumber(a, 1)) return b;
    if (isNumber(b, 1)) return a;
    return this.op('mul', a, b);
  }

  div(a: Node, b: Node): Node {
    if (isNumber(b, 1)) return a;
    return this.op('div', a, b);
  }

  neg(a: Node): Node {
    return a.op === 'neg' ? a.args[0]! : this.op('neg', a);
  }

  pow(base: Node, exponent: Node): Node {
    if (isNumber(exponent, 0)) return this.number(1);
    if (isNumber(exponent, 1)) return base;
    if (isNumber(exponent, 2)) return this.op('square', base);
    if (isNumber(exponent, 0.5)) return this.op('sqrt', base);
    return this.op('pow', base, exponent);
  }

  select(test: Node, then: Node, otherwise: Node): Node {
    if (test.op === 'number') return test.value === 0 ? otherwise : then;
    return then === otherwise ? then : this.op('select', test, then, otherwise);
  }

  /** Over the last axis. Of a value that is the same all along the row there is nothing to reduce but its count. */
  reduceRow(op: RowReduction, value: Node, index?: Node): Node {
    if (!varies(value.extent, Extent.column)) {
      return op === 'sum' ? this.mul(value, this.leaf('length', Extent.constant)) : value;
    }
    if (varies(value.extent, Extent.pair) && op !== 'at') {
      return this.other(this.reducePairs(OF_PAIRS[op], this.other(value)));
    }
    const extent = without(unionOf(value.extent, index?.extent ?? Extent.constant), Extent.column);
    return this.#make(op, index ? [value, index] : [value], extent);
  }

  mean(value: Node): Node {
    if (!varies(value.extent, Extent.column)) return value;
    return this.div(this.reduceRow('sum', value), this.leaf('length', Extent.constant));
  }

  /** Over the second position of pairs: a value for each element. */
  reducePairs(op: PairReduction, value: Node): Node {
    if (!varies(value.extent, Extent.pair)) {
      return op === 'pair_sum' ? this.mul(value, this.leaf('length', Extent.constant)) : value;
    }
    if (isOfOther(value.extent)) return this.reduceRow(OF_ROW[op], this.other(value));
    return this.#make(op, [value], without(value.extent, Extent.pair));
  }

  pairMean(value: Node): Node {
    if (!varies(value.extent, Extent.pair)) return value;
    return this.div(this.reducePairs('pair_sum', value), this.leaf('length', Extent.constant));
  }

  /** The value where the two positions of a pair are exchanged. */
  other(value: Node): Node {
    const extent = exchanged(value.extent);
    if (!varies(unionOf(value.extent, extent), Extent.column)) return value;
    if (value.op === 'other') return value.args[0]!;
    if (!varies(value.extent, Extent.pair)) {
      return this.#make('other', [value], extent, { boolean: value.type === 'boolean' });
    }
    let found = this.#exchanged.get(value);
    if (!found) {
      found = this.op(value.op, ...value.args.map((argument) => this.other(argument)));
      this.#exchanged.set(value, found);
    }
    return found;
  }

  /** Of rows a row; what is the same all along a row counts as one. */
  rowFunction(op: RowFunction, ...args: Node[]): Node {
    const rows = args.map((x) => (varies(x.extent, Extent.column) ? x : this.spread(x)));
    return this.#make(op, rows, unionOf(...rows.map(({ extent }) => extent)));
  }

  /** The value at the position of the row that `index` says, a position for each element. */
  gather(value: Node, index: Node): Node {
    if (!varies(value.extent, Extent.column)) return value;
    return this.#make('gather', [value, index], unionOf(value.extent, index.extent));
  }

  /** The row from its end to its start. */
  flip(value: Node): Node {
    const last = this.sub(this.leaf('length', Extent.constant), this.number(1));
    return this.gather(value, this.sub(last, this.leaf('position', Extent.element)));
  }

  /** Over the whole input: first along the rows, then over them. */
  reduceBatch(op: BatchExtremeOrSum, value: Node): Node {
    const inRow = { batch_sum: 'sum', batch_max: 'row_max', batch_min: 'row_min' } as const;
    const perRow = varies(value.extent, Extent.column) ? this.reduceRow(inRow[op], value) : value;
    if (varies(perRow.extent, Extent.row)) return this.#make(op, [perRow], Extent.constant);
    return op === 'batch_sum' ? this.mul(perRow, this.leaf('rows', Extent.constant)) : perRow;
  }

  batchMean(value: Node): Node {
    const rows = this.leaf('rows', Extent.constant);
    const count = varies(value.extent, Extent.column)
      ? this.mul(rows, this.leaf('length', Extent.constant))
      : rows;
    return this.div(this.reduceBatch('batch_sum', value), count);
  }

  /** Over the rows alone: a sum for each column. */
  columnSum(value: Node): Node {
    if (!varies(value.extent, Extent.row)) {
      return this.mul(value, this.leaf('rows', Extent.constant));
    }
    if (!varies(value.extent, Extent.column)) return this.reduceBatch('batch_sum', value);
    return this.#make('column_sum', [value], Extent.column);
  }

  columnMean(value: Node): Node {
    return this.div(this.columnSum(value), this.leaf('rows', Extent.constant));
  }

  /**
   * The covariance of x and y over the samples, of which each counts w: of all elements, or a value for each column. What
   * counts 0 may be any number.
   */
  covariance(op: 'batch_cov' | 'column_cov', x: Node, y: Node, w: Node): Node {
    const isConstant = [x, y].some(({ extent }) => !varies(extent, Extent.row));
    const isOfElements = [x, y, w].some(({ extent }) => varies(extent, Extent.column));
    if (isConstant && !(isOfElements && op === 'batch_cov')) return this.zero;
    const each = (value: Node): Node => (isOfElements ? this.spread(value) : value);
    const counted = (value: Node): Node =>
      each(this.select(this.op('eq', w, this.zero), this.zero, value));
    const args = [counted(x), counted(y), w.extent === Extent.constant ? this.number(1) : each(w)];
    const isOfColumns = op === 'column_cov' && isOfElements;
    return this.#make(
      isOfColumns ? op : 'batch_cov',
      args,
      isOfColumns ? Extent.column : Extent.constant,
    );
  }

  /** A value for each element where there was one for the row. */
  spread(value: Node): Node {
    if (value.extent === Extent.element) return value;
    return this.#make('spread', [value], Extent.element);
  }

  #make(
    op: string,
    args: readonly Node[],
    extent: Extent,
    about: Partial<Pick<Node, 'value' | 'origin' | 'name'>> & {
      key?: string;
      boolean?: boolean;
    } = {},
  ): Node {
    const { key: content = '', boolean = false, ...rest } = about;
    const key = `${op}(${args.map((argument) => argument.id).join()})${content}`;
    let node = this.#nodes.get(key);
    if (!node) {
      const type = boolean ? 'boolean' : 'number';
      node = { id: this.#nodes.size, op, args, extent, type, ...rest };
      this.#nodes.set(key, node);
    }
    return node;
  }
}

/** Whether a value depends on the second position of a pair and not on the first. */
function isOfOther(extent: Extent): boolean {
  return varies(extent, Extent.pair) && !varies(extent, Extent.column);
}

/** Whether nothing was rounded, as far as it is plain: of whole numbers, and of sums. */
function isExact(value: number, { op, args }: Pick<Node, 'op' | 'args'>): boolean {
  const [a = NaN, b = NaN] = args.map((argument) => argument.value!);
  if (op === 'add') return value - a === b && value - b === a;
  if (op === 'sub') return value + b === a && a - value === b;
  return Number.isInteger(value) && args.every((argument) => Number.isInteger(argument.value));
}

/** Whether an operation on finite numbers other than 0 overflows: what is made of the result may yet be a number. */
function hasOverflowed(result: number, values: readonly number[]): boolean {
  return (
    Math.abs(result) === Infinity && values.every((value) => Number.isFinite(value) && value !== 0)
  );
}

function isNumber(node: Node, value: number): boolean {
  return node.op === 'number' && node.value === value;
}
