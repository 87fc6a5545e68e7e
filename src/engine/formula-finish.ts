import type { Kernel, Known } from '../formula/compile.ts';
import {
  covarianceTerms,
  distinctTerms,
  isCovariance,
  productSums,
  type CovarianceTerms,
} from '../formula/covariance.ts';
import type { Graph } from '../formula/graph.ts';
import {
  Extent,
  isBatchReduction,
  reachable,
  valueArguments,
  varies,
  type Node,
} from '../formula/node.ts';
import { wideSum } from '../formula/wide.ts';
import {
  ABOUT_CENTRE,
  aboutCentre,
  covariance,
  covarianceAbout,
  type ProductSums,
} from '../reduce/covariance.ts';
import type { Sums } from '../reduce/sums.ts';
import { groupOf, type GroupSums, type PartsOf, type Statistic } from '../resample/statistic.ts';
import { rounderOf, type Dtype } from '../tensor/dtype.ts';
import type { Finish, Reduced } from './finish.ts';

/** What a finish is compiled with. */
interface Compiler {
  readonly graph: Graph;
  readonly dtype: Dtype;
  /** The length of a row. */
  readonly width: number;
  /** Whether kernels take sums beyond the doubles. */
  readonly isGuarded: boolean;
  kernel(outputs: readonly Node[], externals: readonly Node[], dtype?: Dtype): Kernel;
}

/**
 * The reductions over samples that a value is made of, where it is made of nothing but sums; undefined where it is of
 * extremes, or of sums that depend on others. The number of rows is one of the sums.
 */
export function sumsOf(value: Node): readonly Node[] | undefined {
  const isEnd = (node: Node): boolean => isBatchReduction(node) || node.op === 'rows';
  const sums = reachable([value], isEnd, valueArguments).filter(isEnd);
  const terms = reachable(sums.flatMap(valueArguments), undefined, valueArguments);
  const isSum = (node: Node): boolean =>
    ['batch_sum', 'column_sum', 'rows'].includes(node.op) || isCovariance(node);
  return sums.every(isSum) && !terms.some(isEnd) ? sums : undefined;
}

/** One of the reductions that a value is made of. */
interface Reduction {
  readonly node: Node;
  /** How many values it has: one for each column, or one. */
  readonly width: number;
  /** Of a covariance, which is made of several sums. */
  readonly terms: CovarianceTerms | undefined;
}

/** The finish of a formula over the whole input: its value as an expression of the sums in it. */
export class FormulaFinish implements Finish {
  readonly size: number;
  readonly statistic: Statistic;
  /** Whether it is the same for rows of any length, so that these have sums in common. */
  readonly isOfAnyLength: boolean;
  /** What each sum is of, `rows` of 1 for each sample. */
  readonly terms: readonly Node[];
  readonly #reductions: readonly Reduction[];
  /** Of each term, the first of its sums: one, or one for each column. */
  readonly #places: ReadonlyMap<Node, number>;
  readonly #kernel: Kernel;
  readonly #isGuarded: boolean;
  readonly #round: (x: number) => number;
  readonly #width: number;
  readonly #out = new Float64Array(1);

  /** @param nodes the reductions that the value is made of, see {@link sumsOf} */
  constructor(value: Node, nodes: readonly Node[], compiler: Compiler) {
    this.#width = compiler.width;
    this.#reductions = nodes.map((node) => ({
      node,
      width: node.extent === Extent.column ? compiler.width : 1,
      terms: isCovariance(node) ? covarianceTerms(compiler.graph, node) : undefined,
    }));
    this.terms = [...new Set(this.#reductions.flatMap(termsOf))];
    const places = new Map<Node, number>();
    let size = 0;
    for (const term of this.terms) {
      places.set(term, size);
      size += varies(term.extent, Extent.column) ? compiler.width : 1;
    }
    this.#places = places;
    const outside = reachable([value], (node) => nodes.includes(node), valueArguments);
    this.isOfAnyLength =
      ![...nodes, ...this.terms].some(({ extent }) => varies(extent, Extent.column)) &&
      !outside.some(({ op }) => op === 'length');
    this.size = size;
    this.#round = rounderOf(compiler.dtype);
    this.#isGuarded = compiler.isGuarded;
    this.#kernel = compiler.kernel([value], nodes);
    const inDoubles = compiler.kernel([value], nodes, 'float64');
    this.statistic = {
      isMean: false,
      parts: (all) => this.#partsAbout(all),
      at: (drawn) => this.#run(inDoubles, this.#ofParts(drawn)),
    };
  }

  reduce(sums: Sums, group = 0): Reduced {
    const known = [...this.known(sums, group).values()];
    return { result: this.#run(this.#kernel, known), denominator: null };
  }

  /** The values of the reductions for the samples of a group. */
  known(sums: Sums, group = 0): ReadonlyMap<Node, Known> {
    const ofGroup = groupOf(sums, group);
    return new Map(
      this.#reductions.map((reduction) => [reduction.node, this.#knownOf(reduction, ofGroup)]),
    );
  }

  #knownOf(reduction: Reduction, sums: GroupSums): Known {
    const products = this.#productsOf(reduction, sums);
    if (products)
      return asKnown(
        reduction,
        products.map((of) => this.#round(covariance(of))),
      );
    const places = this.#placesOf(reduction);
    // Sums of finite numbers may be beyond the doubles, and the value may be a small difference of them.
    if (this.#isGuarded) return places.map((k) => wideSum(sums.exact(k)));
    const values = places.map((k) => this.#round(sums.value(k)));
    return asKnown(reduction, values);
  }

  /** The sums that a covariance is made of; undefined for a sum. */
  #productsOf({ node, terms }: Reduction, sums: GroupSums): readonly ProductSums[] | undefined {
    return (
      terms &&
      productSums(node, terms, this.#width, (term, column) => {
        const first = this.#places.get(term)!;
        return sums.exact(varies(term.extent, Extent.column) ? first + column : first);
      })
    );
  }

  #placesOf({ node, width }: Reduction): number[] {
    const first = this.#places.get(node.op === 'rows' ? node : node.args[0]!)!;
    return Array.from({ length: width }, (_, column) => first + column);
  }

  /** What units are drawn by: their sums, and of covariances what does not cancel. */
  #partsAbout(all: GroupSums): PartsOf {
    const centres = this.#reductions.map((reduction) => this.#productsOf(reduction, all));
    return (sums) =>
      this.#reductions.flatMap(
        (reduction, i) =>
          this.#productsOf(reduction, sums)?.flatMap((of, k) => aboutCentre(of, centres[i]![k]!)) ??
          this.#placesOf(reduction).map((k) => sums.value(k)),
      );
  }

  #ofParts(drawn: Float64Array): readonly Known[] {
    let at = 0;
    const next = (count: number): Float64Array => drawn.subarray(at, (at += count));
    return this.#reductions.map((reduction) => {
      const { width, terms } = reduction;
      const values = terms
        ? Array.from({ length: width }, () => covarianceAbout(next(ABOUT_CENTRE)))
        : next(width);
      return asKnown(reduction, values);
    });
  }

  #run(kernel: Kernel, known: readonly Known[]): number {
    kernel(0, [], known, [this.#out]);
    return this.#out[0]!;
  }
}

function termsOf({ node, terms }: Reduction): readonly Node[] {
  if (terms) return distinctTerms(terms);
  return [node.op === 'rows' ? node : node.args[0]!];
}

/** Values as a kernel takes them: a number, or one for each column. */
function asKnown({ node }: Reduction, values: ArrayLike<number>): Known {
  return node.extent === Extent.column ? Float64Array.from(values) : values[0]!;
}
