import type { Graph } from './graph.ts';
import { Extent, isBatchReduction, varies, type Node } from './node.ts';
import type { Ranges } from './ranges.ts';

/** The variance of what an operation rounds by, which is up to half a unit in the last place either way. */
const ROUNDING = 1 / 12;
/** What several operations are taken to round by that are known not to cancel. */
const SEVERAL = 5 * ROUNDING;
/** Below it a sum is nothing: an error is finite, so that nothing is nothing times it. */
const LEAST = 1e-290;
/** Beyond it, units in the last place squared, a value has lost digits. */
const MOST = 2;

/**
 * How far values in doubles are from those of exact arithmetic, as the variance of their errors in units of their last place:
 * expressions in the same graph, made of the values themselves. What operations round adds up as if it were random, and is
 * carried through each operation by the square of its slope, so that sums of numbers that cancel multiply it, as do
 * exponentials of large numbers and logarithms of numbers near 1. Inputs are exact. What is the same whatever the values folds
 * to a number, so that formulas in which nothing can cancel cost nothing.
 */
export class RoundingError {
  readonly #graph: Graph;
  readonly #ranges: Ranges;
  readonly #found = new Map<Node, Node>();
  readonly #summed = new Map<Node, Node>();

  constructor(graph: Graph, ranges: Ranges) {
    this.#graph = graph;
    this.#ranges = ranges;
  }

  /** Whether a value has lost digits, for each value that it has; undefined where none can. */
  isLarge(value: Node): Node | undefined {
    const error = this.#of(value);
    if (error.op === 'number') return undefined;
    // An estimate that overflows may become NaN, and says that digits were lost as well.
    return this.#graph.op('not', this.#graph.op('le', error, this.#number(MOST)));
  }

  /** @param isSummed whether values are added up along the row */
  #of(node: Node, isSummed = false): Node {
    const found = isSummed ? this.#summed : this.#found;
    let error = found.get(node);
    if (!error) found.set(node, (error = this.#compute(node, isSummed)));
    return error;
  }

  #compute(node: Node, isSummed: boolean): Node {
    const graph = this.#graph;
    const [first, second, third] = node.args;
    const of = (argument: Node | undefined): Node => this.#of(argument!, isSummed);
    if (node.origin) return this.#number(ROUNDING);
    if (node.type === 'boolean' || node.op === 'number') return graph.zero;
    if (isBatchReduction(node)) return this.#number(ROUNDING);
    switch (node.op) {
      case 'add':
      case 'sub':
        return this.#ofSum(node, of(first), of(second));
      case 'mul':
        if ([first!, second!].some((factor) => isPower(factor) || this.#ranges.isUnit(factor)))
          return graph.add(of(first), of(second));
        return this.#rounded(graph.add(of(first), of(second)));
      case 'div':
        if (isPower(second!)) return of(first);
        return this.#rounded(graph.add(of(first), of(second)));
      case 'square':
        return this.#rounded(this.#times(4, of(first)));
      case 'sqrt':
        return this.#rounded(this.#times(1 / 4, of(first)));
      case 'pow':
        return this.#rounded(this.#ofPower(first!, second!, of(first), of(second)));
      case 'exp':
        return this.#rounded(isSummed && this.#isBelowLargest(first!) ? of(first) : this.#timesSize(first!, of(first)));
      case 'expm1':
        return this.#rounded(this.#ofExpm1(first!, of(first)));
      case 'log':
        return this.#rounded(this.#overSize(node, of(first)));
      case 'log1p':
        return this.#rounded(this.#ofLog1p(node, of(first)));
      case 'xlogy': {
        const logarithm = this.#overSize(graph.op('log', second!), of(second));
        return this.#rounded(graph.add(of(first), logarithm), 2 * ROUNDING);
      }
      case 'xlog1py': {
        const logarithm = this.#ofLog1p(graph.op('log1p', second!), of(second));
        return this.#rounded(graph.add(of(first), logarithm), 2 * ROUNDING);
      }
      case 'sigmoid':
      case 'softplus':
      case 'ndtr':
        return this.#rounded(this.#ofTail(first!, graph.neg(first!), of(first)), 2 * ROUNDING);
      case 'log_ndtr':
        return this.#rounded(this.#ofTail(first!, graph.neg(first!), this.#times(4, of(first))), 2 * ROUNDING);
      case 'erfc':
        return this.#rounded(this.#ofTail(graph.neg(first!), graph.op('square', first!), this.#times(4, of(first))), 2 * ROUNDING);
      case 'select':
        return this.#oneOf(first!, of(second), of(third));
      case 'max':
        return this.#oneOf(graph.op('ge', first!, second!), of(first), of(second));
      case 'min':
        return this.#oneOf(graph.op('le', first!, second!), of(first), of(second));
      case 'clip':
        return this.#oneOf(graph.op('eq', node, first!), of(first), graph.zero);
      case 'sum':
      case 'pair_sum':
        return this.#ofRow(node, this.#of(first!, true));
      case 'row_max':
      case 'row_min':
        return this.#largest(of(first), (error) => graph.reduceRow('row_max', error));
      case 'pair_max':
      case 'pair_min':
        return this.#largest(of(first), (error) => graph.reducePairs('pair_max', error));
      case 'at':
        return varies(of(first).extent, Extent.column) ? graph.reduceRow('at', of(first), second) : of(first);
      case 'gather':
        return graph.gather(of(first), second!);
      case 'other':
        return graph.other(of(first));
      case 'neg':
      case 'abs':
      case 'spread':
      case 'stop_gradient':
      case 'with_derivative':
        return of(first);
      case 'cumsum':
      case 'logcumsumexp':
      case 'sin':
      case 'cos':
      case 'atan':
      case 'tanh':
      case 'log_cosh':
      case 'erf':
      case 'lgamma':
      case 'stirling':
      case 'lbeta':
      case 'log_i0':
      case 'log_i0e':
        return this.#rounded(node.args.map(of).reduce((a, b) => graph.add(a, b)), 2 * ROUNDING);
      default:
        return graph.zero;
    }
  } // prettier-ignore

  #number(value: number): Node {
    return this.#graph.number(value);
  }

  #rounded(error: Node, by = ROUNDING): Node {
    return error.op === 'number'
      ? this.#number(Math.min(error.value! + by, SEVERAL))
      : this.#graph.add(error, this.#number(by));
  }

