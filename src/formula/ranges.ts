import { Extent, type Node } from './node.ts';

/** What is known of values before they are: all are from `low` to `high`. */
export interface Range {
  readonly low: number;
  readonly high: number;
  /** Whether they are whole numbers. */
  readonly whole: boolean;
}

const ANY: Range = range(-Infinity, Infinity);
const POSITIVE = range(0, Infinity);
const NEGATIVE = range(-Infinity, 0);
const SHARE = range(0, 1);

function range(low: number, high: number, whole = false): Range {
  return { low, high, whole };
}

/** Ranges of the nodes of a graph, by interval arithmetic as far as signs need it. */
export class Ranges {
  readonly #inputs: Readonly<Record<string, Range>>;
  readonly #found = new Map<Node, Range>();

  /** @param inputs those of the inputs by name; what is not named may be any number */
  constructor(inputs: Readonly<Record<string, Range>>) {
    this.#inputs = inputs;
  }

  of(node: Node): Range {
    let found = this.#found.get(node);
    if (!found) this.#found.set(node, (found = this.#compute(node)));
    return found;
  }

  /** Whether values are 0, 1 or -1, so that products with them are exact. */
  isUnit(node: Node): boolean {
    const { low, high, whole } = this.of(node);
    return whole && low >= -1 && high <= 1;
  }

  /** Whether no value is above 0 where one of the other is below, nor the other way round. */
  haveOneSign(a: Node, b: Node): boolean {
    const [first, second] = [this.of(a), this.of(b)];
    return (first.low >= 0 && second.low >= 0) || (first.high <= 0 && second.high <= 0);
  }

  /** Whether a value is half of the smaller of another and something, and none is below 0. */
  isAtMostHalf({ op, args: [half, divisor] }: Node, value: Node): boolean {
    if (op !== 'div' || divisor!.op !== 'number' || !(divisor!.value! >= 2)) return false;
    return half!.op === 'min' && half!.args.includes(value) && this.of(half!).low >= 0;
  }

  #compute(node: Node): Range {
    if (node.type === 'boolean') return { ...SHARE, whole: true };
    const [first, second, third] = node.args;
    const of = (argument: Node | undefined): Range => this.of(argument!);
    switch (node.op) {
      case 'number':
        return range(node.value!, node.value!, Number.isInteger(node.value));
      case 'input':
        return this.#inputs[node.name!] ?? ANY;
      case 'position':
      case 'length':
      case 'rows':
        return { ...POSITIVE, whole: true };
      case 'neg':
        return negated(of(first));
      case 'add':
        return sum(of(first), of(second));
      case 'sub':
        if (isBelowLargest(first!, second!)) return NEGATIVE;
        if (this.isAtMostHalf(second!, first!)) return POSITIVE;
        return sum(of(first), negated(of(second)));
      case 'mul':
        return product(of(first), of(second));
      case 'div':
        return ofSign(signOf(of(first)) * signOf(of(second)));
      case 'abs':
      case 'square':
      case 'sqrt':
      case 'softplus':
      case 'log_cosh':
      case 'exp':
        return node.op === 'exp' && of(first).high <= 0 ? SHARE : POSITIVE;
      case 'pow':
        return of(first).low >= 0 ? POSITIVE : ANY;
      case 'sigmoid':
      case 'ndtr':
        return SHARE;
      case 'erfc':
        return range(0, 2);
      case 'log_ndtr':
        return NEGATIVE;
      case 'log':
        return ofLogarithm(of(first), 1);
      case 'log1p':
        return ofLogarithm(of(first), 0);
      case 'expm1':
        return ofSign(signOf(of(first)));
      case 'xlogy':
        return ofSign(signOf(of(first)) * signOf(ofLogarithm(of(second), 1)));
      case 'xlog1py':
        return ofSign(signOf(of(first)) * signOf(ofLogarithm(of(second), 0)));
      case 'select':
        return union(of(second), of(third));
      case 'max':
        return range(Math.max(of(first).low, of(second).low), Math.max(of(first).high, of(second).high));
      case 'min':
        return range(Math.min(of(first).low, of(second).low), Math.min(of(first).high, of(second).high));
      case 'clip':
        return range(Math.max(of(first).low, of(second).low), Math.min(of(first).high, of(third).high));
      case 'sum':
      case 'pair_sum':
      case 'batch_sum':
      case 'column_sum':
        return { ...ofSign(signOf(of(first))), whole: of(first).whole };
      case 'argsort':
      case 'argcummax':
        return { ...POSITIVE, whole: true };
      case 'cumsum':
        return ofSign(signOf(of(first)));
      default:
        return SAME.has(node.op) ? of(first) : ANY;
    }
  }
} // prettier-ignore

/** Operations that pick values, or leave them as they are. */
const SAME = new Set([
  'spread', 'other', 'gather', 'at', 'row_max', 'row_min', 'pair_max', 'pair_min', 'batch_max', 'batch_min',
  'stop_gradient', 'with_derivative',
]); // prettier-ignore

/** Whether a difference is that of values of a row and of the largest of them. */
function isBelowLargest(value: Node, largest: Node): boolean {
  if (largest.op === 'stop_gradient') return isBelowLargest(value, largest.args[0]!);
  return largest.op === 'row_max' && largest.args[0] === value && value.extent === Extent.element;
}

function negated({ low, high, whole }: Range): Range {
  return range(-high, -low, whole);
}

function sum(a: Range, b: Range): Range {
  return range(a.low + b.low, a.high + b.high, a.whole && b.whole);
}

function union(a: Range, b: Range): Range {
  return range(Math.min(a.low, b.low), Math.max(a.high, b.high), a.whole && b.whole);
}

function product(a: Range, b: Range): Range {
  // Nothing is nothing whatever it is times.
  const ends = [a.low, a.high].flatMap((x) => [b.low, b.high].map((y) => x * y || 0));
  return range(Math.min(...ends), Math.max(...ends), a.whole && b.whole);
}

/** The logarithm of x, where it is 0 at `zero`. */
function ofLogarithm({ low, high }: Range, zero: number): Range {
  return ofSign(low >= zero ? 1 : high <= zero ? -1 : NaN);
}

/** 1, -1, or NaN where there may be both. */
function signOf({ low, high }: Range): number {
  return low >= 0 ? 1 : high <= 0 ? -1 : NaN;
}

function ofSign(sign: number): Range {
  return sign > 0 ? POSITIVE : sign < 0 ? NEGATIVE : ANY;
}