  #times(factor: number, error: Node): Node {
    return this.#graph.mul(this.#number(factor), error);
  }

  #square(value: Node): Node {
    return this.#graph.op('square', value);
  }

  /** An error where the slope is a value; nothing is nothing, whatever the value. */
  #timesSize(value: Node, error: Node): Node {
    return isNothing(error) ? error : this.#graph.mul(error, this.#square(value));
  }

  #overSize(value: Node, error: Node): Node {
    return isNothing(error) ? error : this.#graph.div(error, this.#square(value));
  }

  /** What two terms that may cancel are off by. */
  #ofSum(node: Node, a: Node, b: Node): Node {
    const graph = this.#graph;
    const [first, second] = node.args as [Node, Node];
    if (isNothing(a) && isNothing(b)) return this.#number(ROUNDING);
    const { op } = node;
    const other = op === 'sub' ? graph.neg(second) : second;
    if (a.op === 'number' && b.op === 'number' && this.#ranges.haveOneSign(first, other)) {
      return this.#rounded(this.#number(Math.max(a.value!, b.value!)));
    }
    if (
      a.op === 'number' &&
      b.op === 'number' &&
      op === 'sub' &&
      this.#ranges.isAtMostHalf(second, first)
    ) {
      return this.#rounded(this.#number(4 * a.value! + b.value!));
    }
    const terms = graph.add(this.#timesSize(first, a), this.#timesSize(second, b));
    return this.#rounded(this.#shareOf(terms, node));
  }

  /** Where all terms are 0, nothing. */
  #shareOf(terms: Node, sum: Node): Node {
    const size = this.#graph.op('max', this.#square(sum), this.#number(LEAST));
    return this.#graph.div(terms, size);
  }

  /** What a sum along the row, which is compensated, is off by. */
  #ofRow(node: Node, error: Node): Node {
    const graph = this.#graph;
    const [term] = node.args as [Node];
    if (isNothing(error)) return this.#number(ROUNDING);
    const { low, high } = this.#ranges.of(term);
    if (error.op === 'number' && (low >= 0 || high <= 0)) return this.#rounded(error);
    const weighed = this.#timesSize(term, error);
    const terms =
      node.op === 'sum' ? graph.reduceRow('sum', weighed) : graph.reducePairs('pair_sum', weighed);
    return this.#rounded(this.#shareOf(terms, node));
  }

  #ofPower(base: Node, exponent: Node, ofBase: Node, ofExponent: Node): Node {
    const graph = this.#graph;
    const fromBase = this.#timesSize(exponent, ofBase);
    if (isNothing(ofExponent)) return fromBase;
    const inExponent = graph.mul(exponent, graph.op('log', base));
    return graph.add(fromBase, this.#timesSize(inExponent, ofExponent));
  }

  /** That of x for exp(x) - 1, whose slope is less than the value below 0, and beyond some times as large as x. */
  #ofExpm1(x: Node, error: Node): Node {
    if (this.#ranges.of(x).high <= 0) return error;
    return this.#graph.add(error, this.#timesSize(x, error));
  }

  /** That of x for log(1 + x), whose slope is x / (1 + x): from 0 on less than the value. */
  #ofLog1p(node: Node, error: Node): Node {
    const graph = this.#graph;
    const [x] = node.args as [Node];
    if (isNothing(error) || this.#ranges.of(x).low >= 0) return error;
    const divisor = graph.mul(graph.add(x, this.#number(1)), node);
    return graph.mul(error, this.#square(graph.div(x, divisor)));
  }

  /** Of a function that falls off exponentially below 0: there errors are as many times as large as the exponent. */
  #ofTail(x: Node, exponent: Node, error: Node): Node {
    if (isNothing(error) || this.#ranges.of(x).low >= 0) return error;
    return this.#graph.mul(error, this.#square(this.#graph.op('max', exponent, this.#number(1))));
  }

  /**
   * Whether it is what inputs are below the largest of a row. Softmaxes are made of exponentials of these, of which the large
   * ones count, whose exponents are next to 0; log_softmax minds the others by itself.
   */
  #isBelowLargest(node: Node): boolean {
    const error = this.#of(node);
    return node.op === 'sub' && this.#ranges.of(node).high <= 0 && error.value === ROUNDING;
  }

  /** What is known beforehand of both stays known, as the larger. */
  #oneOf(test: Node, a: Node, b: Node): Node {
    return a.op === 'number' && b.op === 'number'
      ? this.#number(Math.max(a.value!, b.value!))
      : this.#graph.select(test, a, b);
  }

  #largest(error: Node, reduce: (error: Node) => Node): Node {
    return error.op === 'number' ? error : reduce(error);
  }
}

function isNothing(error: Node): boolean {
  return error.op === 'number' && error.value === 0;
}

/** Whether it is a power of two: products with it are exact. */
function isPower({ op, value }: Node): boolean {
  return op === 'number' && Number.isInteger(Math.log2(Math.abs(value!)));
}
